/**
 * Reads what a server answers to a ClientHello: its first flight, as raw
 * bytes. TLS 1.2 and below in the clear; TLS 1.3 behind the ServerHello only
 * when the caller can decrypt it. Never throws: what is damaged ends the
 * reading, and what was read until there stands.
 */

export interface ServerHello {
  /** For example `TLSv1.2`. */
  readonly version: string;
  /** IANA number of the suite. */
  readonly suite: number;
  /** IANA number of the key-share group (TLS 1.3). */
  readonly group: number | null;
  /** A HelloRetryRequest: the server wants another key share. */
  readonly retry: boolean;
}

export interface Flight {
  /** Number of an alert that came in the clear. */
  readonly alert: number | null;
  readonly serverHello: ServerHello | null;
  /** DER certificates, leaf first. */
  readonly certificates: readonly Uint8Array[];
  /** DER distinguished names of a CertificateRequest; null when none came. */
  readonly certificateRequest: readonly Uint8Array[] | null;
  readonly alpn: string | null;
  /** Group of an ECDHE key exchange (TLS 1.2). */
  readonly keyExchangeGroup: number | null;
  /** ServerHelloDone (TLS 1.2) or Finished (TLS 1.3) was seen. */
  readonly complete: boolean;
  /** The bytes are no TLS records. */
  readonly notTls: boolean;
  /** Records that could not be decrypted follow. */
  readonly opaque: boolean;
}

/** Plaintext of one TLS 1.3 record with its real type, or null when it cannot be decrypted. */
export type Decrypt = (
  record: Uint8Array,
  sequence: number,
) => { readonly type: number; readonly content: Uint8Array } | null;

const ALERT = 21;
const HANDSHAKE = 22;
const APPLICATION = 23;
const RETRY = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';
const VERSIONS: Readonly<Record<number, string>> = {
  768: 'SSLv3',
  769: 'TLSv1',
  770: 'TLSv1.1',
  771: 'TLSv1.2',
  772: 'TLSv1.3',
};
/** A hostile server must not make us hold more than this. */
const MOST_CERTIFICATES = 64;

interface Reading {
  alert: number | null;
  serverHello: ServerHello | null;
  certificates: Uint8Array[];
  certificateRequest: Uint8Array[] | null;
  alpn: string | null;
  keyExchangeGroup: number | null;
  complete: boolean;
  notTls: boolean;
  opaque: boolean;
}

/** Everything that can be read from the bytes that came so far. */
export function readFlight(bytes: Uint8Array, decrypt?: Decrypt): Flight {
  const reading: Reading = {
    alert: null,
    serverHello: null,
    certificates: [],
    certificateRequest: null,
    alpn: null,
    keyExchangeGroup: null,
    complete: false,
    notTls: false,
    opaque: false,
  };
  let handshake: Uint8Array[] = [];
  let at = 0;
  let sequence = 0;
  while (at + 5 <= bytes.length) {
    const type = bytes[at] ?? 0;
    const length = u16(bytes, at + 3);
    if (type < 20 || type > 24 || bytes[at + 1] !== 3 || length > 16_640) {
      if (at === 0) reading.notTls = true;
      break;
    }
    const end = at + 5 + length;
    const encrypted = type === APPLICATION && reading.serverHello?.version === 'TLSv1.3';
    if (end > bytes.length) break;
    let content = bytes.subarray(at + 5, end);
    let inner = type;
    if (encrypted) {
      const plain = decrypt?.(bytes.subarray(at, end), sequence++);
      if (!plain) {
        reading.opaque = true;
        break;
      }
      ({ type: inner, content } = plain);
    }
    at = end;
    // After ChangeCipherSpec the records of TLS 1.2 are encrypted.
    if (inner === 20 && reading.serverHello?.version !== 'TLSv1.3') break;
    if (inner === ALERT && content.length === 2) {
      reading.alert = content[1] ?? null;
      // Warnings such as unrecognized_name (112) may come before a ServerHello that follows anyway.
      if (content[0] === 2) break;
    }
    if (inner !== HANDSHAKE) continue;
    handshake = takeMessages(handshake, content, reading);
  }
  if (at === 0 && bytes.length > 0 && !looksLikeTls(bytes)) reading.notTls = true;
  return reading;
}

function looksLikeTls(bytes: Uint8Array): boolean {
  const type = bytes[0] ?? 0;
  return type >= 20 && type <= 24 && (bytes.length < 2 || bytes[1] === 3);
}

