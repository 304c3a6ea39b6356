/** The first message of a TLS client, read from the wire and written to it (RFC 8446 §4.1.2, RFC 5246 §7.4.1.2). */
import { ByteReader, bytesOf, concat, latin1, Truncated, uint, vector } from './bytes.ts';

export const EXTENSION = {
  serverName: 0,
  statusRequest: 5,
  supportedGroups: 10,
  ecPointFormats: 11,
  signatureAlgorithms: 13,
  alpn: 16,
  padding: 21,
  encryptThenMac: 22,
  extendedMasterSecret: 23,
  sessionTicket: 35,
  preSharedKey: 41,
  supportedVersions: 43,
  pskKeyExchangeModes: 45,
  postHandshakeAuth: 49,
  keyShare: 51,
  renegotiationInfo: 0xff01,
} as const;

export interface ClientHello {
  /** Version of the first record and of the message itself, `0x0301` and `0x0303` usually. */
  readonly recordVersion: number;
  readonly legacyVersion: number;
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly suites: readonly number[];
  /** Extension types in the order sent. */
  readonly extensions: readonly number[];
  /** One character per byte; null when no name is sent. */
  readonly serverName: string | null;
  /** Versions offered, from `supported_versions` or, without it, everything up to `legacyVersion`. */
  readonly versions: readonly number[];
  readonly groups: readonly number[];
  readonly keyShares: readonly { readonly group: number; readonly size: number }[];
  readonly signatureAlgorithms: readonly number[];
  readonly alpn: readonly string[];
  /** A session is offered for resumption, by id, ticket or pre-shared key. */
  readonly resumes: boolean;
  /** Bytes of the handshake message, header included. */
  readonly size: number;
}

export type ClientHelloRead =
  | { readonly kind: 'hello'; readonly hello: ClientHello }
  /** A ClientHello so far, but not all of it. */
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'not-tls' }
  | { readonly kind: 'malformed' };

/** No ClientHello in the field is near this size. */
const MAX_HELLO = 65_536;
const NOTHING = new Uint8Array(0);

/** Reads the ClientHello at the start of what a client sent. Never throws. */
export function parseClientHello(bytes: Uint8Array): ClientHelloRead {
  if (bytes.length > 0 && bytes[0] !== 22) return { kind: 'not-tls' };
  if (bytes.length > 1 && bytes[1] !== 3) return { kind: 'not-tls' };
  let message: Uint8Array = NOTHING;
  let at = 0;
  while (at + 5 <= bytes.length) {
    const length = (bytes[at + 3]! << 8) | bytes[at + 4]!;
    if (bytes[at] !== 22 || length === 0) return { kind: 'malformed' };
    message = concat(message, bytes.subarray(at + 5, at + 5 + length));
    if (message.length >= 1 && message[0] !== 1) return { kind: 'not-tls' };
    if (message.length >= 4) {
      const size = 4 + ((message[1]! << 16) | (message[2]! << 8) | message[3]!);
      if (size > MAX_HELLO) return { kind: 'malformed' };
      if (message.length >= size)
        return readMessage(message.subarray(0, size), (bytes[1]! << 8) | bytes[2]!);
    }
    at += 5 + length;
  }
  return { kind: 'incomplete' };
}

function readMessage(message: Uint8Array, recordVersion: number): ClientHelloRead {
  try {
    return { kind: 'hello', hello: readHello(message, recordVersion) };
  } catch (error) {
    if (error instanceof Truncated) return { kind: 'malformed' };
    throw error;
  }
}

function readHello(message: Uint8Array, recordVersion: number): ClientHello {
  const reader = new ByteReader(message.subarray(4));
  const legacyVersion = reader.uint(2);
  const random = reader.take(32);
  const sessionId = reader.vector(1);
  const suites = reader.uint16s(2);
  reader.vector(1); // compression methods
  const extensions = new Map<number, Uint8Array>();
  if (reader.left > 0) {
    const list = new ByteReader(reader.vector(2));
    while (list.left > 0) {
      const type = list.uint(2);
      const data = list.vector(2);
      if (!extensions.has(type)) extensions.set(type, data);
    }
  }
  const read = (type: number) => new ByteReader(extensions.get(type) ?? NOTHING);
  const list16 = (type: number) => (extensions.has(type) ? read(type).uint16s(2) : []);
  const ticket = extensions.get(EXTENSION.sessionTicket);
  return {
    recordVersion,
    legacyVersion,
    random,
    sessionId,
    suites,
    extensions: [...extensions.keys()],
    serverName: extensions.has(EXTENSION.serverName) ? readServerName(read(0)) : null,
    versions: extensions.has(EXTENSION.supportedVersions)
      ? read(EXTENSION.supportedVersions).uint16s(1)
      : versionsUpTo(legacyVersion),
    groups: list16(EXTENSION.supportedGroups),
    keyShares: extensions.has(EXTENSION.keyShare) ? readKeyShares(read(EXTENSION.keyShare)) : [],
    signatureAlgorithms: list16(EXTENSION.signatureAlgorithms),
    alpn: extensions.has(EXTENSION.alpn) ? readAlpn(read(EXTENSION.alpn)) : [],
    resumes:
      (ticket !== undefined && ticket.length > 0) ||
      extensions.has(EXTENSION.preSharedKey) ||
      // TLS 1.3 clients send a random session id for middle boxes; it resumes nothing.
      (sessionId.length > 0 && !extensions.has(EXTENSION.supportedVersions)),
    size: message.length,
  };
}

function versionsUpTo(version: number): number[] {
  const versions: number[] = [];
  for (let v = Math.min(version, 0x0303); v >= 0x0301; v--) versions.push(v);
  return versions;
}

