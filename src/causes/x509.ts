/** Reads certificates and revocation lists (DER) into the facts that causes are weighed with. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  CertificateList,
  ExtendedKeyUsage,
  type Name,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  type SubjectPublicKeyInfo,
} from '@peculiar/asn1-x509';
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
    const { tbsCertificate: tbs, signatureAlgorithm } = AsnConvert.parse(der, Certificate);
    const extension = new Map(tbs.extensions?.map((e) => [e.extnID, e.extnValue.buffer]));
    const under = <T>(oid: string, type: new () => T): T | null => {
      const value = extension.get(oid);
      return value === undefined ? null : AsnConvert.parse(value, type);
    };
    const subject = nameText(tbs.subject);
    const issuer = nameText(tbs.issuer);
    const names = under('2.5.29.17', SubjectAlternativeName) ?? [];
    const basic = under('2.5.29.19', BasicConstraints);
    const ski = under('2.5.29.14', SubjectKeyIdentifier);
    const aki = under('2.5.29.35', AuthorityKeyIdentifier);
    const subjectKeyId = ski === null ? null : hex(ski.buffer);
    const authorityKeyId = aki?.keyIdentifier ? hex(aki.keyIdentifier.buffer) : null;
    return {
      subject,
      issuer,
      dnsNames: [...names].flatMap((n) => (n.dNSName === undefined ? [] : [n.dNSName])),
      ipNames: [...names].flatMap((n) => (n.iPAddress === undefined ? [] : [n.iPAddress])),
      commonName: attribute(tbs.subject, '2.5.4.3'),
      serial: serialText(tbs.serialNumber),
      notBefore: tbs.validity.notBefore.getTime().toISOString(),
      notAfter: tbs.validity.notAfter.getTime().toISOString(),
      // What OpenSSL calls self-signed before it checks the signature.
      selfSigned:
        subject === issuer &&
        (authorityKeyId === null || subjectKeyId === null || authorityKeyId === subjectKeyId),
      ca: basic?.cA ?? false,
      pathLength: basic?.pathLenConstraint ?? null,
      ...keyFacts(tbs.subjectPublicKeyInfo),
      signatureAlgorithm: SIGNATURES[signatureAlgorithm.algorithm] ?? signatureAlgorithm.algorithm,
      extendedKeyUsage: [...(under('2.5.29.37', ExtendedKeyUsage) ?? [])].map(
        (oid) => USAGES[oid] ?? oid,
      ),
      subjectKeyId,
      authorityKeyId,
      fingerprint: bytesToHex(sha256(der)),
    };
  } catch {
    return null;
  }
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
    const { tbsCertList: list } = AsnConvert.parse(der, CertificateList);
    return {
      issuer: nameText(list.issuer),
      thisUpdate: list.thisUpdate.getTime().toISOString(),
      nextUpdate: list.nextUpdate?.getTime().toISOString() ?? null,
      revoked: (list.revokedCertificates ?? [])
        .slice(0, MOST_REVOKED)
        .map((entry) => serialText(entry.userCertificate)),
    };
  } catch {
    return null;
  }
}

function keyFacts(info: SubjectPublicKeyInfo) {
  const publicKey = bytesToHex(sha256(new Uint8Array(AsnConvert.serialize(info))));
  const plain = { keyBits: null, curve: null, publicKey };
  switch (info.algorithm.algorithm) {
    case '1.2.840.113549.1.1.1':
    case '1.2.840.113549.1.1.10':
      return { ...plain, keyType: 'rsa', keyBits: modulusBits(info.subjectPublicKey) } as const;
    case '1.2.840.10045.2.1': {
      const known = CURVES[curveOid(info) ?? ''];
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
function modulusBits(key: ArrayBuffer): number | null {
  const bytes = new Uint8Array(key);
  const outer = element(bytes, 0);
  if (outer === null || outer.tag !== 0x30) return null;
  const n = element(bytes, outer.start);
  if (n === null || n.tag !== 0x02) return null;
  let at = n.start;
  while (at < n.end && bytes[at] === 0) at++;
  return at === n.end ? null : (n.end - at) * 8 - Math.clz32(bytes[at] ?? 0) + 24;
}

function curveOid(info: SubjectPublicKeyInfo): string | null {
  const parameters = info.algorithm.parameters;
  if (!parameters) return null;
  const bytes = new Uint8Array(parameters);
  const oid = element(bytes, 0);
  return oid?.tag === 0x06 ? oidText(bytes.subarray(oid.start, oid.end)) : null;
}

function element(bytes: Uint8Array, at: number) {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) return null;
  const more = first < 0x80 ? 0 : first & 0x7f;
  if (more > 4) return null;
  let length = more === 0 ? first : 0;
  for (let i = 0; i < more; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0);
  const start = at + 2 + more;
  return start + length > bytes.length ? null : { tag, start, end: start + length };
}

function oidText(bytes: Uint8Array): string {
  const parts: number[] = [];
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    if (parts.length === 0) parts.push(Math.min(2, Math.floor(value / 40)), value % 40);
    else parts.push(value);
    value = 0;
  }
  return parts.join('.');
}

function nameText(name: Name): string {
  return [...name]
    .map((rdn) =>
      [...rdn].map((a) => `${ATTRIBUTES[a.type] ?? a.type}=${clean(a.value.toString())}`).join('+'),
    )
    .join(', ');
}

function attribute(name: Name, oid: string): string | null {
  const values = [...name].flatMap((rdn) => [...rdn].filter((a) => a.type === oid));
  const last = values.at(-1);
  return last === undefined ? null : clean(last.value.toString());
}

/** Names come from strangers: no control bytes, no novel. */
function clean(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?').slice(0, 256);
}

function serialText(serial: ArrayBuffer): string {
  return hex(serial)
    .toUpperCase()
    .replace(/^0+(?=.)/, '');
}

function hex(buffer: ArrayBuffer): string {
  return bytesToHex(new Uint8Array(buffer));
}
