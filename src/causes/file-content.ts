/** What one file that the configuration names holds: certificates, CRLs, keys, or something that nginx cannot use. */
import type { NamedFile } from './named-files.ts';
import { pemBlocks } from './pem.ts';
import { isCertificateLabel, readCertificate, readCrl } from './x509.ts';

/** The public half of a private key (PEM); computed where a crypto library is at hand. */
export interface PublicHalf {
  /** As `CertificateFacts.publicKey`; null when the key could not be opened. */
  readonly publicKey: string | null;
  /** `rsa`, `ec`, `ed25519` …; empty when unknown. */
  readonly type: string;
}

const UNKNOWN: PublicHalf = { publicKey: null, type: '' };

/** Reads the content. `open` turns a private key into its public half; the key itself goes nowhere. */
export function fileContent(
  path: string,
  bytes: Uint8Array,
  open: (pem: string) => PublicHalf = () => UNKNOWN,
): NamedFile {
  const format = formatOf(bytes);
  const base = { path, state: 'read', mode: null, format } as const;
  if (format !== 'pem') return { ...base, certificates: [], keys: [], crls: [] };
  const text = latin1(bytes);
  const blocks = pemBlocks(text);
  const certificates: NamedFile['certificates'][number][] = [];
  const crls: NamedFile['crls'][number][] = [];
  const keys: NamedFile['keys'][number][] = [];
  const damaged: number[] = [];
  blocks.forEach((block, i) => {
    const { label, der, encrypted } = block;
    if (label.endsWith('PRIVATE KEY')) {
      keys.push({ ...open(pemText(text, label, keys.length)), encrypted });
      return;
    }
    const read = der === null ? null : isCertificateLabel(label) ? readCertificate(der) : undefined;
    const crl = der !== null && label === 'X509 CRL' ? readCrl(der) : undefined;
    if (read) certificates.push(read);
    if (crl) crls.push(crl);
    if (read === null || crl === null) damaged.push(i + 1);
  });
  return { ...base, certificates, keys, crls, labels: blocks.map((b) => b.label), damaged };
}

/** The n-th private key of a text as PEM of its own. */
function pemText(text: string, label: string, n: number): string {
  const all = [
    ...text.matchAll(
      /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z0-9 ]*PRIVATE KEY-----/g,
    ),
  ];
  return all[n]?.[0] ?? `-----BEGIN ${label}-----`;
}

function formatOf(bytes: Uint8Array): NonNullable<NamedFile['format']> {
  if (bytes.every((b) => b === 0x20 || (b >= 0x09 && b <= 0x0d))) return 'empty';
  if (latin1(bytes.subarray(0, 4_000_000)).includes('-----BEGIN ')) return 'pem';
  if (bytes[0] === 0x30 && (bytes[1] ?? 0) >= 0x80) return isPkcs12(bytes) ? 'pkcs12' : 'der';
  return 'text';
}

/** PFX starts with SEQUENCE { INTEGER 3 …; a certificate starts with SEQUENCE { SEQUENCE …. */
function isPkcs12(bytes: Uint8Array): boolean {
  const start = 2 + ((bytes[1] ?? 0) & 0x7f);
  return bytes[start] === 0x02 && bytes[start + 1] === 0x01 && bytes[start + 2] === 0x03;
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
