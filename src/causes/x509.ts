/** Reads certificates and revocation lists (DER) into the facts that causes are weighed with. */
import { sha256 } from '@noble/hashes/sha2.js';
import { latin1 } from '../tls/bytes.ts';
import { DerReader, hexText, oidText, smallInteger, stringText, TAG, timeText } from './der.ts';
import type { CertificateFacts, NamedFile } from './named-files.ts';
import { pemBlocks } from './pem.ts';

const ATTRIBUTES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

const SIGNATURES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.4': 'md5WithRSAEncryption',
  '1.2.840.113549.1.1.5': 'sha1WithRSAEncryption',
  '1.2.840.113549.1.1.10': 'rsassaPss',
  '1.2.840.113549.1.1.11': 'sha256WithRSAEncryption',
  '1.2.840.113549.1.1.12': 'sha384WithRSAEncryption',
  '1.2.840.113549.1.1.13': 'sha512WithRSAEncryption',
  '1.2.840.10045.4.1': 'ecdsa-with-SHA1',
  '1.2.840.10045.4.3.2': 'ecdsa-with-SHA256',
  '1.2.840.10045.4.3.3': 'ecdsa-with-SHA384',
  '1.2.840.10045.4.3.4': 'ecdsa-with-SHA512',
  '1.3.101.112': 'ed25519',
  '1.3.101.113': 'ed448',
};

const USAGES: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'ocspSigning',
  '2.5.29.37.0': 'any',
};

const CURVES: Readonly<Record<string, readonly [string, number]>> = {
  '1.2.840.10045.3.1.7': ['P-256', 256],
  '1.3.132.0.34': ['P-384', 384],
  '1.3.132.0.35': ['P-521', 521],
  '1.3.132.0.33': ['P-224', 224],
  '1.2.840.10045.3.1.1': ['P-192', 192],
  '1.3.132.0.10': ['secp256k1', 256],
};

/** The facts of one certificate, or null when the bytes are none. */
export function readCertificate(der: Uint8Array): CertificateFacts | null {
  try {
    return certificate(der);
  } catch {
    return null;
  }
}

function certificate(der: Uint8Array): CertificateFacts {
  const outer = new DerReader(der).into();
  const tbs = outer.into();
  const signature = oidText(outer.into().take(TAG.oid));
  outer.take(TAG.bits);
  tbs.optional(0xa0); // The version.
  const serial = tbs.take(TAG.integer);
  tbs.take(TAG.sequence); // The signature's algorithm, once more.
  const issuer = nameIn(tbs);
  const validity = tbs.into();
  const [notBefore, notAfter] = [timeText(validity.next()), timeText(validity.next())];
  const subject = nameIn(tbs);
  const key = keyFacts(tbs.next().whole);
  const extensions = extensionsIn(tbs);
  const subjectKeyId = idOf(extensions.get('2.5.29.14')?.take(TAG.octets));
  const authorityKeyId = idOf(extensions.get('2.5.29.35')?.into().optional(0x80));
  return {
    subject: nameText(subject),
    issuer: nameText(issuer),
    ...alternativeNames(extensions.get('2.5.29.17')?.into()),
    commonName: subject.flat().findLast(({ oid }) => oid === '2.5.4.3')?.text ?? null,
    serial: serialText(serial),
    notBefore,
    notAfter,
    // What OpenSSL calls self-signed before it checks the signature.
    selfSigned:
      nameText(subject) === nameText(issuer) &&
      (authorityKeyId === null || subjectKeyId === null || authorityKeyId === subjectKeyId),
    ...constraints(extensions.get('2.5.29.19')?.into()),
    ...key,
    signatureAlgorithm: SIGNATURES[signature] ?? signature,
    extendedKeyUsage: usages(extensions.get('2.5.29.37')?.into()),
    subjectKeyId,
    authorityKeyId,
    fingerprint: hexText(sha256(der)),
  };
}

/** What each extension holds, by its id. */
function extensionsIn(tbs: DerReader): ReadonlyMap<string, DerReader> {
  const found = new Map<string, DerReader>();
  tbs.optional(0x81);
  tbs.optional(0x82);
  const all = tbs.optional(0xa3);
  if (all === null) return found;
  const list = new DerReader(all).into();
  while (list.more) {
    const one = list.into();
    const oid = oidText(one.take(TAG.oid));
    one.optional(TAG.boolean); // Whether it is critical.
    found.set(oid, new DerReader(one.take(TAG.octets)));
  }
  return found;
}

function alternativeNames(names: DerReader | undefined) {
  const dnsNames: string[] = [];
  const ipNames: string[] = [];
  while (names?.more) {
    const { tag, content } = names.next();
    if (tag === 0x82) dnsNames.push(latin1(content));
    if (tag === 0x87) ipNames.push(addressText(content));
  }
  return { dnsNames, ipNames };
}

function constraints(basic: DerReader | undefined) {
  const ca = basic?.optional(TAG.boolean)?.some((byte) => byte !== 0) ?? false;
  const length = basic?.optional(TAG.integer) ?? null;
  return { ca, pathLength: length === null ? null : smallInteger(length) };
}

function usages(list: DerReader | undefined): readonly string[] {
  const found: string[] = [];
  while (list?.more) {
    const oid = oidText(list.take(TAG.oid));
    found.push(USAGES[oid] ?? oid);
  }
  return found;
}

