/**
 * What openssl and curl of every release print when they run the commands that
 * we print, read back with `--evidence`: recorded in `fixtures/read-back/`, and
 * live where a release is here. ALERT40_RECORD=1 records what runs live anew.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Release, releases } from '../../lab/releases.ts';
import { readEvidence } from '../../src/causes/evidence/read.ts';
import { commandsFor, printedBy, toolsOf } from './handed-over.ts';
import { need } from './need.ts';
import { folder, nginx, type Peer, raw, selfSigned, sServer } from './peers.ts';

const NAMED = 'proxy_ssl_server_name on; proxy_ssl_name api.example.com;';
/** Files that the commands name, in the root of each release, by what is in them. */
const FILES = {
  'other.pem': '/tmp/alert40-other.pem',
  'client.pem': '/tmp/alert40-client.pem',
  'client.key': '/tmp/alert40-client.key',
};

interface Case {
  readonly peer: 'router' | 'old' | 'new' | 'asks' | 'accepts' | 'closes' | 'plain';
  readonly directives: string;
  /** The answer that both tools tell of; curl in its own words where it sees more. */
  readonly answer: object;
  readonly curl?: object;
}

const CASES: Readonly<Record<string, Case>> = {
  'no server name': { peer: 'router', directives: '', answer: { kind: 'alert', alert: 112 } },
  'a server name': {
    peer: 'router',
    directives: NAMED,
    answer: { kind: 'connected' },
    curl: { kind: 'http', status: 200 },
  },
  'TLS 1.3': {
    peer: 'new',
    directives: `${NAMED} proxy_ssl_protocols TLSv1.3;`,
    answer: { kind: 'connected' },
    curl: { kind: 'http', status: 200 },
  },
  'too old': {
    peer: 'new',
    directives: `${NAMED} proxy_ssl_protocols TLSv1.2;`,
    answer: { kind: 'alert', alert: 70 },
  },
  'a client certificate': {
    peer: 'asks',
    directives: `${NAMED} proxy_ssl_protocols TLSv1.2;`,
    answer: { kind: 'alert', alert: 40 },
  },
  'a client certificate shown': {
    peer: 'accepts',
    directives: `${NAMED} proxy_ssl_protocols TLSv1.2; proxy_ssl_certificate ${FILES['client.pem']}; proxy_ssl_certificate_key ${FILES['client.key']};`,
    answer: { kind: 'connected' },
    curl: { kind: 'http', status: 200 },
  },
  'not trusted': {
    peer: 'old',
    directives: `${NAMED} proxy_ssl_verify on; proxy_ssl_trusted_certificate ${FILES['other.pem']};`,
    answer: { kind: 'connected' },
  },
  closed: { peer: 'closes', directives: NAMED, answer: { kind: 'closed' } },
  'plain HTTP': { peer: 'plain', directives: NAMED, answer: { kind: 'not-tls' } },
};

/** What is read back has to be this, whatever the version of the tool. */
function expectRead(tool: 'openssl' | 'curl', name: string, text: string): void {
  const { peer, directives, ...expected } = CASES[name] as Case;
  const { observations, notes } = readEvidence('terminal', text);
  expect([observations.length, notes]).toEqual([1, []]);
  const [seen] = observations;
  const answer = tool === 'curl' ? (expected.curl ?? expected.answer) : expected.answer;
  expect(seen?.answer).toEqual(answer);
  expect(seen?.asked.sni ?? null).toBe(
    directives.includes('api.example.com') ? 'api.example.com' : null,
  );
  expect(seen?.clientCertificateAsked !== null).toBe(peer === 'asks' || peer === 'accepts');
  expect(seen?.asked.clientCertificate).toBe(directives.includes('certificate_key'));
  const connected = ['connected', 'http'].includes((answer as { kind: string }).kind);
  if (connected && name !== 'not trusted')
    expect(seen?.version).toBe(peer === 'new' ? 'TLSv1.3' : 'TLSv1.2');
  if (tool === 'curl') return;
  expect(seen?.target).toBe('10.0.4.22:443');
  const only = /protocols (TLSv1\.\d);/.exec(directives)?.[1];
  if (only) expect(seen?.asked.versions).toEqual([only]);
  if (connected) expect(seen?.chain[0]?.commonName).toBe('api');
  expect(seen?.verifyError).toBe(name === 'not trusted' ? 18 : null);
}

