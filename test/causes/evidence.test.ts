/** What openssl, curl and nginx print is read into observations, as they really print it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCurlV } from '../../src/causes/evidence/curl-v.ts';
import { commonName, normalName } from '../../src/causes/evidence/names.ts';
import { readNginxV } from '../../src/causes/evidence/nginx-v.ts';
import { readEvidence } from '../../src/causes/evidence/read.ts';
import { readSClient } from '../../src/causes/evidence/s-client.ts';

const fixture = (name: string) =>
  readFileSync(path.join(import.meta.dirname, 'fixtures', `${name}.txt`), 'utf8');
const one = (name: string) => {
  const found = readSClient(fixture(name));
  expect(found).toHaveLength(1);
  return found[0]!;
};

describe('openssl s_client', () => {
  it('gives the whole chain with -showcerts, and the CAs of the certificate request', () => {
    const seen = one('s-client-3.0-tls12-showcerts-client-asked');
    expect(seen.target).toBe('127.0.0.1:4599');
    expect(seen.asked.sni).toBe('api.internal.example.com');
    expect(seen.chain.map((x) => x.commonName)).toEqual([
      'api.internal.example.com',
      'Example Issuing CA 2',
      'Example Issuing CA 1',
    ]);
    expect(seen.chain.every((x) => x.fingerprint.length === 64)).toBe(true);
    expect(seen.clientCertificateAsked).toEqual(['O=Example, CN=Example Root CA']);
    expect(seen.version).toBe('TLSv1.2');
    expect(seen.cipher).toBe('ECDHE-ECDSA-AES256-GCM-SHA384');
    expect(seen.group).toBe('X25519');
    expect(seen.secureRenegotiation).toBe(true);
  });

  it('reads the form of OpenSSL 3.5 in the same way', () => {
    const [older, newer] = [
      one('s-client-3.0-tls12-showcerts-client-asked'),
      one('s-client-3.5-tls12-showcerts'),
    ];
    expect({ ...newer, target: older.target }).toEqual(older);
  });

  for (const name of ['s-client-3.0-tls13-names', 's-client-1.1.1-names'])
    it(`keeps what it is shown where only names are (${name})`, () => {
      const seen = one(name);
      expect(seen.answer).toEqual({ kind: 'connected' });
      expect(seen.verifyError).toBe(0);
      expect(seen.clientCertificateAsked).toBeNull();
      expect(seen.chain[0]?.dnsNames).toEqual(['api.internal.example.com']);
      expect(seen.chain.slice(1).map((x) => [x.subject, x.issuer, x.fingerprint])).toEqual([
        ['O=Example, CN=Example Issuing CA 2', 'O=Example, CN=Example Issuing CA 1', ''],
        ['O=Example, CN=Example Issuing CA 1', 'O=Example, CN=Example Root CA', ''],
      ]);
      const dated = name.includes('3.0') ? '2045-01-01' : '9999-12-31';
      expect(seen.chain[1]?.notAfter.slice(0, 10)).toBe(dated);
    });

  it('tells several runs apart by their command lines', () => {
    const [first, second, third] = readSClient(fixture('s-client-3.0-three-runs'));
    expect(first?.asked.sni).toBeNull();
    expect(first?.asked.sniKnown).toBe(true);
    expect(first?.chain).toHaveLength(3);
    expect(second?.asked.versions).toEqual(['TLSv1.1']);
    expect(second?.answer).toEqual({ kind: 'alert', alert: 80 });
    expect(third?.answer).toEqual({ kind: 'refused' });
  });

  it('does not claim to know what was sent when there is no command line', () => {
    const seen = one('s-client-1.1.1-alert-40');
    expect(seen.answer).toEqual({ kind: 'alert', alert: 40 });
    expect(seen.asked.sniKnown).toBe(false);
    expect(seen.target).toBe('');
  });

  it.each([
    ['s-client-3.0-alert-40', { kind: 'alert', alert: 40 }],
    ['s-client-3.0-plain', { kind: 'not-tls' }],
    ['s-client-3.0-closed', { kind: 'closed' }],
  ])('reads the failure of %s', (name, answer) => {
    expect(one(name).answer).toEqual(answer);
    expect(one(name).chain).toEqual([]);
  });

  it('says what OpenSSL itself gave up for', () => {
    const [seen] = readSClient(
      'CONNECTED(00000003)\n4017:error:0A00018A:SSL routines:tls_process_ske_dhe:dh key too small:../ssl/x.c:2077:\n---\nNew, (NONE), Cipher is (NONE)\n',
    );
    expect(seen?.answer).toEqual({ kind: 'local', reason: 'dh key too small' });
  });

  it('knows the short Diffie-Hellman group and the missing renegotiation', () => {
    const [seen] = readSClient(
      'CONNECTED(00000003)\nServer Temp Key: DH, 1024 bits\n---\nNew, TLSv1.2, Cipher is DHE-RSA-AES256-SHA\nSecure Renegotiation IS NOT supported\n    Protocol  : TLSv1.2\n',
    );
    expect(seen?.group).toBe('DH-1024');
    expect(seen?.secureRenegotiation).toBe(false);
  });

  it('joins a command line that goes on in the next one', () => {
    const [seen] = readSClient(
      '$ openssl s_client -connect up:443 \\\n  -servername api.example.com\nCONNECTED(00000003)\n---\n',
    );
    expect(seen?.asked.sni).toBe('api.example.com');
  });

  it('survives anything', () => {
    const text = fixture('s-client-3.0-tls12-showcerts-client-asked');
    for (let at = 0; at < text.length; at += 97) {
      readSClient(text.slice(0, at));
      readSClient(text.slice(at));
    }
    expect(readSClient('CONNECTED(00000003)\n'.repeat(1000)).length).toBeGreaterThan(0);
  });
});

describe('curl -v', () => {
  it('reads a good answer', () => {
    const [seen] = readCurlV(fixture('curl-7.88-ok'));
    expect(seen?.answer).toEqual({ kind: 'http', status: 200 });
    expect(seen?.asked.sni).toBe('api.internal.example.com');
    expect(seen?.asked.alpn).toEqual(['h2', 'http/1.1']);
    expect(seen?.version).toBe('TLSv1.3');
    expect(seen?.nameMatches).toBe(true);
    expect(seen?.chain[0]).toMatchObject({
      subject: 'O=Example, CN=api.internal.example.com',
      issuer: 'O=Example, CN=Example Issuing CA 2',
      notAfter: '2045-01-01T00:00:00.000Z',
    });
  });

  it.each([
    ['curl-7.88-alert-40', { kind: 'alert', alert: 40 }],
    ['curl-7.88-plain', { kind: 'not-tls' }],
    ['curl-7.88-closed', { kind: 'closed' }],
    // What curl itself sends out is no alert of the upstream.
    ['curl-7.88-untrusted', { kind: 'connected' }],
  ])('reads %s', (name, answer) => {
    const found = readCurlV(fixture(name));
    expect(found).toHaveLength(1);
    expect(found[0]?.answer).toEqual(answer);
  });

  it('reads the older wording', () => {
    const [seen] = readCurlV(
      '*   Trying 10.0.4.22:443...\n* TCP_NODELAY set\n* Connected to api.example.com (10.0.4.22) port 443 (#0)\n* ALPN, offering h2\n* ALPN, offering http/1.1\n* TLSv1.2 (OUT), TLS handshake, Client hello (1):\n* TLSv1.2 (IN), TLS handshake, Request CERT (13):\n* TLSv1.2 (IN), TLS alert, bad certificate (554):\n* error:14094412:SSL routines:ssl3_read_bytes:sslv3 alert bad certificate\ncurl: (35) error:14094412:SSL routines:ssl3_read_bytes:sslv3 alert bad certificate\n',
    );
    expect(seen?.asked.alpn).toEqual(['h2', 'http/1.1']);
    expect(seen?.answer).toEqual({ kind: 'alert', alert: 42 });
    expect(seen?.clientCertificateAsked).toEqual([]);
  });
});

describe('nginx -V', () => {
  it('takes the OpenSSL that runs, not the one of the build', () => {
    const build = readNginxV(
      "nginx version: nginx/1.22.1\nbuilt with OpenSSL 3.0.15 3 Sep 2024 (running with OpenSSL 3.0.19 27 Jan 2026)\nTLS SNI support enabled\nconfigure arguments: --with-cc-opt='-g -O2' --with-http_ssl_module --with-stream=dynamic\n",
    );
    expect(build).toMatchObject({ nginx: '1.22.1', openssl: '3.0.19', from: 'binary' });
    expect(build?.configureArguments).toEqual([
      "--with-cc-opt='-g -O2'",
      '--with-http_ssl_module',
      '--with-stream=dynamic',
    ]);
  });

  it('knows other flavours', () => {
    expect(
      readNginxV('nginx version: openresty/1.21.4.1\nbuilt with OpenSSL 1.1.1w  11 Sep 2023\n'),
    ).toMatchObject({ flavour: 'openresty', nginx: '1.21.4', openssl: '1.1.1w' });
    expect(readNginxV('no such thing')).toBeNull();
  });
});

describe('any evidence', () => {
  it('is sorted by what it is, and says when it is nothing of all this', () => {
    expect(readEvidence('a', fixture('s-client-3.0-three-runs')).observations).toHaveLength(3);
    expect(readEvidence('b', fixture('curl-7.88-ok')).observations).toHaveLength(1);
    expect(readEvidence('c', 'nginx version: nginx/1.26.3\n').build?.nginx).toBe('1.26.3');
    expect(readEvidence('d', 'hello').notes.map((n) => n.id)).toEqual(['note.evidence-unknown']);
  });
});

describe('printed names', () => {
  it.each([
    ['C = US, O = "Acme, Inc.", CN = Acme Root', 'C=US, O=Acme, Inc., CN=Acme Root'],
    ['C=US, O=Acme, CN=Acme Root', 'C=US, O=Acme, CN=Acme Root'],
    ['C=US; O=Acme; CN=Acme Root', 'C=US, O=Acme, CN=Acme Root'],
    ['/C=US/O=Acme/CN=Acme Root', 'C=US, O=Acme, CN=Acme Root'],
  ])('%s', (printed, normal) => {
    expect(normalName(printed)).toBe(normal);
    expect(commonName(normal)).toBe('Acme Root');
  });
});