function readServerName(reader: ByteReader): string | null {
  const names = new ByteReader(reader.vector(2));
  while (names.left > 0) {
    const type = names.uint(1);
    const name = names.vector(2);
    if (type === 0) return latin1(name);
  }
  return null;
}

function readKeyShares(reader: ByteReader): { group: number; size: number }[] {
  const shares = new ByteReader(reader.vector(2));
  const found: { group: number; size: number }[] = [];
  while (shares.left > 0) found.push({ group: shares.uint(2), size: shares.vector(2).length });
  return found;
}

function readAlpn(reader: ByteReader): string[] {
  const list = new ByteReader(reader.vector(2));
  const ids: string[] = [];
  while (list.left > 0) ids.push(latin1(list.vector(1)));
  return ids;
}

/** What a ClientHello is to say. */
export interface ClientHelloPlan {
  /** Null sends no `server_name` at all, as nginx does by default. */
  readonly serverName: string | null;
  /** Version codes, highest first. */
  readonly versions: readonly number[];
  readonly suites: readonly number[];
  readonly groups: readonly number[];
  readonly signatureAlgorithms: readonly number[];
  readonly alpn: readonly string[];
  /**
   * Key shares for TLS 1.3. Left out: one for X25519 where that group is
   * offered, else none; the server then answers HelloRetryRequest with the
   * group it would take.
   */
  readonly keyShares?: readonly { readonly group: number; readonly key: Uint8Array }[];
  /** 32 bytes; random when left out. */
  readonly random?: Uint8Array;
  /** Bytes to which the handshake message is padded at least. */
  readonly padTo?: number;
  /** Announce post-handshake authentication. */
  readonly postHandshakeAuth?: boolean;
  /** RFC 5746; on unless false. */
  readonly secureRenegotiation?: boolean;
}

const X25519 = 0x001d;

/** A ClientHello in one record, ready to be sent. Throws `RangeError` when a part does not fit its length field. */
export function buildClientHello(plan: ClientHelloPlan): Uint8Array {
  const max = Math.max(...plan.versions);
  const modern = max >= 0x0304;
  const body = (padding: Uint8Array) =>
    concat(
      uint(2, Math.min(max, 0x0303)),
      plan.random ?? randomBytes(32),
      vector(1, modern ? randomBytes(32) : NOTHING),
      vector(2, ...plan.suites.map((suite) => uint(2, suite))),
      vector(1, uint(1, 0)),
      vector(2, ...extensionsOf(plan, modern), padding),
    );
  const bare = body(NOTHING);
  const missing = (plan.padTo ?? 0) - bare.length - 4;
  const padded =
    missing > 0
      ? body(extension(EXTENSION.padding, new Uint8Array(Math.max(0, missing - 4))))
      : bare;
  const message = concat(uint(1, 1), vector(3, padded));
  // 0x0301 in the record of a first hello, as OpenSSL sends it: old servers refuse more.
  const recordVersion = Math.min(max, 0x0301);
  return concat(uint(1, 22), uint(2, recordVersion), vector(2, message));
}

function extensionsOf(plan: ClientHelloPlan, modern: boolean): Uint8Array[] {
  const list = (values: readonly number[]) => vector(2, ...values.map((value) => uint(2, value)));
  const parts: Uint8Array[] = [];
  if (plan.serverName !== null) {
    const name = concat(uint(1, 0), vector(2, bytesOf(plan.serverName)));
    parts.push(extension(EXTENSION.serverName, vector(2, name)));
  }
  parts.push(extension(EXTENSION.ecPointFormats, vector(1, uint(1, 0))));
  if (plan.groups.length > 0) parts.push(extension(EXTENSION.supportedGroups, list(plan.groups)));
  parts.push(extension(EXTENSION.sessionTicket, NOTHING));
  if (plan.alpn.length > 0) {
    const ids = plan.alpn.map((id) => vector(1, bytesOf(id)));
    parts.push(extension(EXTENSION.alpn, vector(2, ...ids)));
  }
  parts.push(extension(EXTENSION.encryptThenMac, NOTHING));
  parts.push(extension(EXTENSION.extendedMasterSecret, NOTHING));
  if (plan.secureRenegotiation !== false)
    parts.push(extension(EXTENSION.renegotiationInfo, uint(1, 0)));
  if (plan.signatureAlgorithms.length > 0 && Math.max(...plan.versions) >= 0x0303)
    parts.push(extension(EXTENSION.signatureAlgorithms, list(plan.signatureAlgorithms)));
  if (modern) parts.push(...modernExtensions(plan));
  return parts;
}

function modernExtensions(plan: ClientHelloPlan): Uint8Array[] {
  const shares =
    plan.keyShares ??
    // Any 32 bytes are a public key of X25519; the handshake is never completed with it.
    (plan.groups.includes(X25519) ? [{ group: X25519, key: randomBytes(32) }] : []);
  const parts = [
    extension(
      EXTENSION.supportedVersions,
      vector(1, ...plan.versions.map((version) => uint(2, version))),
    ),
    extension(EXTENSION.pskKeyExchangeModes, vector(1, uint(1, 1))),
    extension(
      EXTENSION.keyShare,
      vector(2, ...shares.map((share) => concat(uint(2, share.group), vector(2, share.key)))),
    ),
  ];
  if (plan.postHandshakeAuth) parts.push(extension(EXTENSION.postHandshakeAuth, NOTHING));
  return parts;
}

function extension(type: number, data: Uint8Array): Uint8Array {
  return concat(uint(2, type), vector(2, data));
}

function randomBytes(size: number): Uint8Array {
  return globalThis.crypto.getRandomValues(new Uint8Array(size));
}
