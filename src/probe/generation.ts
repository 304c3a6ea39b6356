/**
 * The ClientHello of another OpenSSL generation: what its defaults differ in,
 * captured from nginx 1.18 with OpenSSL 1.1.1w, 1.22 with 3.0, 1.26 with 3.5
 * and 1.30 with 3.6. Sizes matter as much as values: from 3.5 on the
 * post-quantum key share makes it larger than one packet.
 */
import { ByteReader, concat, uint, vector } from '../tls/bytes.ts';
import { EXTENSION } from '../tls/client-hello.ts';

export type Generation = '1.1' | '3.0' | '3.5' | '3.6';

/** The generation of a version such as `3.0.13`, `1.1.1w` or `3.5`. */
export function generationOf(openssl: string): Generation {
  const [major = 3, minor = 0] = openssl.split('.').map((part) => Number.parseInt(part, 10));
  if (major < 3) return '1.1';
  if (major > 3 || minor >= 6) return '3.6';
  return minor >= 5 ? '3.5' : '3.0';
}

interface Profile {
  readonly groups: readonly number[];
  /** Up to TLS 1.2, where the groups of TLS 1.3 are left out. */
  readonly groupsBefore13: readonly number[];
  readonly signatures: readonly number[];
  readonly pointFormats: readonly number[];
  /** Secure renegotiation as a suite of its own, or as an extension. */
  readonly scsv: boolean;
  /** Groups that key shares are sent for. */
  readonly shares: readonly number[];
}

const X25519 = 0x001d;
const X25519MLKEM768 = 0x11ec;
const CLASSIC = [0x001d, 0x0017, 0x001e, 0x0019, 0x0018];
const POINTS = [0, 1, 2];
const SIGNATURES_30 = [
  0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0809, 0x080a, 0x080b, 0x0804, 0x0805, 0x0806, 0x0401,
  0x0501, 0x0601, 0x0303, 0x0301, 0x0302, 0x0402, 0x0502, 0x0602,
];
const SIGNATURES_11 = [
  0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0809, 0x080a, 0x080b, 0x0804, 0x0805, 0x0806, 0x0401,
  0x0501, 0x0601, 0x0303, 0x0203, 0x0301, 0x0201, 0x0302, 0x0202, 0x0402, 0x0502, 0x0602,
];
const SIGNATURES_35 = [
  0x0905, 0x0906, 0x0904, 0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x081a, 0x081b, 0x081c, 0x0809,
  0x080a, 0x080b, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0303, 0x0301, 0x0302, 0x0402,
  0x0502, 0x0602,
];

const MODERN: Profile = {
  groups: [X25519MLKEM768, 0x001d, 0x0017, 0x001e, 0x0018, 0x0019, 0x0100, 0x0101],
  groupsBefore13: [0x001d, 0x0017, 0x001e, 0x0018, 0x0019],
  signatures: SIGNATURES_35,
  pointFormats: POINTS,
  scsv: false,
  shares: [X25519MLKEM768, X25519],
};

const PROFILES: Readonly<Record<Generation, Profile>> = {
  '1.1': {
    groups: CLASSIC,
    groupsBefore13: CLASSIC,
    signatures: SIGNATURES_11,
    pointFormats: POINTS,
    scsv: true,
    shares: [X25519],
  },
  '3.0': {
    groups: [...CLASSIC, 0x0100, 0x0101, 0x0102, 0x0103, 0x0104],
    groupsBefore13: CLASSIC,
    signatures: SIGNATURES_30,
    pointFormats: POINTS,
    scsv: true,
    shares: [X25519],
  },
  '3.5': MODERN,
  '3.6': { ...MODERN, pointFormats: [0] },
};

const SCSV = 0x00ff;

/** What of a ClientHello is not the library's default and must stay as it is. */
export interface Kept {
  readonly groups: boolean;
  readonly signatures: boolean;
}

/** The same ClientHello (one record) as another generation would send it. Throws when `hello` is none. */
export function asGeneration(hello: Uint8Array, generation: Generation, kept: Kept): Uint8Array {
  const profile = PROFILES[generation];
  const reader = new ByteReader(hello.subarray(9));
  const head = concat(reader.take(34), vector(1, reader.vector(1)));
  const suites = reader.uint16s(2).filter((suite) => suite !== SCSV);
  const compression = reader.vector(1);
  const list = new ByteReader(reader.vector(2));
  const extensions: [number, Uint8Array][] = [];
  while (list.left > 0) extensions.push([list.uint(2), list.vector(2)]);
  const modern = extensions.some(([type]) => type === EXTENSION.supportedVersions);
  const signatures = extensions.some(([type, data]) => isOnly13(type, data))
    ? profile.signatures.filter(isOf13)
    : profile.signatures;
  const groups = modern ? profile.groups : profile.groupsBefore13;
  const changed = extensions
    .filter(([type]) => type !== EXTENSION.renegotiationInfo)
    .map(([type, data]): [number, Uint8Array] => {
      if (type === EXTENSION.ecPointFormats)
        return [type, vector(1, Uint8Array.from(profile.pointFormats))];
      if (type === EXTENSION.supportedGroups && !kept.groups) return [type, list16(groups)];
      if (type === EXTENSION.signatureAlgorithms && !kept.signatures)
        return [type, list16(signatures)];
      if (type === EXTENSION.keyShare && !kept.groups)
        return [type, vector(2, ...profile.shares.map(share))];
      return [type, data];
    });
  if (!profile.scsv) changed.unshift([EXTENSION.renegotiationInfo, Uint8Array.of(0)]);
  const body = concat(
    head,
    list16(profile.scsv ? [...suites, SCSV] : suites),
    vector(1, compression),
    vector(2, ...changed.map(([type, data]) => concat(uint(2, type), vector(2, data)))),
  );
  const message = concat(Uint8Array.of(1), vector(3, body));
  return concat(Uint8Array.of(22, 3, 1), vector(2, message));
}

/** The `supported_versions` extension when it names nothing below TLS 1.3. */
function isOnly13(type: number, data: Uint8Array): boolean {
  if (type !== EXTENSION.supportedVersions) return false;
  const versions = new ByteReader(new ByteReader(data).vector(1));
  while (versions.left > 0) if (versions.uint(2) < 0x0304) return false;
  return true;
}

/** SHA-1, SHA-224 and DSA are offered for TLS 1.2 alone. */
function isOf13(signature: number): boolean {
  const hash = signature >> 8;
  return hash > 3 && !(hash <= 6 && (signature & 0xff) === 2);
}

function list16(values: readonly number[]): Uint8Array {
  return vector(2, ...values.map((value) => uint(2, value)));
}

/** A key share that servers accept; its secret is thrown away, because the answer is only looked at. */
function share(group: number): Uint8Array {
  const point = random(32);
  const key = group === X25519MLKEM768 ? concat(encapsulationKey(), point) : point;
  return concat(uint(2, group), vector(2, key));
}

const Q = 3329;

/** A well-formed ML-KEM-768 encapsulation key: 768 coefficients below q of 12 bits each, and a seed. */
function encapsulationKey(): Uint8Array {
  const packed = new Uint8Array(1152);
  const noise = new Uint16Array(random(1536).buffer);
  for (let i = 0; i < 384; i++) {
    const a = (noise[2 * i] ?? 0) % Q;
    const b = (noise[2 * i + 1] ?? 0) % Q;
    packed[3 * i] = a & 0xff;
    packed[3 * i + 1] = (a >> 8) | ((b & 0x0f) << 4);
    packed[3 * i + 2] = b >> 4;
  }
  return concat(packed, random(32));
}

function random(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}
