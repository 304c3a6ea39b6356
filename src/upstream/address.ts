/** `host:port` as nginx takes it apart. */
export interface Address {
  /** Host without port; IPv6 in brackets, `unix:` sockets as their path. */
  readonly host: string;
  readonly port: number | null;
  readonly kind: 'name' | 'ipv4' | 'ipv6' | 'unix';
}

/** Reads `host`, `host:port`, `[v6]:port`, `unix:/path` (up to the next `:`). */
export function addressOf(text: string, defaultPort: number | null): Address {
  if (/^unix:/i.test(text)) {
    const path = text.slice(5);
    const end = path.indexOf(':');
    return { host: end < 0 ? path : path.slice(0, end), port: null, kind: 'unix' };
  }
  const m = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?/.exec(text);
  const host = m?.[1] ?? text;
  return { host, port: m?.[2] ? Number(m[2]) : defaultPort, kind: kindOf(host) };
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
  if (!/^\d*\.\d*\.\d*\.\d*$/.test(text)) return false;
  const octets = text.split('.').map(Number);
  return octets.every((o) => o <= 255) && octets.some((o) => o !== 255);
}
