/**
 * What a server answers to a ClientHello, up to where it waits for the client
 * (TLS 1.2) or begins to encrypt (TLS 1.3). Fed with bytes as they arrive;
 * holds no more than the limits below, whatever is sent.
 */
import { ByteReader, concat, latin1, Truncated } from './bytes.ts';
import { EXTENSION } from './client-hello.ts';
import { distinguishedName } from './distinguished-name.ts';

export interface ServerHello {
  /** Version code chosen, `supported_versions` considered. */
  readonly version: number;
  readonly cipher: number;
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  /** Extension types in the order sent. */
  readonly extensions: readonly number[];
  readonly alpn: string | null;
  /** Group of the key share (TLS 1.3), or the one asked for by a HelloRetryRequest. */
  readonly group: number | null;
}

export interface ServerKeyExchange {
  /** Named curve of ECDHE; null for DHE and explicit curves. */
  readonly group: number | null;
  /** Bits of the prime of DHE; null for ECDHE. */
  readonly dhBits: number | null;
  /** Code of the signature algorithm (TLS 1.2). */
  readonly signatureAlgorithm: number | null;
}

export interface CertificateRequest {
  readonly signatureAlgorithms: readonly number[];
  /** Names of the authorities whose certificates are accepted; empty means any. */
  readonly authorities: readonly string[];
}

export type FlightEnd =
  /** More must come. */
  | 'open'
  /** ServerHelloDone: the whole first flight of TLS 1.2 was seen. */
  | 'done'
  /** TLS 1.3 goes on encrypted; certificates cannot be seen from outside. */
  | 'encrypted'
  | 'retry'
  | 'alert'
  | 'not-tls'
  | 'malformed'
  /** More was sent than any honest server does. */
  | 'too-big';

export interface Flight {
  readonly end: FlightEnd;
  readonly hello: ServerHello | null;
  /** A HelloRetryRequest, which looks like a ServerHello but chooses only a group. */
  readonly retry: ServerHello | null;
  readonly alert: { readonly level: 'warning' | 'fatal'; readonly number: number } | null;
  /** DER certificates, leaf first (up to TLS 1.2). */
  readonly certificates: readonly Uint8Array[];
  readonly keyExchange: ServerKeyExchange | null;
  readonly certificateRequest: CertificateRequest | null;
  /** Start of the answer when it is not TLS, one character per byte, at most 200. */
  readonly plain: string | null;
}

const MAX_RECORD = 16_384 + 2048;
const MAX_HANDSHAKE = 1_048_576;
const MAX_CERTIFICATES = 64;
const MAX_AUTHORITIES = 1000;
/** SHA-256 of "HelloRetryRequest" (RFC 8446 §4.1.3). */
const RETRY_RANDOM = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';

const NOTHING = new Uint8Array(0);
const MESSAGE = { serverHello: 2, certificate: 11, keyExchange: 12, request: 13, done: 14 };

/** Takes the server's bytes with `push` and tells with `flight` what was understood so far. */
export class ServerFlight {
  private pending: Uint8Array = NOTHING;
  private handshake: Uint8Array = NOTHING;
  private received = 0;
  private end: FlightEnd = 'open';
  private hello: ServerHello | null = null;
  private retry: ServerHello | null = null;
  private alert: Flight['alert'] = null;
  private certificates: Uint8Array[] = [];
  private keyExchange: ServerKeyExchange | null = null;
  private certificateRequest: CertificateRequest | null = null;
  private plain: string | null = null;

  /** True while more bytes would tell more. */
  get open(): boolean {
    return this.end === 'open';
  }

  flight(): Flight {
    const { end, hello, retry, alert, certificates, keyExchange, certificateRequest, plain } = this;
    return { end, hello, retry, alert, certificates, keyExchange, certificateRequest, plain };
  }

  /** Adds bytes in the order received. Never throws; bytes after the end are ignored. */
  push(bytes: Uint8Array): void {
    if (this.end !== 'open') return;
    this.received += bytes.length;
    this.pending = concat(this.pending, bytes);
    try {
      this.readRecords();
    } catch (error) {
      if (!(error instanceof Truncated)) throw error;
      this.end = 'malformed';
    }
    if (this.end === 'open' && this.received > MAX_HANDSHAKE) this.end = 'too-big';
  }

  private readRecords(): void {
    while (this.end === 'open' && this.pending.length >= 5) {
      const type = this.pending[0]!;
      const length = (this.pending[3]! << 8) | this.pending[4]!;
      if (type < 20 || type > 24 || this.pending[1] !== 3) {
        this.notTls();
        return;
      }
      if (length > MAX_RECORD) {
        this.end = 'malformed';
        return;
      }
      if (this.pending.length < 5 + length) return;
      const body = this.pending.subarray(5, 5 + length);
      this.pending = this.pending.slice(5 + length);
      this.readRecord(type, body);
    }
    // Shorter answers than a record header are judged by their first byte.
    if (this.end === 'open' && this.pending.length > 0) {
      const type = this.pending[0]!;
      if (type < 20 || type > 24) this.notTls();
    }
  }

  private notTls(): void {
    this.end = this.hello === null ? 'not-tls' : 'malformed';
    this.plain = latin1(this.pending.subarray(0, 200));
  }

  private readRecord(type: number, body: Uint8Array): void {
    // Change cipher spec goes by; application data of TLS 1.3 is the encrypted rest.
    if (type === 21) this.readAlert(body);
    else if (type === 23) this.end = 'encrypted';
    else if (type === 22) {
      this.handshake = concat(this.handshake, body);
      this.readMessages();
    }
  }