function idOf(bytes: Uint8Array | null | undefined): string | null {
  return bytes == null ? null : hexText(bytes);
}

/** The certificates of a PEM text, in order; blocks that are damaged or something else are left out. */
export function certificatesIn(text: string): CertificateFacts[] {
  return pemBlocks(text).flatMap((block) => {
    if (block.der === null || !isCertificateLabel(block.label)) return [];
    return readCertificate(block.der) ?? [];
  });
}

/** OpenSSL reads these three labels as a certificate. */
export function isCertificateLabel(label: string): boolean {
  return label === 'CERTIFICATE' || label === 'X509 CERTIFICATE' || label === 'TRUSTED CERTIFICATE';
}

/** More would only slow the search: a CRL that long is looked up by the tools that made it. */
const MOST_REVOKED = 10_000;

/** The facts of one certificate revocation list, or null when the bytes are none. */
export function readCrl(der: Uint8Array): NamedFile['crls'][number] | null {
  try {
    const list = new DerReader(der).into().into();
    list.optional(TAG.integer); // The version.
    list.take(TAG.sequence);
    const issuer = nameText(nameIn(list));
    const thisUpdate = timeText(list.next());
    const next = list.more ? list.next() : null;
    const hasNext = next !== null && next.tag !== TAG.sequence && next.tag !== 0xa0;
    const entries = hasNext
      ? list.optional(TAG.sequence)
      : next?.tag === TAG.sequence
        ? next.content
        : null;
    return {
      issuer,
      thisUpdate,
      nextUpdate: hasNext ? timeText(next) : null,
      revoked: entries === null ? [] : revokedIn(new DerReader(entries)),
    };
  } catch {
    return null;
  }
}

function revokedIn(entries: DerReader): readonly string[] {
  const serials: string[] = [];
  while (entries.more && serials.length < MOST_REVOKED)
    serials.push(serialText(entries.into().take(TAG.integer)));
  return serials;
}

/** From a SubjectPublicKeyInfo. */
function keyFacts(der: Uint8Array) {
  const info = new DerReader(der).into();
  const algorithm = info.into();
  const bits = info.take(TAG.bits);
  const plain = { keyBits: null, curve: null, publicKey: hexText(sha256(der)) };
  switch (oidText(algorithm.take(TAG.oid))) {
    case '1.2.840.113549.1.1.1':
    case '1.2.840.113549.1.1.10':
      return { ...plain, keyType: 'rsa', keyBits: modulusBits(bits.subarray(1)) } as const;
    case '1.2.840.10045.2.1': {
      // Without a name, the curve stands there with all of its parameters.
      const oid = algorithm.optional(TAG.oid);
      const known = oid === null ? undefined : CURVES[oidText(oid)];
      return {
        ...plain,
        keyType: 'ec',
        curve: known?.[0] ?? null,
        keyBits: known?.[1] ?? null,
      } as const;
    }
    case '1.3.101.112':
      return { ...plain, keyType: 'ed25519', keyBits: 256 } as const;
    case '1.3.101.113':
      return { ...plain, keyType: 'ed448', keyBits: 456 } as const;
    default:
      return { ...plain, keyType: 'other' } as const;
  }
}

/** Size of an RSA modulus: the first INTEGER of `RSAPublicKey`, without its leading zero byte. */
function modulusBits(key: Uint8Array): number | null {
  const n = new DerReader(key).into().take(TAG.integer);
  const at = n.findIndex((byte) => byte !== 0);
  return at < 0 ? null : (n.length - at) * 8 - Math.clz32(n[at] ?? 0) + 24;
}

interface Attribute {
  readonly oid: string;
  readonly text: string;
}

/** A Name: attributes, those of one level together. */
function nameIn(reader: DerReader): readonly (readonly Attribute[])[] {
  const levels: Attribute[][] = [];
  const name = reader.into();
  while (name.more) {
    const level: Attribute[] = [];
    const set = name.into(TAG.set);
    while (set.more) {
      const pair = set.into();
      const oid = oidText(pair.take(TAG.oid));
      level.push({ oid, text: clean(stringText(pair.next())) });
    }
    levels.push(level);
  }
  return levels;
}

function nameText(name: readonly (readonly Attribute[])[]): string {
  return name
    .map((level) => level.map(({ oid, text }) => `${ATTRIBUTES[oid] ?? oid}=${text}`).join('+'))
    .join(', ');
}

/** Names come from strangers: no control bytes, no novel. */
function clean(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?').slice(0, 256);
}

function serialText(serial: Uint8Array): string {
  return hexText(serial)
    .toUpperCase()
    .replace(/^0+(?=.)/, '');
}

/** An address as people write it; hexadecimal digits for what is none. */
function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length !== 16) return hexText(bytes);
  const groups = Array.from({ length: 8 }, (_, i) =>
    (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16),
  );
  const zeros = [...groups.join(':').matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)];
  const longest = zeros.sort((a, b) => b[0].split('0').length - a[0].split('0').length)[0];
  if (longest === undefined) return groups.join(':');
  const text = groups.join(':');
  const before = text.slice(0, longest.index);
  return `${before}::${text.slice(longest.index + longest[0].length + 1)}`;
}
