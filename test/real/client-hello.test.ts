/** What `upstreamPaths` says nginx sends is what nginx sends, and the name it says is checked is checked. */
import dgram from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePorts } from '../../lab/servers/free-port.ts';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { type ClientHello, EXTENSION, parseClientHello } from '../../src/tls/client-hello.ts';
import type { Possible, UpstreamTls } from '../../src/upstream/model.ts';
import { offerOf } from '../../src/upstream/offers.ts';
import { upstreamPaths } from '../../src/upstream/paths.ts';
import { CASES, type HelloCase } from './client-hello-cases.ts';
import { need } from './need.ts';
import {
  nginxVersion,
  opensslVersion,
  preamble,
  type RunningNginx,
  startNginx,
  streamModule,
  tempPaths,
  workDir,
} from './nginx-process.ts';
import { selfSigned } from './peers.ts';

const VERSION_CODES: Record<string, number> = {
  TLSv1: 0x0301,
  'TLSv1.1': 0x0302,
  'TLSv1.2': 0x0303,
  'TLSv1.3': 0x0304,
};

/** IPv6 on loopback is missing in some containers; those rows are then left out. */
async function hasIpv6(): Promise<boolean> {
  const server = net.createServer();
  return new Promise((done) => {
    server.once('error', () => done(false));
    server.listen(0, '::1', () => server.close(() => done(true)));
  });
}

/** Answers every question with 127.0.0.1, so that names behind variables resolve. */
async function nameServer(): Promise<dgram.Socket> {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (question, from) => {
    const end = question.indexOf(0, 12) + 5;
    const wantsA = question.readUInt16BE(end - 4) === 1;
    const head = Buffer.from(question.subarray(0, end));
    head.writeUInt16BE(0x8180, 2);
    head.writeUInt16BE(wantsA ? 1 : 0, 6);
    head.writeUInt32BE(0, 8);
    const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1]);
    socket.send(wantsA ? Buffer.concat([head, answer]) : head, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

interface Ports {
  readonly upstream: number;
  readonly socket: string;
  readonly http: number;
  readonly stream: ReadonlyMap<string, number>;
  readonly dns: number;
}

const filled = (text: string, ports: Ports) =>
  text.replaceAll('SOCK', ports.socket).replace(/\bP\b/g, String(ports.upstream));

/** One nginx with a server block (or stream server) for each case. */
function configOf(dir: string, cases: readonly HelloCase[], ports: Ports, verify: string): string {
  const http = cases
    .filter((c) => c.module !== 'stream')
    .map(
      (
        c,
      ) => `server { listen 127.0.0.1:${ports.http}; server_name ${c.name}.test ${c.host?.replace(/:.*/, '') ?? ''};
  ${c.server ?? ''} location /${c.name} { ${c.body} } }`,
    );
  const stream = cases
    .filter((c) => c.module === 'stream')
    .map((c) => `server { listen 127.0.0.1:${ports.stream.get(c.name)}; ${c.body} }`);
  const text = `${streamModule()}${preamble(dir)}
http { ${tempPaths(dir)} resolver 127.0.0.1:${ports.dns}; server_names_hash_bucket_size 128;
  variables_hash_bucket_size 128;
  ${verify} ${verify.replaceAll('proxy_', 'grpc_')} ${verify.replaceAll('proxy_', 'uwsgi_')}
  map $http_host $mapped { default other.example.com; map.test map.example.com; ~^never never.example.com; }
  map $key $by_key { default nothing; map.test key.example.com; }
  geo $by_address { default far.example.com; 127.0.0.0/8 local.example.com; }
  split_clients "$remote_addr" $split { * half.example.com; }
  upstream api_backend { server 127.0.0.1:P; }
  server { listen 127.0.0.1:${ports.http} default_server; set $key ""; return 404; }
  ${http.join('\n')} }
${stream.length > 0 ? `stream { ${verify} upstream api_backend { server 127.0.0.1:P; } ${stream.join('\n')} }` : ''}
`;
  return filled(text, ports);
}

function pathOf(paths: readonly UpstreamTls[], c: HelloCase, ports: Ports): UpstreamTls {
  const found = paths.filter((p) =>
    c.module === 'stream'
      ? p.server?.listens[0] === `127.0.0.1:${ports.stream.get(c.name)}`
      : p.location?.path === `/${c.name}`,
  );
  expect(found, c.name).toHaveLength(1);
  expect(found[0]!.module).toBe(c.module);
  expect(found[0]!.tls).toBe('yes');
  if (c.level) expect(found[0]!.level).toBe(c.level);
  return found[0]!;
}

/** The value is among those we name, or we say that there may be others. */
function covers(p: Possible | null, value: string): boolean {
  return p !== null && (p.values.includes(value) || (!p.complete && p.unknown.length > 0));
}

/** Sends one request (or opens one stream connection) and waits until nginx is done with it. */
async function provoke(c: HelloCase, ports: Ports): Promise<void> {
  if (c.module === 'stream') {
    const socket = net.connect(ports.stream.get(c.name)!, '127.0.0.1');
    socket.on('error', () => {});
    socket.resume();
    await once(socket, 'close');
    return;
  }
  await new Promise<void>((done, fail) => {
    const request = http.request(
      {
        port: ports.http,
        host: '127.0.0.1',
        method: c.method ?? 'GET',
        path: `/${c.name}`,
        headers: { Host: c.host ?? `${c.name}.test` },
        agent: false,
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => done());
      },
    );
    request.on('error', fail);
    request.end();
  });
}