  private readAlert(body: Uint8Array): void {
    if (body.length !== 2) {
      this.end = this.hello ? 'encrypted' : 'malformed';
      return;
    }
    const fatal = body[0] === 2;
    this.alert = { level: fatal ? 'fatal' : 'warning', number: body[1]! };
    // A warning such as unrecognized_name may be followed by the handshake.
    if (fatal || body[1] === 0) this.end = 'alert';
  }

  private readMessages(): void {
    while (this.end === 'open' && this.handshake.length >= 4) {
      const [type, a, b, c] = this.handshake;
      const size = 4 + ((a! << 16) | (b! << 8) | c!);
      if (size > MAX_HANDSHAKE) {
        this.end = 'too-big';
        return;
      }
      if (this.handshake.length < size) return;
      const message = this.handshake.subarray(4, size);
      this.handshake = this.handshake.slice(size);
      this.readMessage(type!, message);
    }
  }

  private readMessage(type: number, message: Uint8Array): void {
    if (type === MESSAGE.serverHello) this.readHello(message);
    else if (type === MESSAGE.certificate) this.readCertificates(message);
    else if (type === MESSAGE.keyExchange) this.readKeyExchange(message);
    else if (type === MESSAGE.request) this.readRequest(message);
    else if (type === MESSAGE.done) this.end = 'done';
  }

  private readHello(message: Uint8Array): void {
    const hello = readServerHello(new ByteReader(message));
    if (
      Array.from(hello.random, (x) => x.toString(16).padStart(2, '0')).join('') === RETRY_RANDOM
    ) {
      this.retry = hello;
      this.end = 'retry';
      return;
    }
    this.hello = hello;
    // From here on TLS 1.3 is encrypted, even if the next record has not come yet.
    if (hello.version >= 0x0304) this.end = 'encrypted';
  }

  private readCertificates(message: Uint8Array): void {
    const list = new ByteReader(new ByteReader(message).vector(3));
    while (list.left > 0 && this.certificates.length < MAX_CERTIFICATES)
      this.certificates.push(list.vector(3).slice());
  }

  private readKeyExchange(message: Uint8Array): void {
    this.keyExchange = readKeyExchange(new ByteReader(message), this.hello);
  }

  private readRequest(message: Uint8Array): void {
    const reader = new ByteReader(message);
    reader.vector(1); // certificate types
    const signed = (this.hello?.version ?? 0) >= 0x0303;
    const signatureAlgorithms = signed ? reader.uint16s(2) : [];
    const names = new ByteReader(reader.vector(2));
    const authorities: string[] = [];
    while (names.left > 0 && authorities.length < MAX_AUTHORITIES) {
      const name = distinguishedName(names.vector(2));
      if (name !== null) authorities.push(name);
    }
    this.certificateRequest = { signatureAlgorithms, authorities };
  }
}

function readServerHello(reader: ByteReader): ServerHello {
  const legacyVersion = reader.uint(2);
  const random = reader.take(32).slice();
  const sessionId = reader.vector(1).slice();
  const cipher = reader.uint(2);
  reader.uint(1); // compression
  const extensions = new Map<number, Uint8Array>();
  if (reader.left > 0) {
    const list = new ByteReader(reader.vector(2));
    while (list.left > 0) extensions.set(list.uint(2), list.vector(2));
  }
  const version = extensions.get(EXTENSION.supportedVersions);
  const share = extensions.get(EXTENSION.keyShare);
  const alpn = extensions.get(EXTENSION.alpn);
  return {
    version: version ? new ByteReader(version).uint(2) : legacyVersion,
    cipher,
    random,
    sessionId,
    extensions: [...extensions.keys()],
    alpn: alpn ? latin1(new ByteReader(new ByteReader(alpn).vector(2)).vector(1)) : null,
    group: share ? new ByteReader(share).uint(2) : null,
  };
}

/** Key exchange by cipher: OpenSSL's names tell ECDHE and DHE apart, their layouts differ. */
function readKeyExchange(reader: ByteReader, hello: ServerHello | null): ServerKeyExchange | null {
  const cipher = hello?.cipher ?? 0;
  const signed = (hello?.version ?? 0) >= 0x0303;
  if (isEcdhe(cipher)) {
    const curveType = reader.uint(1);
    if (curveType !== 3) return { group: null, dhBits: null, signatureAlgorithm: null };
    const group = reader.uint(2);
    reader.vector(1); // public key
    const signatureAlgorithm = signed && reader.left >= 2 ? reader.uint(2) : null;
    return { group, dhBits: null, signatureAlgorithm };
  }
  const prime = reader.vector(2);
  reader.vector(2); // generator
  reader.vector(2); // public key
  const signatureAlgorithm = signed && reader.left >= 2 ? reader.uint(2) : null;
  return { group: null, dhBits: bitLength(prime), signatureAlgorithm };
}

function isEcdhe(cipher: number): boolean {
  const high = cipher >> 8;
  return high === 0xc0 || (high === 0xcc && cipher !== 0xccaa);
}

function bitLength(number: Uint8Array): number {
  let start = 0;
  while (start < number.length && number[start] === 0) start++;
  const first = number[start];
  return first === undefined ? 0 : (number.length - start - 1) * 8 + (32 - Math.clz32(first));
}
