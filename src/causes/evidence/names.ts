/** Distinguished names and dates as OpenSSL and curl print them. */
import type { CertificateFacts } from '../named-files.ts';

/**
 * A printed name in the form of `CertificateFacts.subject`. The tools print
 * `C = US, O = "Acme, Inc."` (OpenSSL 1.1.1 to 3.1), `C=US, O=Acme` (from 3.2,
 * curl: `C=US; O=Acme`) and `/C=US/O=Acme` (1.0).
 */
export function normalName(printed: string): string {
  const text = printed.trim().slice(0, 2_000);
  if (/^\/[A-Za-z.0-9]+=/.test(text))
    return text
      .slice(1)
      .split(/\/(?=[A-Za-z.0-9]+=)/)
      .join(', ');
  return text
    .split(/[,;+]\s*(?=[A-Za-z.0-9]+\s*=)/)
    .map((part) => part.replace(/^\s*([A-Za-z.0-9]+)\s*=\s*/, '$1=').replace(/="(.*)"$/, '=$1'))
    .join(', ');
}

/** The last `CN` of a name, or null. */
export function commonName(name: string): string | null {
  return [...name.matchAll(/(?:^|, )CN=(.*?)(?=, [A-Za-z.0-9]+=|$)/g)].at(-1)?.[1] ?? null;
}

/** `Nov 21 08:31:57 2026 GMT` as ISO 8601; null when it is none. */
export function isoDate(printed: string | undefined): string | null {
  const time = Date.parse(printed ?? '');
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** What a tool showed of a certificate without the certificate itself. */
export function namesOnly(
  shown: Partial<CertificateFacts> & { readonly subject: string; readonly issuer: string },
): CertificateFacts {
  return {
    dnsNames: [],
    ipNames: [],
    commonName: commonName(shown.subject),
    serial: '',
    notBefore: '0000-01-01T00:00:00.000Z',
    notAfter: '9999-12-31T23:59:59.000Z',
    selfSigned: shown.subject === shown.issuer,
    ca: false,
    pathLength: null,
    keyType: 'other',
    keyBits: null,
    curve: null,
    signatureAlgorithm: '',
    extendedKeyUsage: [],
    subjectKeyId: null,
    authorityKeyId: null,
    fingerprint: '',
    publicKey: '',
    ...shown,
  };
}
