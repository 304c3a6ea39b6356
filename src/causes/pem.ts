/** PEM: what stands between the `-----BEGIN` and `-----END` lines, decoded. */

export interface PemBlock {
  /** `CERTIFICATE`, `PRIVATE KEY`, `X509 CRL` … */
  readonly label: string;
  /** Decoded content; null when the base64 is damaged or the end line is missing. */
  readonly der: Uint8Array | null;
  /** `Proc-Type: 4,ENCRYPTED` stands in the header (traditional format). */
  readonly encrypted: boolean;
}

/** More than any real bundle holds: public CA bundles have about 150. */
const MOST_BLOCKS = 2_000;
const BEGIN = /-----BEGIN ([A-Z0-9 ]{1,40})-----/g;

/** The blocks of a PEM text, in order. Text around them is ignored, as OpenSSL does. */
export function pemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  BEGIN.lastIndex = 0;
  for (let m = BEGIN.exec(text); m !== null && blocks.length < MOST_BLOCKS; m = BEGIN.exec(text)) {
    const label = m[1] ?? '';
    const end = `-----END ${label}-----`;
    const start = m.index + m[0].length;
    // A block that runs into the next BEGIN has lost its end line.
    const next = text.indexOf('-----BEGIN ', start);
    const rest = text.slice(start, next === -1 ? undefined : next);
    const length = rest.indexOf(end);
    if (length === -1) {
      blocks.push({ label, der: null, encrypted: false });
      continue;
    }
    const body = rest.slice(0, length);
    const headers = /^\s*[A-Za-z-]+:.*(?:\r?\n[ \t].*)*$/gm;
    blocks.push({
      label,
      der: decodeBase64(body.replace(headers, '')),
      encrypted: label === 'ENCRYPTED PRIVATE KEY' || /^Proc-Type:.*ENCRYPTED/m.test(body),
    });
    BEGIN.lastIndex = start + length + end.length;
  }
  return blocks;
}

function decodeBase64(text: string): Uint8Array | null {
  const packed = text.replace(/\s+/g, '');
  if (packed === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return null;
  try {
    return Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  } catch {
    return null;
  }
}
