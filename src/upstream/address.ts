/** `host:port` as nginx takes it apart. */
export interface Address {
  /** Host without port; IPv6 in brackets, `unix:` sockets as their path. */
  readonly host: string;
  readonly port: number | null;
  readonly kind: 'name' | 'ipv4' | 'ipv6' | 'unix';
}

/** Reads `host`, `host:port`, `[v6]:port`, `unix:/path` (up to the next `:`). */
export function addressOf(text: string, defaultPort: number | null): Address {
  if (isUnix(text)) {
    const path = text.slice(5);
    const end = path.indexOf(':');
    return { host: end < 0 ? path : path.slice(0, end), port: null, kind: 'unix' };
  }
  const close = text.startsWith('[') ? text.indexOf(']') : -1;
  const colon = text.indexOf(':', close + 1);
  const host = colon < 0 ? text : text.slice(0, colon);
  const port = colon < 0 ? Number.NaN : Number.parseInt(text.slice(colon + 1), 10);
  return { host, port: Number.isNaN(port) ? defaultPort : port, kind: kindOf(host) };
}

/** `unix:/path`; nginx does not mind the case. */
export function isUnix(text: string): boolean {
  return text.charCodeAt(4) === 58 && text.slice(0, 4).toLowerCase() === 'unix';
}

export function kindOf(host: string): 'name' | 'ipv4' | 'ipv6' {
  if (host.startsWith('[')) return 'ipv6';
  return isIpv4(host) ? 'ipv4' : 'name';
}

/**
 * Whether nginx takes the text for an IPv4 address when it decides about SNI:
 * three dots, digits only, no part above 255. 255.255.255.255 is its error value,
 * so that one counts as a name.
 */
export function isIpv4(text: string): boolean {
  let dots = 0;
  let octet = 0;
  let all = true;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 46) {
      dots++;
      all &&= octet === 255;
      octet = 0;
    } else {
      if (c < 48 || c > 57) return false;
      octet = octet * 10 + c - 48;
      if (octet > 255) return false;
    }
  }
  return dots === 3 && !(all && octet === 255);
}
