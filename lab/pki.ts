/** Makes the lab's certificates, keys and CRLs, once; they are kept in `lab/work/pki` between runs. */
import 'reflect-metadata';
import { createHash, createPrivateKey, getDiffieHellman, webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as x509 from '@peculiar/x509';
import { WORK } from './paths.ts';
import type { CertificateSpec, KeyKind } from './pki-list.ts';
import { CERTIFICATES, CRLS } from './pki-list.ts';

const DAY = 86_400_000;
/** Made anew when older: the shortest validity below is counted in days from the making. */
const MAX_AGE = 7 * DAY;

const KEY_PARAMETERS: Record<KeyKind, Parameters<typeof webcrypto.subtle.generateKey>[0]> = {
  p256: { name: 'ECDSA', namedCurve: 'P-256' } as webcrypto.EcKeyGenParams,
  p384: { name: 'ECDSA', namedCurve: 'P-384' } as webcrypto.EcKeyGenParams,
  p521: { name: 'ECDSA', namedCurve: 'P-521' } as webcrypto.EcKeyGenParams,
  ed25519: { name: 'Ed25519' },
  rsa2048: rsa(2048),
  rsa1024: rsa(1024),
};

function rsa(modulusLength: number): webcrypto.RsaHashedKeyGenParams {
  return {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  };
}

interface Made {
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly keyPem: string;
}

/** Folder with every file of the PKI, made when missing or too old. Safe when several processes ask at once. */
export async function ensurePki(): Promise<string> {
  const version = createHash('sha256')
    .update(JSON.stringify([CERTIFICATES, CRLS]))
    .digest('hex')
    .slice(0, 12);
  const dir = path.join(WORK, 'pki');
  const stamp = path.join(dir, 'made.json');
  if (existsSync(stamp)) {
    const made = JSON.parse(readFileSync(stamp, 'utf8')) as { version: string; at: number };
    if (made.version === version && Date.now() - made.at < MAX_AGE) return dir;
  }
  const fresh = path.join(WORK, `pki.${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  await makeAll(fresh);
  writeFileSync(path.join(fresh, 'made.json'), JSON.stringify({ version, at: Date.now() }));
  rmSync(dir, { recursive: true, force: true });
  try {
    renameSync(fresh, dir);
  } catch {
    // Another process was faster; its files are as good.
    rmSync(fresh, { recursive: true, force: true });
  }
  return dir;
}

async function makeAll(dir: string): Promise<void> {
  writeFileSync(path.join(dir, 'dh1024.pem'), dhParameters('modp2'));
  x509.cryptoProvider.set(webcrypto as never);
  const made = new Map<string, Made>();
  for (const name of Object.keys(CERTIFICATES)) {
    const one = await make(name, made);
    const spec = CERTIFICATES[name]!;
    writeFileSync(path.join(dir, `${name}.pem`), `${one.certificate.toString('pem')}\n`);
    writeFileSync(path.join(dir, `${name}.key`), one.keyPem, { mode: 0o600 });
    writeFileSync(path.join(dir, `${name}.chain.pem`), chainPem(name, made));
    // HAProxy, hitch and stunnel take certificate and key in one file.
    writeFileSync(path.join(dir, `${name}.both.pem`), `${chainPem(name, made)}${one.keyPem}`, {
      mode: 0o600,
    });
    if (spec.password)
      writeFileSync(path.join(dir, `${name}.enc.key`), encrypted(one.keyPem, spec));
  }
  // A server that sends its own root along.
  writeFileSync(
    path.join(dir, 'other-full.pem'),
    `${chainPem('api-other', made)}${chainPem('other-root', made)}`,
  );
  for (const [name, spec] of Object.entries(CRLS)) {
    const issuer = made.get(spec.issuer)!;
    const crl = await x509.X509CrlGenerator.create({
      issuer: issuer.certificate.subject,
      thisUpdate: days(spec.from ?? -1),
      nextUpdate: days(spec.to ?? 60),
      signingAlgorithm: { name: issuer.keys.privateKey.algorithm.name, hash: 'SHA-256' },
      signingKey: issuer.keys.privateKey,
      entries: spec.revokes.map((r) => ({
        serialNumber: made.get(r)!.certificate.serialNumber,
        revocationDate: days(-1),
      })),
    });
    writeFileSync(path.join(dir, `${name}.crl`), crlPem(crl));
  }
}

async function make(name: string, made: Map<string, Made>): Promise<Made> {
  const spec = CERTIFICATES[name]!;
  const issuer = spec.issuer === undefined ? null : made.get(spec.issuer)!;
  const keys = (await webcrypto.subtle.generateKey(KEY_PARAMETERS[spec.key ?? 'p256'], true, [
    'sign',
    'verify',
  ])) as webcrypto.CryptoKeyPair;
  const signer = issuer?.keys ?? keys;
  const signingKey = await withHash(signer.privateKey, spec.hash ?? 'SHA-256');
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(8)))
      .toString('hex')
      .replace(/^./, '1'),
    subject: [{ O: ['Example'] }, { CN: [spec.cn ?? name] }],
    issuer: issuer?.certificate.subject ?? [{ O: ['Example'] }, { CN: [spec.cn ?? name] }],
    notBefore: days(spec.from ?? -2),
    notAfter: days(spec.to ?? 800),
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: { name: signingKey.algorithm.name, hash: spec.hash ?? 'SHA-256' },
    extensions: await extensions(spec, keys, issuer),
  });
  const exported = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey as never);
  const keyPem = createPrivateKey({ key: Buffer.from(exported), format: 'der', type: 'pkcs8' })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString();
  const result = { certificate, keys, keyPem };
  made.set(name, result);
  return result;
}

/** An RSA key is bound to one hash; another signature needs the same key imported again. */
async function withHash(key: webcrypto.CryptoKey, hash: string): Promise<webcrypto.CryptoKey> {
  if (key.algorithm.name !== 'RSASSA-PKCS1-v1_5' || hash === 'SHA-256') return key;
  const der = await webcrypto.subtle.exportKey('pkcs8', key as never);
  return (await webcrypto.subtle.importKey(
    'pkcs8',
    der,
    { name: 'RSASSA-PKCS1-v1_5', hash },
    true,
    ['sign'],
  )) as webcrypto.CryptoKey;
}

async function extensions(
  spec: CertificateSpec,
  keys: webcrypto.CryptoKeyPair,
  issuer: Made | null,
): Promise<x509.Extension[]> {
  const list: x509.Extension[] = [
    new x509.BasicConstraintsExtension(spec.ca === true, undefined, true),
    await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
  ];
  if (issuer)
    list.push(await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey as never));
  const usage = spec.ca
    ? x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign
    : x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment;
  // A self-signed leaf stands without usage, as `openssl req -x509` leaves it.
  if (spec.ca || issuer) list.push(new x509.KeyUsagesExtension(usage, true));
  if (spec.eku)
    list.push(new x509.ExtendedKeyUsageExtension(spec.eku.map((u) => x509.ExtendedKeyUsage[u])));
  const names: x509.JsonGeneralNames = [
    ...(spec.dns ?? []).map((value) => ({ type: 'dns' as const, value })),
    ...(spec.ip ?? []).map((value) => ({ type: 'ip' as const, value })),
  ];
  if (names.length > 0) list.push(new x509.SubjectAlternativeNameExtension(names));
  return list;
}

function chainPem(name: string, made: Map<string, Made>): string {
  const parts: string[] = [];
  for (let at: string | undefined = name; at !== undefined; at = CERTIFICATES[at]?.issuer) {
    const isRoot = CERTIFICATES[at]?.issuer === undefined && at !== name;
    if (!isRoot) parts.push(made.get(at)!.certificate.toString('pem'));
  }
  return `${parts.join('\n')}\n`;
}

function encrypted(keyPem: string, spec: CertificateSpec): string {
  return createPrivateKey(keyPem)
    .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: spec.password! })
    .toString();
}

function days(n: number): Date {
  return new Date(Math.floor((Date.now() + n * DAY) / 1000) * 1000);
}

/** The library labels it `CRL`; OpenSSL reads only `X509 CRL`. */
function crlPem(crl: x509.X509Crl): string {
  return `${crl.toString('pem').replaceAll(/(BEGIN|END) CRL/g, '$1 X509 CRL')}\n`;
}

/** A well-known Diffie-Hellman group as `DH PARAMETERS`. */
function dhParameters(group: string): string {
  const integer = (value: Buffer): Buffer => {
    const body = value[0]! >= 0x80 ? Buffer.concat([Buffer.from([0]), value]) : value;
    return Buffer.concat([derHeader(2, body.length), body]);
  };
  const dh = getDiffieHellman(group);
  const body = Buffer.concat([integer(dh.getPrime()), integer(dh.getGenerator())]);
  const der = Buffer.concat([derHeader(0x30, body.length), body]);
  const lines = der.toString('base64').replace(/(.{64})/g, '$1\n');
  return `-----BEGIN DH PARAMETERS-----\n${lines.trim()}\n-----END DH PARAMETERS-----\n`;
}

function derHeader(tag: number, length: number): Buffer {
  if (length < 0x80) return Buffer.from([tag, length]);
  const bytes = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.from([tag, ...bytes]);
}
