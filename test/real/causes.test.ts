/**
 * Real failures between a real nginx and real upstreams: what nginx logs is diagnosed from
 * log, configuration and readable files; where nginx can repair it, the repaired
 * configuration makes the request succeed.
 */
import { spawnSync } from 'node:child_process';
import { getDiffieHellman } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePki } from '../../lab/pki.ts';
import { freePorts } from '../../lab/servers/free-port.ts';
import type { CauseId } from '../../src/causes/ids.ts';
import { diagnoseTexts } from '../../src/diagnosis/diagnose-texts.ts';
import type { Diagnosis } from '../../src/diagnosis/model.ts';
import { planRepairs } from '../../src/diagnosis/plan.ts';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { mentions, readNamedFiles } from '../../src/node/certificates.ts';
import { applyEdits, editsByFile } from '../../src/text/edit.ts';
import { upstreamPaths } from '../../src/upstream/paths.ts';
import { need } from './need.ts';
import { nginxVersion, preamble, startNginx, tempPaths, workDir } from './nginx-process.ts';
import { type Peer, sServer } from './peers.ts';

const ENV = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

let pki = '';
const file = (name: string) => path.join(pki, name);

interface Story {
  readonly name: string;
  readonly cause: CauseId;
  /** Null where the upstream is not reached: nginx does not start. */
  readonly upstream: (() => Promise<Peer>) | null;
  /** Directives of the location that is asked. */
  readonly location: string;
  /** Further locations; `UPSTREAM` is the address. */
  readonly beside?: string;
  readonly verdict: 'given' | 'left-open';
  readonly repair: 'works' | 'elsewhere' | 'weakening-works';
}

