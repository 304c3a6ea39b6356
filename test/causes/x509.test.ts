/** Certificates, CRLs and PEM are read as OpenSSL reads them; what is none is refused quietly. */
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { fileContent } from '../../src/causes/file-content.ts';
import { pemBlocks } from '../../src/causes/pem.ts';
import { certificatesIn, readCertificate, readCrl } from '../../src/causes/x509.ts';
import { need } from '../real/need.ts';

const pki = path.join(import.meta.dirname, '../cases/pki');
const text = (file: string) => readFileSync(path.join(pki, file), 'utf8');
const bytes = (value: string) => new TextEncoder().encode(value);

describe('certificates', () => {
  for (const file of globSync('*.pem', { cwd: pki }))
    it(`agree with Node's own reader: ${file}`, () => {
      const [mine] = certificatesIn(text(file));
      const theirs = new X509Certificate(text(file));
      expect(mine?.fingerprint).toBe(theirs.fingerprint256.replaceAll(':', '').toLowerCase());
      expect(mine?.serial).toBe(theirs.serialNumber.replace(/^0+/, ''));
      expect(mine?.subject).toBe(theirs.subject.split('\n').join(', '));
      expect(mine?.issuer).toBe(theirs.issuer.split('\n').join(', '));
      expect(mine?.notAfter).toBe(new Date(theirs.validTo).toISOString());
      expect(mine?.ca).toBe(theirs.ca);
      expect(mine?.selfSigned).toBe(theirs.checkIssued(theirs));
      expect(mine?.keyType).toBe('ec');
      expect(mine?.curve).toBe('P-256');
    });

  it('agree with it on the authorities that this machine trusts', () => {
    for (const file of globSync('/etc/ssl/certs/*.pem', { absolute: true })) {
      const pem = readFileSync(file, 'latin1');
      const [mine] = certificatesIn(pem);
      const theirs = new X509Certificate(pem);
      const { asymmetricKeyType, asymmetricKeyDetails: key } = theirs.publicKey;
      expect(mine, file).toMatchObject({
        fingerprint: theirs.fingerprint256.replaceAll(':', '').toLowerCase(),
        serial: theirs.serialNumber.replace(/^0+(?=.)/, '') || '0',
        notBefore: new Date(theirs.validFrom).toISOString(),
        notAfter: new Date(theirs.validTo).toISOString(),
        ca: theirs.ca,
        keyType: asymmetricKeyType,
        ...(key?.modulusLength !== undefined && { keyBits: key.modulusLength }),
      });
    }
  });

  it.skipIf(!need('openssl'))('read RSA keys, alternative names and purposes', () => {
    const pem = execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:1024', '-nodes', '-keyout', '/dev/null', '-sha1']
        .concat(['-subj', '/C=DE/O=Acme, Inc./CN=up', '-days', '2'])
        .concat([
          '-addext',
          'subjectAltName=DNS:up.example,DNS:*.up.example,IP:10.0.4.22,IP:::1,IP:2001:db8:0:0:1:0:0:2',
        ])
        .concat(['-addext', 'extendedKeyUsage=serverAuth,clientAuth']),
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    expect(certificatesIn(pem)[0]).toMatchObject({
      subject: 'C=DE, O=Acme, Inc., CN=up',
      commonName: 'up',
      dnsNames: ['up.example', '*.up.example'],
      ipNames: ['10.0.4.22', '::1', '2001:db8::1:0:0:2'],
      keyType: 'rsa',
      keyBits: 1024,
      signatureAlgorithm: 'sha1WithRSAEncryption',
      extendedKeyUsage: ['serverAuth', 'clientAuth'],
      selfSigned: true,
    });
  });

  it('are nothing but certificates', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        expect(readCertificate(noise)).toBeNull();
        expect(readCrl(noise)).toBeNull();
      }),
    );
    const der = pemBlocks(text('api.pem'))[0]!.der!;
    for (let cut = 0; cut < der.length; cut += 7) {
      readCertificate(der.subarray(0, cut));
      const bent = Uint8Array.from(der);
      bent[cut] = (bent[cut] ?? 0) ^ 0xff;
      readCertificate(bent);
    }
  });
});

describe('CRLs', () => {
  it('tell issuer and dates', () => {
    const der = pemBlocks(text('root-stale.crl'))[0]!.der!;
    expect(readCrl(der)).toEqual({
      issuer: 'O=Example, CN=Example Root CA',
      thisUpdate: '2025-01-01T00:00:00.000Z',
      nextUpdate: '2026-10-01T00:00:00.000Z',
      revoked: [],
    });
  });
});

describe('PEM', () => {
  it('ignores text around blocks, and takes Windows line ends', () => {
    const all = `Bag Attributes\n${text('root.pem')}\nhello\n${text('int1.pem').replaceAll('\n', '\r\n')}`;
    expect(certificatesIn(all)).toHaveLength(2);
  });

  it('says which block is damaged', () => {
    const cut = text('root.pem').replace('-----END CERTIFICATE-----', '');
    const file = fileContent('x', bytes(cut + text('int1.pem')));
    expect(file.certificates).toHaveLength(1);
    expect(file.damaged).toEqual([1]);
    expect(file.labels).toEqual(['CERTIFICATE', 'CERTIFICATE']);
  });

  it('knows an encrypted key by its label or its header', () => {
    const old =
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n';
    expect(pemBlocks(old)[0]).toMatchObject({ encrypted: true });
    expect(pemBlocks(old)[0]?.der).toEqual(new Uint8Array(3));
    expect(pemBlocks(old.replaceAll('RSA ', 'ENCRYPTED '))[0]?.encrypted).toBe(true);
  });

  it('takes no time over a long file of nothing', () => {
    const start = performance.now();
    pemBlocks('-----BEGIN CERTIFICATE-----\n'.repeat(50_000));
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe('files', () => {
  it.each([
    ['', 'empty'],
    [' \n\t', 'empty'],
    ['hunter2\n', 'text'],
    [text('root.pem'), 'pem'],
  ])('%j are known by their content', (content, format) => {
    expect(fileContent('x', bytes(content)).format).toBe(format);
  });

  it('in DER form and PKCS#12 are told apart', () => {
    expect(fileContent('x', pemBlocks(text('root.pem'))[0]!.der!).format).toBe('der');
    const pfx = Uint8Array.of(0x30, 0x82, 0x09, 0x51, 0x02, 0x01, 0x03, 0x30);
    expect(fileContent('x', pfx).format).toBe('pkcs12');
  });
});
