/**
 * The ClientHello that is asked with, compared with what nginx sends: byte for
 * byte but for random values, against captures of four releases and against
 * the nginx that is installed.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownHello } from '../../src/node/handshake/raw.ts';
import { asGeneration, type Generation, generationOf } from '../../src/probe/generation.ts';
import { bareQuestion, type Question } from '../../src/probe/question.ts';
import { atlas } from '../../src/tls/atlas.ts';
import { EXTENSION, parseClientHello } from '../../src/tls/client-hello.ts';
import { need } from './need.ts';
import { folder, nginx, raw } from './peers.ts';

const base = bareQuestion(null, { clientHost: null, securityLevel: 2 });
const CAPTURES: readonly (readonly [string, Generation, Partial<Question>])[] = [
  ['nginx-1.18-openssl-1.1.1w-tls12', '1.1', { versions: ['TLSv1', 'TLSv1.1', 'TLSv1.2'] }],
  ['nginx-1.18-openssl-1.1.1w', '1.1', {}],
  ['nginx-1.22-openssl-3.0-tls12', '3.0', { versions: ['TLSv1', 'TLSv1.1', 'TLSv1.2'] }],
  ['nginx-1.22-openssl-3.0', '3.0', {}],
  ['nginx-1.26-openssl-3.5', '3.5', {}],
  ['nginx-1.30-openssl-3.6', '3.6', {}],
];

/** Depends on how OpenSSL was built (zlib, zstd), not on its version. */
const COMPRESS_CERTIFICATE = 27;

function comparable(bytes: Uint8Array) {
  const read = parseClientHello(bytes);
  if (read.kind !== 'hello') throw new Error(read.kind);
  const { random, sessionId, size, extensions, ...rest } = read.hello;
  const compress = extensions.includes(COMPRESS_CERTIFICATE);
  return {
    ...rest,
    sessionId: sessionId.length,
    extensions: extensions.filter((type) => type !== COMPRESS_CERTIFICATE),
    size: compress ? null : size,
  };
}

async function sent(change: Partial<Question>, generation: Generation): Promise<Uint8Array> {
  const question = { ...base, ...change };
  const own = await ownHello(question);
  return generation === generationOf(process.versions.openssl)
    ? own
    : asGeneration(own, generation, { groups: question.groups !== null, signatures: false });
}

describe('ClientHello', () => {
  for (const [name, generation, change] of CAPTURES)
    it(`is that of ${name}`, async () => {
      const captured = readFileSync(
        path.join(import.meta.dirname, `../probe/fixtures/${name}.bin`),
      );
      const ours = comparable(await sent(change, generation));
      const theirs = comparable(captured);
      expect({ ...ours, size: theirs.size === null ? null : ours.size }).toEqual(theirs);
    });

  const offers = {
    all: ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'],
    'tls12-tls13': ['TLSv1.2', 'TLSv1.3'],
    tls12: ['TLSv1.2'],
    tls13: ['TLSv1.3'],
  } as const;
  for (const entry of atlas().filter((e) => e.module === 'proxy')) {
    const { protocols, openssl, nginx } = entry;
    if (protocols === 'default') continue;
    it(`is that of nginx ${nginx} with OpenSSL ${openssl} and ${protocols}`, async () => {
      // Above security level 1 OpenSSL does not offer old versions at all.
      const versions = offers[protocols].filter((v) => openssl < '3.5' || !/^TLSv1(\.1)?$/.test(v));
      const ours = comparable(await sent({ versions }, generationOf(openssl)));
      expect({
        versions: ours.versions,
        suites: ours.suites,
        groups: ours.groups,
        keyShares: ours.keyShares.map((k) => k.group),
        signatureAlgorithms: ours.signatureAlgorithms,
        extensions: ours.extensions,
      }).toEqual({
        versions: entry.versions,
        suites: entry.suites,
        groups: entry.groups,
        keyShares: entry.keyShares,
        signatureAlgorithms: entry.signatureAlgorithms,
        extensions: entry.extensions.filter((type) => type !== COMPRESS_CERTIFICATE),
      });
    });
  }

  it('carries no server name unless there is one, and then before everything else of its own', async () => {
    expect(comparable(await sent({}, '3.5')).extensions).not.toContain(EXTENSION.serverName);
    const named = comparable(await sent({ sni: 'api.example.com' }, '3.5'));
    expect(named.serverName).toBe('api.example.com');
    expect(named.extensions.slice(0, 2)).toEqual([EXTENSION.renegotiationInfo, 0]);
  });
});

const SETTINGS: readonly (readonly [string, string, Partial<Question>])[] = [
  [
    'defaults of this release, without TLS 1.3',
    'proxy_ssl_protocols TLSv1.2;',
    { versions: ['TLSv1.2'] },
  ],
  [
    'server name, versions with a gap, ciphers',
    'proxy_ssl_protocols TLSv1.3 TLSv1.1; proxy_ssl_server_name on; proxy_ssl_name api.example.com; proxy_ssl_ciphers HIGH:!aNULL;',
    {
      versions: ['TLSv1.1', 'TLSv1.3'],
      sni: 'api.example.com',
      ciphers: 'HIGH:!aNULL:@SECLEVEL=2',
    },
  ],
  [
    'groups, suites, signature algorithms, options',
    `proxy_ssl_protocols TLSv1.2 TLSv1.3; proxy_ssl_conf_command Groups P-384:X25519;
     proxy_ssl_conf_command Ciphersuites TLS_AES_128_GCM_SHA256;
     proxy_ssl_conf_command SignatureAlgorithms RSA-PSS+SHA256:ECDSA+SHA384;
     proxy_ssl_conf_command Options -SessionTicket,-EncryptThenMac;`,
    {
      groups: 'P-384:X25519',
      suites: 'TLS_AES_128_GCM_SHA256',
      signatures: 'RSA-PSS+SHA256:ECDSA+SHA384',
      options: ['-SessionTicket', '-EncryptThenMac'],
    },
  ],
];

describe.skipIf(!need('nginx'))('the nginx that is installed', () => {
  const version = execFileSync('sh', ['-c', 'PATH="$PATH:/usr/sbin" nginx -V 2>&1']).toString();
  const openssl = /OpenSSL (\d+\.\d+)/.exec(/running with.*/.exec(version)?.[0] ?? version)?.[1];
  for (const [name, directives, change] of SETTINGS)
    it(`sends the same: ${name}`, async () => {
      const { dir, remove } = folder();
      let captured: Uint8Array = new Uint8Array(0);
      const upstream = await raw((socket) =>
        socket.once('data', (bytes) => {
          captured = new Uint8Array(bytes);
          socket.destroy();
        }),
      );
      const front = await nginx(
        dir,
        `server { listen PORT; location / { proxy_pass https://127.0.0.1:${upstream.port}; ${directives} } }`,
      );
      try {
        await new Promise<void>((done) => {
          const asked = request({ host: '127.0.0.1', port: front.port, path: '/' }, (r) => {
            r.resume();
            done();
          });
          asked.on('error', () => done());
          asked.end();
        });
        const ours = await sent(change, generationOf(openssl ?? '3.0'));
        expect(comparable(ours)).toEqual(comparable(captured));
        expect(ours.length).toBe(captured.length);
      } finally {
        await front.stop();
        await upstream.stop();
        remove();
      }
    });
});
