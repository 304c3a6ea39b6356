/** One question to real servers and to peers that misbehave: every answer is named, none hangs. */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Observation } from '../../src/causes/observation.ts';
import { parseTarget, resolveAll, systemWithin } from '../../src/node/handshake/addresses.ts';
import { ask, type Material } from '../../src/node/handshake/ask.ts';
import { bareQuestion, type Question } from '../../src/probe/question.ts';
import { need } from './need.ts';
import { folder, haproxy, issued, type Peer, raw, selfSigned, sServer } from './peers.ts';

const NOTHING: Material = { identity: null, trust: null, openssl: process.versions.openssl };

async function asked(
  port: number,
  change: Partial<Question> = {},
  material: Material = NOTHING,
): Promise<Observation> {
  const target = parseTarget(`127.0.0.1:${port}`);
  if (target === null) throw new Error('no target');
  const { addresses } = await resolveAll([target], systemWithin(1_000));
  const [address] = addresses;
  if (address === undefined) throw new Error('no address');
  const base = bareQuestion(null, { clientHost: null, securityLevel: 2 });
  return ask({ ...base, ...change }, address, material, { timeout: 1_000, bytes: 300_000 });
}

describe('peers that misbehave', () => {
  const cases: readonly (readonly [string, Parameters<typeof raw>[0], Partial<Observation>])[] = [
    ['hangs', () => undefined, { answer: { kind: 'timeout' }, reached: 'hello' }],
    ['closes at once', (s) => s.end(), { answer: { kind: 'closed' } }],
    [
      'closes after the hello',
      (s) => s.once('data', () => s.end()),
      { answer: { kind: 'closed' } },
    ],
    ['resets', (s) => s.once('data', () => s.resetAndDestroy()), { answer: { kind: 'reset' } }],
    ['speaks SSH', (s) => s.write('SSH-2.0-OpenSSH_9.2\r\n'), { answer: { kind: 'not-tls' } }],
    [
      'speaks HTTP',
      (s) => s.once('data', () => s.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      { answer: { kind: 'not-tls' } },
    ],
    [
      'alert 80',
      (s) => s.once('data', () => s.end(Buffer.from('15030300020250', 'hex'))),
      { answer: { kind: 'alert', alert: 80 }, reached: 'hello' },
    ],
    [
      'endless handshake message',
      (s) =>
        s.once('data', () => {
          const junk = () =>
            Buffer.concat([
              Buffer.from('1603034000', 'hex'),
              Buffer.from('0bffffff', 'hex'),
              randomBytes(16_380),
            ]);
          const more = () => {
            if (!s.destroyed) s.write(junk(), more);
          };
          more();
        }),
      { reached: 'hello' },
    ],
    [
      'random bytes',
      (s) => s.once('data', () => s.write(Buffer.alloc(5_000, 0xa7))),
      { answer: { kind: 'not-tls' } },
    ],
  ];
  for (const [name, does, expected] of cases)
    it(name, async () => {
      const peer = await raw(does);
      const started = Date.now();
      try {
        const observation = await asked(peer.port);
        expect(observation).toMatchObject(expected);
        expect(observation.answer.kind).not.toBe('connected');
        expect(Date.now() - started).toBeLessThan(2_000);
      } finally {
        await peer.stop();
      }
    });

  it.each(['hangs', 'closes after the hello', 'random bytes'])(
    '%s, asked as another OpenSSL asks',
    async (name) => {
      const [, does, { answer }] = cases.find((one) => one[0] === name) ?? cases[0]!;
      const peer = await raw(does);
      try {
        const { answer: got } = await asked(peer.port, {}, { ...NOTHING, openssl: '1.1.1w' });
        expect(got).toEqual(answer);
      } finally {
        await peer.stop();
      }
    },
    5_000,
  );

  it('refused', async () => {
    const peer = await raw(() => undefined);
    await peer.stop();
    expect(await asked(peer.port)).toMatchObject({
      answer: { kind: 'refused' },
      reached: 'connection',
    });
  });

  it('a name that does not resolve', async () => {
    const { unresolved } = await resolveAll(
      [{ host: 'nowhere.invalid', port: 443, kind: 'name' }],
      systemWithin(5_000),
    );
    expect(unresolved).toEqual([{ host: 'nowhere.invalid', why: 'not-found' }]);
  });
});

describe.skipIf(!need('openssl'))('openssl s_server', () => {
  const { dir, remove } = folder();
  const running: Peer[] = [];
  const server = async (...args: string[]) => {
    const peer = await sServer(dir, ['-cert', 'leaf.pem', '-key', 'leaf.key', ...args]);
    running.push(peer);
    return peer.port;
  };
  const trust = (file: string, depth = 1): Material => ({
    ...NOTHING,
    trust: { trusted: readFileSync(path.join(dir, file), 'utf8'), crl: null, depth },
  });

  beforeAll(() => {
    selfSigned(dir, 'root', ['root.example.com']);
    selfSigned(dir, 'other', ['other.example.com']);
    issued(dir, 'int1', 'root', { ca: true });
    issued(dir, 'int2', 'int1', { ca: true });
    issued(dir, 'leaf', 'int2', { dns: ['api.example.com'] });
    const read = (name: string) => readFileSync(path.join(dir, name), 'utf8');
    writeFileSync(path.join(dir, 'chain.pem'), read('int2.pem') + read('int1.pem'));
  });
  afterAll(async () => {
    await Promise.all(running.map((p) => p.stop()));
    remove();
  });

  it('sees the encrypted flight of TLS 1.3: certificates, ALPN, group', async () => {
    const port = await server('-alpn', 'h2', '-cert_chain', 'int2.pem');
    const o = await asked(port, { alpn: ['h2'], checkedName: 'api.example.com' });
    expect(o).toMatchObject({
      answer: { kind: 'connected' },
      reached: 'accepted',
      version: 'TLSv1.3',
      group: 'X25519',
      alpn: 'h2',
      nameMatches: true,
      clientCertificateAsked: null,
    });
    expect(o.chain.map((c) => c.commonName)).toEqual(['leaf', 'int2']);
  });

  it('names the CAs that a client certificate is wanted from, in both versions', async () => {
    const late = await asked(await server('-Verify', '1', '-CAfile', 'root.pem'));
    expect(late).toMatchObject({
      answer: { kind: 'alert', alert: 116 },
      reached: 'finished',
      clientCertificateAsked: ['CN = root'],
    });
    const early = await asked(await server('-Verify', '1', '-CAfile', 'root.pem', '-tls1_2'));
    expect(early).toMatchObject({
      answer: { kind: 'alert', alert: 40 },
      reached: 'server-hello',
      clientCertificateAsked: ['CN = root'],
    });
  });

  it('is refused before the ServerHello when no suite is common', async () => {
    const port = await server('-tls1_2', '-cipher', 'ECDHE-ECDSA-AES128-GCM-SHA256');
    expect(await asked(port, { ciphers: 'AES128-SHA', versions: ['TLSv1.2'] })).toMatchObject({
      answer: { kind: 'alert', alert: 40 },
      reached: 'hello',
    });
    expect(await asked(port)).toMatchObject({
      answer: { kind: 'connected' },
      cipher: 'ECDHE-ECDSA-AES128-GCM-SHA256',
      secureRenegotiation: true,
    });
  });

  it('resumes a session', async () => {
    expect(await asked(await server(), { resume: true })).toMatchObject({ rehandshake: 'resumed' });
    const none = await server('-no_cache', '-no_ticket', '-tls1_2');
    expect((await asked(none, { resume: true })).rehandshake).not.toBe('resumed');
  });

  it('gives the verification error and the depth that nginx would give', async () => {
    const port = await server('-cert_chain', 'chain.pem');
    expect(await asked(port, {}, trust('other.pem'))).toMatchObject({ verifyError: 20 });
  });
});

describe.skipIf(!need('haproxy') || !need('openssl'))('HAProxy', () => {
  const { dir, remove } = folder();
  const running: Peer[] = [];
  beforeAll(() => selfSigned(dir, 'api', ['api.example.com']));
  afterAll(async () => {
    await Promise.all(running.map((p) => p.stop()));
    remove();
  });

  it('strict-sni wants the name; accept-proxy wants the header', async () => {
    combine(dir, 'api');
    const strict = await haproxy(dir, `ssl crt ${dir}/api.both.pem strict-sni`);
    const proxied = await haproxy(dir, `ssl crt ${dir}/api.both.pem accept-proxy`);
    running.push(strict, proxied);
    expect(await asked(strict.port)).toMatchObject({ answer: { kind: 'alert', alert: 112 } });
    expect(await asked(strict.port, { sni: 'api.example.com' })).toMatchObject({
      answer: { kind: 'connected' },
    });
    expect((await asked(proxied.port)).answer.kind).not.toBe('connected');
    expect(await asked(proxied.port, { proxyProtocol: true })).toMatchObject({
      answer: { kind: 'connected' },
    });
  });
});

function combine(dir: string, name: string): void {
  const both = ['pem', 'key'].map((end) => readFileSync(path.join(dir, `${name}.${end}`), 'utf8'));
  writeFileSync(path.join(dir, `${name}.both.pem`), both.join(''));
}
