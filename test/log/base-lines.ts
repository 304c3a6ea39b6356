/** Every message that nginx was seen to write, with what it must be read as, as whole lines of each module. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface BaseLine {
  readonly level: string;
  readonly message: string;
  readonly module: 'http' | 'stream' | 'config';
  /** OpenSSL generations that write it. */
  readonly openssl: readonly string[];
  readonly kind: string;
  readonly phase: string;
  readonly alert: number | null;
  readonly verify: number | null;
  readonly errno: number | null;
  readonly codes: readonly string[];
}

export const BASE_LINES: readonly BaseLine[] = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/signatures.json'), 'utf8'),
);

const STAMP = '2026/11/21 07:27:09';
const HTTP =
  ', client: 10.0.1.55, server: api.internal.example.com, request: "POST /v2/ingest?id=7 HTTP/1.1", upstream: "https://10.0.4.22:443/v2/ingest?id=7", host: "api.internal.example.com"';
const STREAM =
  ', client: 10.0.1.55, server: 0.0.0.0:9443, upstream: "10.0.4.22:443", bytes from/to client:517/0, bytes from/to upstream:0/517';

/** The whole line as nginx writes it into its error log. */
export function wholeLine(base: BaseLine): string {
  if (base.module === 'config') return `${STAMP} [${base.level}] 1187#1187: ${base.message}`;
  return `${STAMP} [${base.level}] 1187#1187: *4821 ${base.message}${base.module === 'http' ? HTTP : STREAM}`;
}