const fixtures = path.join(import.meta.dirname, 'fixtures/read-back');

/** Terminal sessions of one tool by their case: a line `## CASE`, the command, and what it printed. */
function sessions(file: string): [string, string][] {
  const text = readFileSync(path.join(fixtures, file), 'utf8');
  return text
    .split(/^## /m)
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]);
}

describe('output of the commands, recorded', () => {
  for (const file of readdirSync(fixtures))
    for (const [name, text] of sessions(file))
      it(`${file.replace('.txt', '')}: ${name}`, () =>
        expectRead(file.startsWith('curl') ? 'curl' : 'openssl', name, text));
  it('is there of every version and for every case', () => {
    expect(readdirSync(fixtures).map((file) => file.replace(/\.\d+[a-z]?\.txt$/, ''))).toEqual([
      'curl-7.74',
      'curl-7.88',
      'curl-8.14',
      'curl-8.22',
      'openssl-1.1',
      'openssl-3.0',
      'openssl-3.5',
      'openssl-3.6',
    ]);
    for (const file of readdirSync(fixtures))
      expect(sessions(file).map(([name]) => name)).toEqual(Object.keys(CASES));
  });
});

const here = (need('nginx') && need('openssl') ? releases() : []).filter(
  (r) => toolsOf(r) !== null,
);

describe.skipIf(here.length === 0)('output of the commands, live', { timeout: 60_000 }, () => {
  const { dir, remove } = folder();
  const peers = new Map<Case['peer'], Peer>();

  beforeAll(async () => {
    for (const name of ['api', 'other', 'client']) selfSigned(dir, name, [`${name}.example.com`]);
    const own = `ssl_certificate ${dir}/api.pem; ssl_certificate_key ${dir}/api.key;`;
    const chosen = (versions: string) =>
      nginx(
        dir,
        `ssl_protocols ${versions}; server { listen PORT ssl default_server; ssl_reject_handshake on; }
       server { listen PORT ssl; server_name api.example.com; ${own} return 200; }`,
      );
    peers.set('router', await chosen('TLSv1.2'));
    peers.set('new', await chosen('TLSv1.3'));
    peers.set('old', await sServer(dir, ['-cert', 'api.pem', '-key', 'api.key', '-tls1_2']));
    peers.set(
      'asks',
      await sServer(dir, ['-cert', 'api.pem', '-key', 'api.key', '-tls1_2', '-Verify', '1']),
    );
    peers.set(
      'accepts',
      await nginx(
        dir,
        `server { listen PORT ssl; ${own} ssl_protocols TLSv1.2; ssl_verify_client optional_no_ca; return 200; }`,
      ),
    );
    peers.set('closes', await raw((socket) => socket.once('data', () => socket.end())));
    peers.set(
      'plain',
      await raw((socket) =>
        socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      ),
    );
    for (const { root } of here)
      for (const [name, at] of Object.entries(FILES))
        writeFileSync(root + at, readFileSync(path.join(dir, name)));
  });
  afterAll(async () => {
    for (const { root } of here)
      for (const at of Object.values(FILES)) rmSync(root + at, { force: true });
    await Promise.all([...peers.values()].map((peer) => peer.stop()));
    remove();
  });

  for (const release of here)
    it(`of nginx ${release.nginx}'s release`, async () => {
      const found: Record<'openssl' | 'curl', [string, string][]> = { openssl: [], curl: [] };
      for (const [name, { peer, directives }] of Object.entries(CASES)) {
        const port = peers.get(peer)?.port ?? 0;
        const commands = commandsFor(release, directives);
        for (const tool of ['openssl', 'curl'] as const)
          found[tool].push([name, await printedBy(release, commands[tool], port)]);
      }
      record(release, found);
      for (const tool of ['openssl', 'curl'] as const)
        for (const [name, text] of found[tool]) expectRead(tool, name, text);
    });
});

function record(release: Release, found: Record<'openssl' | 'curl', [string, string][]>): void {
  const tools = toolsOf(release);
  if (!process.env.ALERT40_RECORD || tools === null) return;
  mkdirSync(fixtures, { recursive: true });
  for (const tool of ['openssl', 'curl'] as const)
    writeFileSync(
      path.join(fixtures, `${tool}-${tools[tool]}.txt`),
      found[tool].map(([name, text]) => `## ${name}\n${text}`).join('\n'),
    );
}
