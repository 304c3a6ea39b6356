/** Verification as the installed nginx does it: for each chain and each trusted file, the number in its log is ours. */
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseTarget, resolveAll, systemWithin } from '../../src/node/handshake/addresses.ts';
import { ask } from '../../src/node/handshake/ask.ts';
import { bareQuestion } from '../../src/probe/question.ts';
import { need } from './need.ts';
import { folder, issued, nginx, type Peer, selfSigned, sServer } from './peers.ts';

interface Case {
  readonly name: string;
  /** Files of the presented chain above the leaf. */
  readonly chain: readonly string[];
  readonly leaf: string;
  readonly trusted: readonly string[];
  readonly depth: number;
  readonly checked?: string;
  /** nginx accepts it. */
  readonly good?: true;
}

const CASES: readonly Case[] = [
  {
    name: 'complete',
    good: true,
    leaf: 'deep',
    chain: ['int2', 'int1'],
    trusted: ['root'],
    depth: 2,
  },
  { name: 'too deep', leaf: 'deep', chain: ['int2', 'int1'], trusted: ['root'], depth: 1 },
  {
    name: 'one intermediate at depth 1',
    good: true,
    leaf: 'near',
    chain: ['int1'],
    trusted: ['root'],
    depth: 1,
  },
  {
    name: 'one intermediate at depth 0',
    leaf: 'near',
    chain: ['int1'],
    trusted: ['root'],
    depth: 0,
  },
  {
    name: 'intermediates in the file do not help the depth',
    leaf: 'deep',
    chain: [],
    trusted: ['root', 'int1', 'int2'],
    depth: 1,
  },
  {
    name: 'intermediates in the file, enough depth',
    good: true,
    leaf: 'deep',
    chain: [],
    trusted: ['root', 'int1', 'int2'],
    depth: 2,
  },
  { name: 'leaf only', leaf: 'near', chain: [], trusted: ['root'], depth: 1 },
  { name: 'another root', leaf: 'near', chain: ['int1'], trusted: ['other'], depth: 1 },
  { name: 'intermediate without its root', leaf: 'near', chain: [], trusted: ['int1'], depth: 1 },
  {
    name: 'root presented, not trusted',
    leaf: 'near',
    chain: ['int1', 'root'],
    trusted: ['other'],
    depth: 1,
  },
  { name: 'self-signed', leaf: 'other', chain: [], trusted: ['root'], depth: 1 },
  {
    name: 'self-signed and trusted',
    good: true,
    leaf: 'other',
    chain: [],
    trusted: ['other'],
    depth: 1,
    checked: 'other.example.com',
  },
  {
    name: 'name that is not in it',
    leaf: 'near',
    chain: ['int1'],
    trusted: ['root'],
    depth: 1,
    checked: 'www.example.com',
  },
];

describe.skipIf(!need('nginx') || !need('openssl'))('verification', () => {
  const { dir, remove } = folder();
  const running: Peer[] = [];
  const read = (name: string) => readFileSync(path.join(dir, `${name}.pem`), 'utf8');
  let front: Peer;
  let upstreams: Peer[];

  beforeAll(async () => {
    selfSigned(dir, 'root', ['root.example.com']);
    selfSigned(dir, 'other', ['other.example.com']);
    issued(dir, 'int1', 'root', { ca: true });
    issued(dir, 'int2', 'int1', { ca: true });
    issued(dir, 'near', 'int1', { dns: ['api.example.com'] });
    issued(dir, 'deep', 'int2', { dns: ['api.example.com'] });
    upstreams = await Promise.all(
      CASES.map(async ({ leaf, chain, trusted }, i) => {
        writeFileSync(path.join(dir, `chain${i}.pem`), chain.map(read).join(''));
        writeFileSync(path.join(dir, `trusted${i}.pem`), trusted.map(read).join(''));
        const more = chain.length > 0 ? ['-cert_chain', `chain${i}.pem`] : [];
        const args = ['-cert', `${leaf}.pem`, '-key', `${leaf}.key`, '-no-CApath', '-no-CAfile'];
        return sServer(dir, [...args, ...more, '-www']);
      }),
    );
    running.push(...upstreams);
    const locations = CASES.map(
      ({ depth, checked = 'api.example.com' }, i) => `location /${i} {
        proxy_pass https://127.0.0.1:${upstreams[i]?.port};
        proxy_ssl_verify on; proxy_ssl_verify_depth ${depth}; proxy_ssl_name ${checked};
        proxy_ssl_trusted_certificate ${dir}/trusted${i}.pem; }`,
    );
    front = await nginx(
      dir,
      `error_log ${dir}/front.log info; server { listen PORT; ${locations.join('\n')} }`,
    );
    running.push(front);
  });
  afterAll(async () => {
    await Promise.all(running.map((p) => p.stop()));
    remove();
  });

  for (const [i, { name, depth, checked = 'api.example.com', good = false }] of CASES.entries())
    it(name, async () => {
      const logged = await lineOf(i);
      expect(logged === '').toBe(good);
      const code = /verify error: \((\d+):/.exec(logged)?.[1];
      const target = parseTarget(`127.0.0.1:${upstreams[i]?.port}`);
      const [address] = target ? (await resolveAll([target], systemWithin(1_000))).addresses : [];
      if (address === undefined) throw new Error('no address');
      const base = bareQuestion(null, { clientHost: null, securityLevel: 2 });
      const trust = { trusted: read(`trusted${i}`), crl: null, depth };
      const o = await ask(
        { ...base, checkedName: checked },
        address,
        { identity: null, trust, openssl: process.versions.openssl },
        { timeout: 5_000, bytes: 1_000_000 },
      );
      expect({ code: o.verifyError, name: o.nameMatches !== false || o.verifyError !== 0 }).toEqual(
        {
          code: Number(code ?? 0),
          name: !logged.includes('does not match'),
        },
      );
    });

  /** What nginx logs of one request through this location. */
  async function lineOf(i: number): Promise<string> {
    await new Promise<void>((done) => {
      const sent = request({ host: '127.0.0.1', port: front.port, path: `/${i}` }, (response) => {
        response.resume();
        response.once('end', done);
      });
      sent.once('error', () => done());
      sent.end();
    });
    const lines = readFileSync(path.join(dir, 'front.log'), 'utf8').split('\n');
    return lines.filter((l) => l.includes(`"GET /${i} HTTP`) && l.includes('[error]')).join('\n');
  }
});
