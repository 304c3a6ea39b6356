/**
 * The part of a TLS 1.3 server's first flight that is encrypted, once someone
 * who knows the keys has decrypted its records.
 */
import { ByteReader, concat, latin1, Truncated } from './bytes.ts';
import { EXTENSION } from './client-hello.ts';
import { distinguishedName } from './distinguished-name.ts';

/** Plaintext of one record with its real type, or null when it cannot be decrypted. `sequence` counts from 0. */
export type Decrypt = (
  record: Uint8Array,
  sequence: number,
) => { readonly type: number; readonly content: Uint8Array } | null;

export interface EncryptedFlight {
  readonly alpn: string | null;
  /** DER certificates, leaf first. */
  readonly certificates: readonly Uint8Array[];
  /** Names of the CAs that a client certificate is wanted from, empty for any; null when none is wanted. */
  readonly authorities: readonly string[] | null;
  /** Alert that came encrypted. */
  readonly alert: number | null;
}

const RECORD = { alert: 21, handshake: 22, application: 23 };
const MESSAGE = { extensions: 8, certificate: 11, request: 13 };
const CERTIFICATE_AUTHORITIES = 47;
const MAX_CERTIFICATES = 64;

/** Reads what follows the ServerHello in the bytes of a server; what is damaged ends the reading. Never throws. */
export function readEncryptedFlight(received: Uint8Array, decrypt: Decrypt): EncryptedFlight {
  const found: { -readonly [K in keyof EncryptedFlight]: EncryptedFlight[K] } = {
    alpn: null,
    certificates: [],
    authorities: null,
    alert: null,
  };
  let handshake: Uint8Array = new Uint8Array(0);
  let sequence = 0;
  for (let at = 0; at + 5 <= received.length; ) {
    const end = at + 5 + ((received[at + 3]! << 8) | received[at + 4]!);
    if (end > received.length) break;
    const record = received.subarray(at, end);
    at = end;
    if (record[0] !== RECORD.application) continue;
    const plain = decrypt(record, sequence++);
    if (plain === null) break;
    if (plain.type === RECORD.alert) found.alert = plain.content[1] ?? null;
    if (plain.type === RECORD.handshake) handshake = concat(handshake, plain.content);
  }
  try {
    const messages = new ByteReader(handshake);
    while (messages.left >= 4) {
      const type = messages.uint(1);
      const body = new ByteReader(messages.vector(3));
      if (type === MESSAGE.extensions) found.alpn = readAlpn(extensions(body));
      else if (type === MESSAGE.certificate) found.certificates = readCertificates(body);
      else if (type === MESSAGE.request) found.authorities = readAuthorities(body);
    }
  } catch (error) {
    if (!(error instanceof Truncated)) throw error;
  }
  return found;
}

function extensions(body: ByteReader): Map<number, Uint8Array> {
  const list = new ByteReader(body.vector(2));
  const found = new Map<number, Uint8Array>();
  while (list.left > 0) found.set(list.uint(2), list.vector(2));
  return found;
}

function readAlpn(all: Map<number, Uint8Array>): string | null {
  const alpn = all.get(EXTENSION.alpn);
  return alpn ? latin1(new ByteReader(new ByteReader(alpn).vector(2)).vector(1)) : null;
}

function readCertificates(body: ByteReader): Uint8Array[] {
  body.vector(1); // request context
  const list = new ByteReader(body.vector(3));
  const found: Uint8Array[] = [];
  while (list.left > 0 && found.length < MAX_CERTIFICATES) {
    found.push(list.vector(3).slice());
    list.vector(2); // extensions of this certificate
  }
  return found;
}

function readAuthorities(body: ByteReader): string[] {
  body.vector(1); // request context
  const names = extensions(body).get(CERTIFICATE_AUTHORITIES);
  if (names === undefined) return [];
  const list = new ByteReader(new ByteReader(names).vector(2));
  const found: string[] = [];
  while (list.left > 0 && found.length < MAX_CERTIFICATES) {
    const name = distinguishedName(list.vector(2));
    if (name !== null) found.push(name);
  }
  return found;
}