describe.skipIf(!need('nginx') || streamModule() === '')('the ClientHello of nginx', () => {
  const nginx = nginxVersion();
  const openssl = opensslVersion();
  const hellos: ClientHello[] = [];
  let cases: readonly HelloCase[] = CASES;
  let dir = '';
  let dns: dgram.Socket;
  const servers: (net.Server | tls.Server)[] = [];
  const started: RunningNginx[] = [];

  async function listen(server: net.Server, port: number, socket: string, six: boolean) {
    server.listen(port, six ? '::' : '127.0.0.1');
    await once(server, 'listening');
    const second = net.createServer((s) => server.emit('connection', s));
    second.listen(socket);
    await once(second, 'listening');
    servers.push(server, second);
  }

  async function allPorts(socket: string): Promise<Ports> {
    const stream = cases.filter((c) => c.module === 'stream');
    const [upstream = 0, httpPort = 0, ...rest] = await freePorts(2 + stream.length);
    return {
      upstream,
      http: httpPort,
      socket: path.join(dir, socket),
      stream: new Map(stream.map((c, i) => [c.name, rest[i] ?? 0])),
      dns: dns.address().port,
    };
  }

  beforeAll(async () => {
    dir = workDir();
    dns = await nameServer();
    if (!(await hasIpv6())) cases = CASES.filter((c) => !c.name.endsWith('address6'));
  });
  afterAll(async () => {
    for (const n of started) await n.stop();
    for (const s of servers) s.close();
    dns?.close();
  });

  it('is what we say for every row of the table in every module, and for variables and versions', async () => {
    const ports = await allPorts('c.sock');
    const capture = net.createServer((socket) => {
      let bytes = Buffer.alloc(0);
      socket.on('error', () => {});
      socket.on('data', (data) => {
        bytes = Buffer.concat([bytes, data]);
        const read = parseClientHello(bytes);
        if (read.kind === 'incomplete') return;
        if (read.kind === 'hello') hellos.push(read.hello);
        socket.destroy();
      });
    });
    await listen(capture, ports.upstream, ports.socket, cases === CASES);
    const text = configOf(dir, cases, ports, '');
    started.push(await startNginx(dir, text, ports.http, { keep: true }));
    const set = loadConfig('nginx.conf', memoryFiles({ 'nginx.conf': text }));
    const paths = upstreamPaths(set, { nginx });
    const differences: string[] = [];
    for (const c of cases) {
      hellos.length = 0;
      await provoke(c, ports);
      const ours = pathOf(paths, c, ports);
      const [hello] = hellos;
      differences.push(...compare(c, hello, ours, ports));
    }
    expect(differences).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(100);
  });

  function compare(
    c: HelloCase,
    hello: ClientHello | undefined,
    ours: UpstreamTls,
    ports: Ports,
  ): string[] {
    const wrong: string[] = [];
    const offer = offerOf(ours.settings, { openssl });
    if (!hello) return offer.versions.length === 0 ? [] : [`${c.name}: no ClientHello`];
    const sent = hello.serverName;
    if (c.sni !== undefined && sent !== (c.sni === null ? null : filled(c.sni, ports))) {
      wrong.push(`${c.name}: nginx sends ${sent}, the table says ${c.sni}`);
    }
    const agree =
      sent === null
        ? ours.sni.sent !== 'yes'
        : ours.sni.sent !== 'no' && covers(ours.sni.name, sent);
    if (!agree) wrong.push(`${c.name}: nginx sends ${sent}, we say ${JSON.stringify(ours.sni)}`);
    const codes = offer.versions.map((v) => VERSION_CODES[v]!);
    // Without the extension the message tells the newest version only.
    const same = hello.extensions.includes(EXTENSION.supportedVersions)
      ? [...hello.versions].sort().join() === codes.join()
      : Math.max(...hello.versions) === codes.at(-1);
    if (!same) wrong.push(`${c.name}: nginx offers ${hello.versions}, we say ${codes}`);
    if (hello.alpn.join() !== offer.alpn.join()) {
      wrong.push(`${c.name}: ALPN ${hello.alpn}, we say ${offer.alpn}`);
    }
    return wrong;
  }

  it('names the name that nginx compares with the certificate', async () => {
    const ports = await allPorts('t.sock');
    selfSigned(dir, 'nobody.invalid', ['nobody.invalid']);
    const cert = path.join(dir, 'nobody.invalid.pem');
    const server = tls.createServer({
      cert: readFileSync(cert),
      key: readFileSync(path.join(dir, 'nobody.invalid.key')),
    });
    server.on('tlsClientError', () => {});
    server.on('secureConnection', (s) => s.on('error', () => {}).end());
    await listen(server, ports.upstream, ports.socket, cases === CASES);
    const named = cases.filter((c) => c.checked !== undefined);
    const verify = `proxy_ssl_verify on; proxy_ssl_trusted_certificate ${cert};`;
    const text = configOf(dir, named, ports, verify);
    const running = await startNginx(dir, text, ports.http);
    started.push(running);
    const set = loadConfig('nginx.conf', memoryFiles({ 'nginx.conf': text }));
    const paths = upstreamPaths(set, { nginx });
    const differences: string[] = [];
    for (const c of named) {
      const before = running.log().length;
      await provoke(c, ports);
      const said = /does not match "([^\n]*?)" while/.exec(running.log().slice(before))?.[1];
      const ours = pathOf(paths, c, ports);
      const expected = filled(c.checked ?? '', ports);
      if (said !== expected)
        differences.push(`${c.name}: nginx checks ${said}, the table says ${expected}`);
      if (said === undefined || !covers(ours.checkedName, said)) {
        differences.push(
          `${c.name}: nginx checks ${said}, we say ${JSON.stringify(ours.checkedName)}`,
        );
      }
      expect(ours.settings.verify.value).toBe(true);
    }
    expect(differences).toEqual([]);
    expect(named.length).toBeGreaterThanOrEqual(80);
  });
});
