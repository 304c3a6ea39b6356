/**
 * Whether a certificate carries a name, by the rule nginx uses
 * (`X509_check_host` without flags): dNSName entries, the common name only
 * when there is no dNSName at all, and addresses never.
 */

interface Names {
  readonly dnsNames: readonly string[];
  readonly commonName: string | null;
}

/** The star of a pattern when it is one that OpenSSL honours: leftmost label, two dots or more after it. */
function starOf(pattern: string): number {
  const star = pattern.indexOf('*');
  if (star < 0 || pattern.indexOf('*', star + 1) >= 0) return -1;
  const firstDot = pattern.indexOf('.');
  if (firstDot < star) return -1;
  const label = pattern.slice(0, firstDot);
  // A star inside a punycode label, or between two other characters, is a literal.
  if (/^xn--/i.test(label) || (star > 0 && star < label.length - 1)) return -1;
  const labels = pattern.split('.');
  if (labels.length < 3 || labels.some((l) => !/^[a-z0-9*]([a-z0-9*-]*[a-z0-9*])?$/i.test(l))) {
    return -1;
  }
  return star;
}

function matchesPattern(pattern: string, host: string): boolean {
  const p = pattern.toLowerCase();
  const h = host.toLowerCase();
  if (h.startsWith('.') && h.length > 1) return p.length > h.length && p.endsWith(h);
  const star = starOf(p);
  if (star < 0) return p === h;
  const prefix = p.slice(0, star);
  const suffix = p.slice(star + 1);
  if (h.length < prefix.length + suffix.length) return false;
  if (!h.startsWith(prefix) || !h.endsWith(suffix)) return false;
  const matched = h.slice(prefix.length, h.length - suffix.length);
  const whole = prefix === '' && suffix.startsWith('.');
  if (whole && matched === '') return false;
  if (!whole && h.startsWith('xn--')) return false;
  return matched === '*' || /^[a-z0-9-]*$/.test(matched);
}

/** Whether nginx would accept the certificate for `host`. An empty name is never accepted. */
export function certificateCarries(certificate: Names, host: string): boolean {
  if (host === '') return false;
  if (certificate.dnsNames.length > 0) {
    return certificate.dnsNames.some((name) => matchesPattern(name, host));
  }
  return certificate.commonName !== null && matchesPattern(certificate.commonName, host);
}
