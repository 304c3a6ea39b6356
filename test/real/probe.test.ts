/** Whole conversations with real servers, through the command line: the cause, the name that worked, the connections. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOST_HANDSHAKES } from '../../src/node/handshake/probe.ts';
import { alert40 } from '../cli/run.ts';
import { need } from './need.ts';
import { folder, haproxy, nginx, type Peer, raw, selfSigned, sniRouter, sServer } from './peers.ts';

const { dir, remove } = folder();
const running: Peer[] = [];

afterAll(async () => {
  await Promise.all(running.map((p) => p.stop()));
  remove();
});

function write(name: string, text: string): string {
  const file = path.join(dir, name);
  writeFileSync(file, text);
  return file;
}

function front(
  name: string,
  port: number,
  directives = '',
  pass = `https://127.0.0.1:${port}`,
): string {
  return write(
    `${name}.conf`,
    `http { server { listen 80; server_name www.example.com; location / { ${directives} proxy_pass ${pass}; } } }\n`,
  );
}

interface Asked {
  readonly varied: string;
  readonly sent: { readonly sni: string | null };
  readonly answer: { readonly kind: string; readonly alert?: number };
}
interface Report {
  readonly incidents: readonly { readonly verdict: string | null }[];
  readonly repairs: readonly { readonly diff: string }[];
  readonly asked: readonly { readonly handshakes: number; readonly asked: readonly Asked[] }[];
}

async function probed(...args: string[]): Promise<Report & { code: number }> {
  const result = await alert40(['probe', ...args, '--timeout', '1', '--format', 'json']);
  if (result.out === '') throw new Error(result.err);
  return { ...(JSON.parse(result.out) as Report), code: result.code };
}

describe.skipIf(!need('nginx') || !need('haproxy') || !need('openssl'))('probe', () => {
  beforeAll(() => {
    selfSigned(dir, 'api', ['api.example.com']);
    const both = ['pem', 'key'].map((end) => readFileSync(path.join(dir, `api.${end}`), 'utf8'));
    write('both.pem', both.join(''));
  });
  const started = async (peer: Promise<Peer>) => {
    running.push(await peer);
    return (await peer).port;
  };

  it('finds the missing name among the candidates, and repairs with the one that worked', async () => {
    const port = await started(
      nginx(
        dir,
        `server { listen PORT ssl default_server; ssl_reject_handshake on; }
         server { listen PORT ssl; server_name api.example.com;
           ssl_certificate ${dir}/api.pem; ssl_certificate_key ${dir}/api.key; return 200; }`,
      ),
    );
    const report = await probed('-c', front('sni', port, 'proxy_set_header Host api.example.com;'));
    expect(report.code).toBe(1);
    expect(report.incidents[0]?.verdict).toBe('sni-not-sent');
    expect(report.repairs[0]?.diff).toContain('proxy_ssl_name api.example.com;');
    expect(report.asked[0]?.asked.map((a) => [a.varied, a.sent.sni, a.answer.kind])).toEqual([
      ['reproduce', null, 'alert'],
      ['name', 'api.example.com', 'connected'],
    ]);
  });

  it('says that nothing is wrong when nothing is', async () => {
    const port = await started(sServer(dir, ['-cert', 'api.pem', '-key', 'api.key']));
    const report = await probed('-c', front('good', port));
    expect([report.code, report.incidents.length, report.asked[0]?.handshakes]).toEqual([0, 0, 1]);
  });

  it('asks for the name that nothing tells, and finds the cause once it is stated', async () => {
    const behind = await started(sServer(dir, ['-cert', 'api.pem', '-key', 'api.key']));
    const port = await started(sniRouter(dir, 'api.example.com', behind));
    const asGiven = 'proxy_ssl_server_name on; proxy_ssl_name $http_host;';
    const config = front('router', port, asGiven);
    const untold = await probed('-c', config);
    expect(untold.incidents.map((i) => i.verdict)).toEqual([null]);
    const told = await probed('-c', config, '--name', 'api.example.com');
    expect(told.incidents[0]?.verdict).toBe('sni-wrong-name');
    expect(told.repairs[0]?.diff).toContain('proxy_ssl_name api.example.com;');
    expect(told.asked[0]?.asked.map((a) => [a.sent.sni, a.answer.kind])).toEqual([
      ['www.example.com', 'closed'],
      ['api.example.com', 'connected'],
    ]);
    const { out } = await alert40(['probe', '-c', config]);
    expect(out).toContain('--name');
  });

  const CAUSES: readonly (readonly [string, () => Promise<Peer>, string])[] = [
    [
      'client-certificate-required',
      () => sServer(dir, ['-cert', 'api.pem', '-key', 'api.key', '-Verify', '1', '-tls1_2']),
      '',
    ],
    [
      'client-certificate-required',
      () => sServer(dir, ['-cert', 'api.pem', '-key', 'api.key', '-Verify', '1']),
      'proxy_ssl_protocols TLSv1.3;',
    ],
    [
      'cipher-mismatch',
      () =>
        sServer(dir, [
          '-cert',
          'api.pem',
          '-key',
          'api.key',
          '-tls1_2',
          '-cipher',
          'ECDHE-ECDSA-AES256-SHA',
        ]),
      'proxy_ssl_protocols TLSv1.2; proxy_ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256; proxy_ssl_server_name on; proxy_ssl_name api.example.com;',
    ],
    [
      'curve-mismatch',
      () => sServer(dir, ['-cert', 'api.pem', '-key', 'api.key', '-groups', 'P-521', '-tls1_3']),
      'proxy_ssl_protocols TLSv1.3; proxy_ssl_conf_command Groups X25519; proxy_ssl_server_name on; proxy_ssl_name api.example.com;',
    ],
    [
      'protocol-version-mismatch',
      () => sServer(dir, ['-cert', 'api.pem', '-key', 'api.key', '-tls1_3']),
      'proxy_ssl_protocols TLSv1.2;',
    ],
    [
      'proxy-protocol-expected',
      () => haproxy(dir, `ssl crt ${dir}/both.pem accept-proxy`),
      'proxy_ssl_server_name on; proxy_ssl_name api.example.com;',
    ],
    [
      'upstream-not-tls',
      () => raw((s) => s.once('data', () => s.end('HTTP/1.1 400 Bad Request\r\n\r\n'))),
      '',
    ],
    [
      'self-signed',
      () => sServer(dir, ['-cert', 'api.pem', '-key', 'api.key']),
      'proxy_ssl_verify on; proxy_ssl_name api.example.com; proxy_ssl_trusted_certificate other.pem;',
    ],
  ];
  for (const [cause, start, directives] of CAUSES)
    it(`tells ${cause} ${directives}`, async () => {
      selfSigned(dir, 'other', ['other.example.com']);
      const port = await started(start());
      const report = await probed(
        '-c',
        front('one', port, directives),
        '--nginx-version',
        '1.22.1',
      );
      expect(report.incidents[0]?.verdict).toBe(cause);
      expect(report.asked[0]?.handshakes).toBeLessThanOrEqual(5);
    });

  it('never goes on for ever: peers that hang, and no more than 40 connections', async () => {
    let connections = 0;
    const port = await started(
      raw((socket) => {
        connections++;
        socket.on('data', () => undefined);
      }),
    );
    const names = Array.from({ length: 60 }, (_, i) => `server 127.0.${i}.1:${port};`).join(' ');
    const config = write(
      'pool.conf',
      `http { upstream pool { server 127.0.0.1:${port}; ${names} } server { location / { proxy_pass https://pool; } } }`,
    );
    const report = await probed('-c', config, '--timeout', '0.3', '--name', 'api.example.com');
    expect(connections).toBeLessThanOrEqual(MOST_HANDSHAKES);
    expect(report.asked[0]?.handshakes).toBeLessThanOrEqual(MOST_HANDSHAKES);
  });

  it('contacts nothing unless it is told to', async () => {
    let connections = 0;
    const port = await started(
      raw((socket) => {
        connections++;
        socket.once('data', () => socket.end(Buffer.from('15030300020228', 'hex')));
      }),
    );
    const log = write(
      'error.log',
      `2026/11/21 07:27:09 [error] 1#1: *1 SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream, client: 127.0.0.1, server: www.example.com, request: "GET / HTTP/1.1", upstream: "https://127.0.0.1:${port}/", host: "www.example.com"\n`,
    );
    const config = front('quiet', port);
    await alert40(['diagnose', log, '-c', config]);
    await alert40(['fix', log, '-c', config]);
    await alert40(['inspect', '-c', config]);
    expect(connections).toBe(0);
    const loud = await alert40(['diagnose', log, '-c', config, '--probe', '--timeout', '1']);
    expect(connections).toBeGreaterThan(0);
    expect(loud.out).toContain(`Connections made: ${connections}`);
  });

  it('fits 80 columns, and speaks Chinese', async () => {
    const port = await started(haproxy(dir, `ssl crt ${dir}/both.pem strict-sni`));
    const config = front('wide', port);
    const english = await alert40(['probe', '-c', config, '--name', 'api.example.com']);
    const [table = ''] = english.out.split('The same by hand');
    for (const line of table.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(table).toMatch(/server name api\.example\.com +connected, TLSv1/);
    const chinese = await alert40(['probe', '-c', config, '--lang', 'zh']);
    expect(chinese.out).toContain('建立的连接数');
  });

  it('says in one sentence what it cannot do', async () => {
    for (const [args, sentence] of [
      [['probe'], /--target/],
      [['probe', '--target', 'a b'], /HOST:PORT/],
      [['probe', '--target', '127.0.0.1:99999'], /HOST:PORT/],
      [['probe', '--target', '127.0.0.1:1', '--timeout', 'soon'], /time-out/],
      [['probe', '-c', write('none.conf', 'http { server { } }')], /No place/],
    ] as const) {
      const result = await alert40([...args]);
      expect([result.code, result.err.trim().split('\n').length]).toEqual([2, 1]);
      expect(result.err).toMatch(sentence);
    }
    const nobody = await alert40(['probe', '--target', 'nowhere.invalid:443']);
    expect(nobody.code).toBe(1);
    expect(nobody.out).toContain('nowhere.invalid does not resolve');
  });
});
