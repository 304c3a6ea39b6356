/** What can be read from the bytes of a handshake of ours, TLS 1.3 included. */
import type { CertificateFacts } from '../../causes/named-files.ts';
import { readCertificate } from '../../causes/x509.ts';
import { readEncryptedFlight } from '../../tls/encrypted-flight.ts';
import { cipherName, groupName, versionName } from '../../tls/names.ts';
import { ServerFlight } from '../../tls/server-flight.ts';
import { handshakeDecryption, serverHandshakeSecret } from './decrypt.ts';

export interface Seen {
  /** The bytes are no TLS. */
  readonly notTls: boolean;
  /** Alert of the first flight. */
  readonly alert: number | null;
  /** A ServerHello came (a HelloRetryRequest alone is none). */
  readonly hello: boolean;
  readonly version: string | null;
  readonly cipher: string | null;
  readonly group: string | null;
  readonly alpn: string | null;
  /** DER, leaf first. */
  readonly certificates: readonly Uint8Array[];
  /** Names of the CAs that a client certificate is wanted from; null when none is wanted. */
  readonly authorities: readonly string[] | null;
  readonly secureRenegotiation: boolean | null;
}

const RENEGOTIATION_INFO = 0xff01;

/** Reads the server's first flight; `keylog` holds the lines of our own key log. */
export function seenIn(received: Buffer, keylog: readonly Buffer[]): Seen {
  const reader = new ServerFlight();
  reader.push(received);
  const flight = reader.flight();
  const { hello } = flight;
  const modern = hello !== null && hello.version >= 0x0304;
  const secret = modern ? serverHandshakeSecret(keylog) : null;
  const inner =
    modern && secret
      ? readEncryptedFlight(received, handshakeDecryption(secret, hello.cipher))
      : null;
  const group = hello?.group ?? flight.keyExchange?.group ?? null;
  return {
    notTls: flight.end === 'not-tls',
    alert: flight.alert?.number ?? inner?.alert ?? null,
    hello: hello !== null,
    version: hello && versionName(hello.version),
    cipher: hello && cipherName(hello.cipher),
    group: group === null ? null : groupName(group),
    alpn: inner?.alpn ?? hello?.alpn ?? null,
    certificates: inner?.certificates ?? flight.certificates,
    authorities: inner?.authorities ?? flight.certificateRequest?.authorities ?? null,
    secureRenegotiation:
      hello === null || modern ? null : hello.extensions.includes(RENEGOTIATION_INFO),
  };
}

const known = new Map<string, CertificateFacts | null>();

/** Facts of a certificate; the same one comes back in every handshake, and is read once. */
export function certificateFacts(der: Uint8Array): CertificateFacts | null {
  const key = Buffer.from(der).toString('base64');
  const found = known.get(key);
  if (found !== undefined) return found;
  const facts = readCertificate(der);
  if (known.size > 500) known.clear();
  known.set(key, facts);
  return facts;
}