/** Node's HTTPS server. */
async function node(options: https.ServerOptions): Promise<Peer> {
  const server = https.createServer(options, (_, answer) => answer.end('upstream ok'));
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

const read = (name: string) => readFileSync(file(name), 'utf8');
const serves = (name: string, more: https.ServerOptions = {}) =>
  node({ cert: read(`${name}.chain.pem`), key: read(`${name}.key`), ...more });
const leafOnly = (name: string) => node({ cert: read(`${name}.pem`), key: read(`${name}.key`) });

const SNI = 'proxy_ssl_server_name on; proxy_ssl_name api.example.com;';
const verifying = (ca: string, more = '') =>
  `${SNI} proxy_ssl_verify on; proxy_ssl_trusted_certificate ${file(ca)}; ${more}`;
const asking = (ca: string, more: readonly string[] = []) =>
  sServer(pki, [
    ...['-cert', 'api-rsa.pem', '-key', 'api-rsa.key', '-www'],
    ...['-Verify', '2', '-CAfile', `${ca}.pem`, '-verify_return_error', ...more],
  ]);

const stories = (): readonly Story[] => [
  {
    name: 'another CA signs, and another location trusts it',
    cause: 'ca-not-trusted',
    upstream: () => serves('api-other-int'),
    location: verifying('root.pem', 'proxy_ssl_verify_depth 4;'),
    beside: `location /b { proxy_pass https://UPSTREAM; ${verifying('other-root.pem')} }`,
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'the trusted file holds the intermediate without its root',
    cause: 'ca-not-trusted',
    upstream: () => serves('api-int1'),
    location: verifying('int1.pem'),
    verdict: 'given',
    repair: 'elsewhere',
  },
  {
    name: 'a leaf stands in the place of its CA',
    cause: 'ca-not-trusted',
    upstream: () => leafOnly('api-other'),
    location: verifying('api-other.pem'),
    verdict: 'given',
    repair: 'elsewhere',
  },
  {
    name: 'one certificate is sent, and its CA may be missing as well',
    cause: 'chain-incomplete',
    upstream: () => leafOnly('api-int1'),
    location: verifying('root.pem'),
    verdict: 'left-open',
    repair: 'elsewhere',
  },
  {
    name: 'a self-signed certificate for the name that was asked for',
    cause: 'self-signed',
    upstream: () => serves('api-self'),
    location: verifying('root.pem'),
    verdict: 'given',
    repair: 'elsewhere',
  },
  {
    name: 'two intermediates, all CAs trusted, default depth',
    cause: 'verify-depth-too-small',
    upstream: () => serves('api-int2'),
    location: verifying('all-cas.pem'),
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'two intermediates and only the root trusted cannot be told from a missing CA',
    cause: 'verify-depth-too-small',
    upstream: () => serves('api-int2'),
    location: verifying('root.pem'),
    verdict: 'left-open',
    repair: 'elsewhere',
  },
  {
    name: 'an expired certificate',
    cause: 'cert-expired',
    upstream: () => serves('api-expired'),
    location: verifying('root.pem'),
    verdict: 'given',
    repair: 'elsewhere',
  },
  {
    name: 'a certificate of the future',
    cause: 'cert-not-yet-valid',
    upstream: () => serves('api-future'),
    location: verifying('root.pem'),
    verdict: 'given',
    repair: 'elsewhere',
  },
  {
    name: 'a revoked certificate',
    cause: 'cert-revoked',
    upstream: () => serves('api-revoked'),
    location: verifying('root.pem', `proxy_ssl_crl ${file('root.crl')};`),
    verdict: 'given',
    repair: 'elsewhere',
  },
  {
    name: 'a CRL that ran out, and a current one elsewhere',
    cause: 'crl-missing-or-expired',
    upstream: () => serves('api'),
    location: verifying('root.pem', `proxy_ssl_crl ${file('root-stale.crl')};`),
    beside: `location /b { proxy_pass https://UPSTREAM; ${verifying('root.pem', `proxy_ssl_crl ${file('root-empty.crl')};`)} }`,
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'a CRL that leaves out the intermediate',
    cause: 'crl-missing-or-expired',
    upstream: () => serves('api-int1'),
    location: verifying('root.pem', `proxy_ssl_crl ${file('root-empty.crl')};`),
    verdict: 'given',
    repair: 'elsewhere',
  },
  {
    name: 'a CRL file that does not exist',
    cause: 'crl-missing-or-expired',
    upstream: null,
    location: verifying('root.pem', `proxy_ssl_crl ${file('no-such.crl')};`),
    verdict: 'given',
    repair: 'elsewhere',
  },
  {
    name: 'a certificate for clients',
    cause: 'cert-wrong-purpose',
    upstream: () => serves('api-client-eku'),
    location: verifying('root.pem'),
    verdict: 'given',
    repair: 'elsewhere',
  },
  {
    name: 'a short key',
    cause: 'weak-certificate',
    upstream: () => serves('api-rsa1024', { ciphers: 'DEFAULT:@SECLEVEL=0' }),
    location: verifying('root.pem'),
    verdict: 'given',
    repair: 'weakening-works',
  },
  {
    name: 'verification without a CA file, and one elsewhere',
    cause: 'trusted-certificate-missing',
    upstream: () => serves('api'),
    location: `${SNI} proxy_ssl_verify on;`,
    beside: `location /b { proxy_pass https://UPSTREAM; ${verifying('root.pem')} }`,
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'a CA file that does not exist',
    cause: 'trusted-certificate-missing',
    upstream: null,
    location: verifying('no-such.pem'),
    verdict: 'given',
    repair: 'elsewhere',
  },
  {
    name: 'a CA file in DER form',
    cause: 'trusted-certificate-missing',
    upstream: null,
    location: verifying('root.der'),
    verdict: 'given',
    repair: 'elsewhere',
  },
  {
    name: 'an upstream of TLS 1.3 only',
    cause: 'protocol-version-mismatch',
    upstream: () => serves('api', { minVersion: 'TLSv1.3' }),
    location: `${SNI} proxy_ssl_protocols TLSv1.2;`,
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'nginx of TLS 1.3 only',
    cause: 'protocol-version-mismatch',
    upstream: () => serves('api', { maxVersion: 'TLSv1.2' }),
    location: `${SNI} proxy_ssl_protocols TLSv1.3;`,
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'a version that OpenSSL leaves out',
    cause: 'protocol-version-mismatch',
    upstream: () => serves('api'),
    location: `${SNI} proxy_ssl_protocols TLSv1.1;`,
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'a cipher list for the other kind of key',
    cause: 'cipher-mismatch',
    upstream: () => serves('api-rsa', { maxVersion: 'TLSv1.2' }),
    location: `${SNI} proxy_ssl_protocols TLSv1.2; proxy_ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256;`,
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'suites of TLS 1.3 in the cipher list',
    cause: 'cipher-mismatch',
    upstream: () => serves('api'),
    location: `${SNI} proxy_ssl_ciphers TLS_AES_128_GCM_SHA256;`,
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'groups narrowed to one that the upstream lacks',
    cause: 'curve-mismatch',
    upstream: () => serves('api', { ecdhCurve: 'P-256' }),
    location: `${SNI} proxy_ssl_protocols TLSv1.2 TLSv1.3; proxy_ssl_conf_command Groups X448;`,
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'a group that does not exist',
    cause: 'curve-mismatch',
    upstream: () => serves('api'),
    location: `${SNI} proxy_ssl_conf_command Groups X448-foo;`,
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'signature algorithms narrowed to another kind of key',
    cause: 'sigalg-mismatch',
    upstream: () => serves('api-rsa', { maxVersion: 'TLSv1.2' }),
    location: `${SNI} proxy_ssl_conf_command SignatureAlgorithms ECDSA+SHA384;`,
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'a Diffie-Hellman group of 1024 bits',
    cause: 'dh-key-too-small',
    upstream: () =>
      sServer(pki, [
        ...['-cert', 'api-rsa.pem', '-key', 'api-rsa.key', '-www', '-tls1_2', '-serverpref'],
        ...['-dhparam', 'dh1024.pem', '-cipher'],
        'DHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:@SECLEVEL=0',
      ]),
    location: SNI,
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'a client certificate is demanded (TLS 1.2), and another location shows it',
    cause: 'client-certificate-required',
    upstream: () => asking('client-root', ['-tls1_2']),
    location: SNI,
    beside: `location /b { proxy_pass https://UPSTREAM; ${SNI} proxy_ssl_certificate ${file('client.pem')}; proxy_ssl_certificate_key ${file('client.key')}; }`,
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'a client certificate is demanded (TLS 1.3), and another location shows it',
    cause: 'client-certificate-required',
    upstream: () => asking('client-root', ['-tls1_3']),
    location: `${SNI} proxy_ssl_protocols TLSv1.3;`,
    beside: `location /b { proxy_pass https://UPSTREAM; ${SNI} proxy_ssl_certificate ${file('client.pem')}; proxy_ssl_certificate_key ${file('client.key')}; }`,
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'an expired client certificate is shown, and another location has a good one',
    cause: 'client-certificate-rejected',
    upstream: () => asking('client-root', ['-tls1_2']),
    location: `${SNI} proxy_ssl_certificate ${file('client-expired.pem')}; proxy_ssl_certificate_key ${file('client-expired.key')};`,
    beside: `location /b { proxy_pass https://UPSTREAM; ${SNI} proxy_ssl_certificate ${file('client.pem')}; proxy_ssl_certificate_key ${file('client.key')}; }`,
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'a server certificate is shown as the client’s',
    cause: 'client-certificate-rejected',
    upstream: () => asking('client-root', ['-tls1_2']),
    location: `${SNI} proxy_ssl_certificate ${file('client-server-eku.pem')}; proxy_ssl_certificate_key ${file('client-server-eku.key')};`,
    verdict: 'given',
    repair: 'elsewhere',
  },
  {
    name: 'a client certificate of another CA (TLS 1.3)',
    cause: 'client-certificate-rejected',
    upstream: () => asking('client-root'),
    location: `${SNI} proxy_ssl_protocols TLSv1.2 TLSv1.3; proxy_ssl_certificate ${file('client-other.pem')}; proxy_ssl_certificate_key ${file('client-other.key')};`,
    verdict: 'given',
    repair: 'elsewhere',
  },
  {
    name: 'the key of another certificate',
    cause: 'client-certificate-key-mismatch',
    upstream: () => serves('api'),
    location: `${SNI} proxy_ssl_certificate ${file('client.pem')}; proxy_ssl_certificate_key ${file('client-expired.key')};`,
    beside: `location /b { proxy_pass https://UPSTREAM; ${SNI} proxy_ssl_certificate ${file('client.pem')}; proxy_ssl_certificate_key ${file('client.key')}; }`,
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'certificate and key exchanged',
    cause: 'client-certificate-unreadable',
    upstream: () => serves('api'),
    location: `${SNI} proxy_ssl_certificate ${file('client.key')}; proxy_ssl_certificate_key ${file('client.pem')};`,
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'a certificate without a key, which stands in the same file',
    cause: 'client-certificate-unreadable',
    upstream: () => serves('api'),
    location: `${SNI} proxy_ssl_certificate ${file('client-both.pem')};`,
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'an encrypted key without its password',
    cause: 'client-certificate-unreadable',
    upstream: null,
    location: `${SNI} proxy_ssl_certificate ${file('client.pem')}; proxy_ssl_certificate_key ${file('client.enc.key')}; proxy_ssl_password_file ${file('wrong-password')};`,
    verdict: 'given',
    repair: 'elsewhere',
  },
  {
    name: 'a directive that is newer than this nginx',
    cause: 'directive-unsupported-by-version',
    upstream: () => serves('api'),
    location: `${SNI} proxy_ssl_key_log keys.log;`,
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'a missing semicolon',
    cause: 'config-syntax',
    upstream: () => serves('api'),
    location: 'proxy_ssl_server_name on\n    proxy_ssl_name api.example.com;',
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'a slip of the pen',
    cause: 'config-syntax',
    upstream: () => serves('api'),
    location: 'proxy_ssl_sever_name on;',
    verdict: 'given',
    repair: 'works',
  },
  {
    name: 'yes where on is meant',
    cause: 'config-syntax',
    upstream: () => serves('api'),
    location: 'proxy_ssl_server_name yes;',
    verdict: 'given',
    repair: 'works',
  },
];

/** The group of 1024 bits of RFC 2409, `SEQUENCE { INTEGER p, INTEGER 2 }`. */
function dhParameters(): string {
  const prime = Buffer.concat([
    Buffer.of(0x02, 0x81, 129, 0),
    getDiffieHellman('modp2').getPrime(),
  ]);
  const body = Buffer.concat([prime, Buffer.of(0x02, 1, 2)]);
  const der = Buffer.concat([Buffer.of(0x30, 0x81, body.length), body]);
  return `-----BEGIN DH PARAMETERS-----\n${der.toString('base64')}\n-----END DH PARAMETERS-----\n`;
}

function writeExtraFiles(): void {
  const put = (name: string, text: string | Uint8Array) => writeFileSync(file(name), text);
  put('all-cas.pem', ['root', 'int1', 'int2'].map((n) => read(`${n}.pem`)).join(''));
  put('client-both.pem', read('client.pem') + read('client.key'));
  put('wrong-password', 'not the one\n');
  put('root.der', Buffer.from(read('root.pem').replace(/-----[^-]*-----|\s/g, ''), 'base64'));
  put('dh1024.pem', dhParameters());
}

function configuration(dir: string, story: Story, port: number, upstream: number): string {
  const address = `127.0.0.1:${upstream}`;
  return `${preamble(dir, 'error')}http {
  ${tempPaths(dir)}
  server {
    listen 127.0.0.1:${port};
    server_name www.example.com;
    location / {
    ${story.location.split(/(?<=;) (?=proxy_)/).join('\n    ')}
    proxy_pass https://${address};
    }
    ${(story.beside ?? '').replaceAll('UPSTREAM', address)}
  }
}
`;
}

async function get(port: number): Promise<number> {
  return new Promise((done, fail) => {
    http
      .get(
        { port, host: '127.0.0.1', path: '/', headers: { host: 'www.example.com' } },
        (answer) => {
          answer.resume();
          answer.on('end', () => done(answer.statusCode ?? 0));
          answer.on('error', fail);
        },
      )
      .on('error', fail);
  });
}

/** Status of one request, with what nginx logged; status 0 when it did not start. */
async function run(dir: string, config: string, port: number) {
  const conf = path.join(dir, 'nginx.conf');
  writeFileSync(conf, config);
  const test = spawnSync('nginx', ['-t', '-p', dir, '-c', conf, '-e', 'stderr'], {
    env: ENV,
    encoding: 'utf8',
  });
  if (test.status !== 0) return { status: 0, log: test.stderr };
  const running = await startNginx(dir, config, port);
  try {
    const status = await get(port);
    await new Promise((wait) => setTimeout(wait, 20));
    return { status, log: running.log() };
  } finally {
    await running.stop();
  }
}

function diagnosed(dir: string, config: string, log: string): Diagnosis {
  const files = { [path.join(dir, 'nginx.conf')]: config };
  const [conf = ''] = Object.keys(files);
  const nginx = nginxVersion();
  const paths = upstreamPaths(loadConfig(conf, memoryFiles(files)), { nginx });
  return diagnoseTexts({
    log,
    config: files,
    nginx,
    files: readNamedFiles(mentions(paths), dir),
  });
}

describe.skipIf(!need('nginx') || !need('openssl'))('causes, on real servers', () => {
  beforeAll(async () => {
    pki = workDir();
    cpSync(await ensurePki(), pki, { recursive: true });
    writeExtraFiles();
  }, 60_000);

  const peers: Peer[] = [];
  const dirs: string[] = [];
  const folder = () => {
    const dir = workDir();
    dirs.push(dir);
    return dir;
  };
  afterAll(async () => {
    await Promise.all(peers.map((p) => p.stop()));
    for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
    rmSync(pki, { recursive: true, force: true });
  });

  // The names are needed before the PKI is there; paths are made when a story runs.
  for (const { name, cause } of stories())
    it(`${cause}: ${name}`, { timeout: 30_000 }, async () => {
      const story = stories().find((s) => s.name === name)!;
      const peer = story.upstream === null ? null : await story.upstream();
      if (peer !== null) peers.push(peer);
      const [port = 0] = await freePorts(1);
      const dir = folder();
      const config = configuration(dir, story, port, peer?.port ?? 1);
      const { status, log } = await run(dir, config, port);
      expect(status, log).not.toBe(200);

      const again = folder();
      const text = config.replaceAll(dir, again);
      const diagnosis = diagnosed(again, text, log.replaceAll(dir, again));
      const [incident] = diagnosis.incidents;
      const shown = `${log}\n${incident?.causes.map((x) => `${x.id} ${x.confidence}`).join(', ')}`;
      expect(
        incident?.causes.slice(0, 3).map((x) => x.id),
        shown,
      ).toContain(cause);
      expect(incident?.verdict ?? null, shown).toBe(story.verdict === 'given' ? cause : null);
      if (story.verdict === 'left-open') expect(incident?.decidedBy, shown).not.toBeNull();

      const held = planRepairs(diagnosis, { allowWeakening: false });
      const allowWeakening = story.repair === 'weakening-works';
      if (story.repair === 'elsewhere' || allowWeakening) expect(held.edits, shown).toEqual([]);
      if (story.repair === 'elsewhere') return;
      const plan = planRepairs(diagnosis, { allowWeakening });
      const conf = path.join(again, 'nginx.conf');
      const edits = editsByFile(plan.edits).get(conf) ?? [];
      expect(edits.length, shown).toBeGreaterThan(0);
      const repaired = await run(again, applyEdits(text, edits), port);
      expect(repaired.status, `${applyEdits(text, edits)}\n${repaired.log}`).toBe(200);
    });
});