/** Reads the handshake messages that are whole, and gives back what is left of the last one. */
function takeMessages(before: Uint8Array[], content: Uint8Array, reading: Reading): Uint8Array[] {
  const data = before.length === 0 ? content : concat([...before, content]);
  let at = 0;
  while (at + 4 <= data.length) {
    const length = u24(data, at + 1);
    if (at + 4 + length > data.length) break;
    takeMessage(data[at] ?? 0, data.subarray(at + 4, at + 4 + length), reading);
    at += 4 + length;
  }
  return at < data.length ? [data.subarray(at)] : [];
}

function takeMessage(type: number, body: Uint8Array, reading: Reading): void {
  const is13 = reading.serverHello?.version === 'TLSv1.3';
  if (type === 2) reading.serverHello = serverHello(body, reading);
  else if (type === 8) reading.alpn = alpnOf(extensionsOf(body, 0)) ?? reading.alpn;
  else if (type === 11) reading.certificates = certificatesOf(body, is13);
  else if (type === 12) reading.keyExchangeGroup = body[0] === 3 ? u16(body, 1) : null;
  else if (type === 13) reading.certificateRequest = is13 ? names13(body) : names12(body);
  else if (type === 14 || (type === 20 && is13)) reading.complete = true;
}

function serverHello(body: Uint8Array, reading: Reading): ServerHello | null {
  if (body.length < 38) return null;
  const session = body[34] ?? 0;
  const at = 35 + session;
  const extensions = extensionsOf(body, at + 3);
  const chosen = extensions.get(43);
  const version = chosen && chosen.length === 2 ? u16(chosen, 0) : u16(body, 0);
  const share = extensions.get(51);
  reading.alpn = alpnOf(extensions) ?? reading.alpn;
  return {
    version: VERSIONS[version] ?? `0x${version.toString(16)}`,
    suite: u16(body, at),
    group: share && share.length >= 2 ? u16(share, 0) : null,
    retry: hex(body.subarray(2, 34)) === RETRY,
  };
}

/** Extensions by number, from the offset of their total length. */
function extensionsOf(body: Uint8Array, offset: number): Map<number, Uint8Array> {
  const found = new Map<number, Uint8Array>();
  if (offset + 2 > body.length) return found;
  const end = Math.min(body.length, offset + 2 + u16(body, offset));
  for (let at = offset + 2; at + 4 <= end; ) {
    const length = u16(body, at + 2);
    if (at + 4 + length > end) break;
    found.set(u16(body, at), body.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return found;
}

function alpnOf(extensions: Map<number, Uint8Array>): string | null {
  const value = extensions.get(16);
  if (!value || value.length < 3) return null;
  return printable(value.subarray(3, 3 + (value[2] ?? 0)));
}

function certificatesOf(body: Uint8Array, is13: boolean): Uint8Array[] {
  let at = is13 ? 1 + (body[0] ?? 0) : 0;
  at += 3;
  const found: Uint8Array[] = [];
  while (at + 3 <= body.length && found.length < MOST_CERTIFICATES) {
    const length = u24(body, at);
    if (length === 0 || at + 3 + length > body.length) break;
    found.push(body.slice(at + 3, at + 3 + length));
    at += 3 + length;
    if (is13) at += 2 + u16(body, at);
  }
  return found;
}

function names12(body: Uint8Array): Uint8Array[] {
  let at = 1 + (body[0] ?? 0);
  // TLS 1.2 lists signature algorithms here, TLS 1.0 and 1.1 do not.
  const algorithms = u16(body, at);
  const withAlgorithms = at + 2 + algorithms;
  if (withAlgorithms + 2 <= body.length) {
    const rest = u16(body, withAlgorithms);
    if (withAlgorithms + 2 + rest === body.length) at = withAlgorithms;
  }
  return nameList(body, at);
}

function names13(body: Uint8Array): Uint8Array[] {
  const value = extensionsOf(body, 1 + (body[0] ?? 0)).get(47);
  return value ? nameList(value, 0) : [];
}

function nameList(bytes: Uint8Array, offset: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  const end = Math.min(bytes.length, offset + 2 + u16(bytes, offset));
  for (let at = offset + 2; at + 2 <= end && found.length < MOST_CERTIFICATES; ) {
    const length = u16(bytes, at);
    if (at + 2 + length > end) break;
    found.push(bytes.slice(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return found;
}

function printable(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes).replace(/[^\x20-\x7e]/g, '?');
}

function u16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function u24(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 16) | u16(bytes, at + 1);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
