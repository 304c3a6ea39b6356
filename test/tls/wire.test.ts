/** ClientHellos and server flights against the TLS of Node, which is OpenSSL: what it sends is read, what is built it accepts. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buildClientHello,
  type ClientHelloPlan,
  parseClientHello,
} from '../../src/tls/client-hello.ts';
import { cipherName, groupName, versionName } from '../../src/tls/names.ts';
import { type Flight, ServerFlight } from '../../src/tls/server-flight.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'alert40-wire-'));
const key = path.join(dir, 'key.pem');
const cert = path.join(dir, 'cert.pem');
const open: net.Server[] = [];

beforeAll(() => {
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert],
      ...['-days', '2', '-subj', '/C=CH/O=Example/CN=wire.example.com'],
    ],
    { stdio: 'ignore' },
  );
});
afterAll(() => {
  for (const server of open) server.close();
});

const plan: ClientHelloPlan = {
  serverName: 'wire.example.com',
  versions: [0x0304, 0x0303],
  suites: [0x1301, 0xc02f, 0xc030, 0x009e, 0x00ff],
  groups: [0x001d, 0x0017],
  signatureAlgorithms: [0x0804, 0x0403, 0x0401],
  alpn: ['h2', 'http/1.1'],
};

async function listen(server: net.Server): Promise<number> {
  open.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as net.AddressInfo).port;
}

function tlsServer(options: tls.TlsOptions): Promise<number> {
  const server = tls.createServer({
    key: readFileSync(key),
    cert: readFileSync(cert),
    ...options,
  });
  server.on('tlsClientError', () => {});
  return listen(server);
}

/** Sends a built hello and reads the flight, in pieces of the given size. */
async function ask(port: number, hello: Uint8Array, piece = 1000): Promise<Flight> {
  const flight = new ServerFlight();
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(hello);
  for await (const chunk of socket) {
    for (let i = 0; i < chunk.length; i += piece) flight.push(chunk.subarray(i, i + piece));
    if (!flight.open) break;
  }
  socket.destroy();
  return flight.flight();
}

describe('ClientHello', () => {
  it('is read as it was built, whole or in pieces', () => {
    const bytes = buildClientHello({ ...plan, padTo: 900 });
    const read = parseClientHello(bytes);
    expect(read).toMatchObject({
      kind: 'hello',
      hello: {
        serverName: 'wire.example.com',
        versions: [0x0304, 0x0303],
        suites: plan.suites,
        groups: plan.groups,
        keyShares: [{ group: 0x001d, size: 32 }],
        signatureAlgorithms: plan.signatureAlgorithms,
        alpn: ['h2', 'http/1.1'],
        resumes: false,
        size: 900,
      },
    });
    for (const cut of [1, 5, 6, 100, bytes.length - 1])
      expect(parseClientHello(bytes.subarray(0, cut)).kind).toBe('incomplete');
    expect(parseClientHello(new TextEncoder().encode('GET / HTTP/1.1\r\n')).kind).toBe('not-tls');
  });

  it('sends no name when none is wanted', () => {
    const read = parseClientHello(buildClientHello({ ...plan, serverName: null, alpn: [] }));
    expect(read.kind === 'hello' && read.hello.serverName).toBeNull();
    expect(read.kind === 'hello' && read.hello.extensions.includes(0)).toBe(false);
  });

  it('is read from openssl s_client', async () => {
    const seen = new Promise<Buffer>((done) => {
      void listen(net.createServer((socket) => socket.once('data', done))).then((port) => {
        const client = spawn('openssl', [
          ...[
            's_client',
            '-no_tls1',
            '-no_tls1_1',
            '-connect',
            `127.0.0.1:${port}`,
            '-servername',
            'api.example.com',
          ],
          ...['-alpn', 'h2', '-groups', 'P-256:X25519', '-cipher', 'ECDHE-RSA-AES128-GCM-SHA256'],
        ]);
        setTimeout(() => client.kill(), 2000);
      });
    });
    const read = parseClientHello(await seen);
    if (read.kind !== 'hello') throw new Error(read.kind);
    expect(read.hello.serverName).toBe('api.example.com');
    expect(read.hello.alpn).toEqual(['h2']);
    expect(read.hello.groups.map(groupName)).toEqual(['P-256', 'X25519']);
    expect(read.hello.keyShares).toEqual([{ group: 0x0017, size: 65 }]);
    expect(read.hello.versions.map(versionName)).toEqual(['TLSv1.3', 'TLSv1.2']);
    expect(read.hello.suites.map(cipherName)).toContain('ECDHE-RSA-AES128-GCM-SHA256');
  });

  it('never throws, whatever the bytes', () => {
    const hello = buildClientHello(plan);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(hello.length), (noise, at) => {
        parseClientHello(noise);
        const broken = hello.slice();
        broken.set(noise.subarray(0, hello.length - at), at);
        parseClientHello(broken);
      }),
    );
  });
});

describe('server flight', () => {
  it('of TLS 1.2: hello, certificates, key exchange, wish for a client certificate', async () => {
    const port = await tlsServer({
      maxVersion: 'TLSv1.2',
      requestCert: true,
      ca: readFileSync(cert),
      ALPNProtocols: ['http/1.1'],
    });
    for (const piece of [1, 7, 5000]) {
      const flight = await ask(port, buildClientHello(plan), piece);
      expect(flight.end).toBe('done');
      expect(flight.hello).toMatchObject({ version: 0x0303, alpn: 'http/1.1' });
      expect(cipherName(flight.hello!.cipher)).toBe('ECDHE-RSA-AES128-GCM-SHA256');
      expect(flight.keyExchange).toMatchObject({ group: 0x001d, dhBits: null });
      expect(flight.certificateRequest?.authorities).toEqual([
        'C = CH, O = Example, CN = wire.example.com',
      ]);
      const pem = readFileSync(cert, 'latin1').replace(/-----.*-----|\s/g, '');
      expect(Buffer.from(flight.certificates[0]!).toString('base64')).toBe(pem);
    }
  });

  it('of TLS 1.2 with finite-field Diffie-Hellman: the size of the prime', async () => {
    const port = await tlsServer({
      maxVersion: 'TLSv1.2',
      ciphers: 'DHE-RSA-AES128-GCM-SHA256',
      dhparam: 'auto',
    });
    const flight = await ask(port, buildClientHello({ ...plan, suites: [0x009e] }));
    expect(flight.keyExchange?.dhBits).toBeGreaterThanOrEqual(2048);
  });

  it('of TLS 1.3: version, cipher and group, then encryption', async () => {
    const flight = await ask(await tlsServer({}), buildClientHello(plan));
    expect(flight).toMatchObject({
      end: 'encrypted',
      hello: { version: 0x0304, cipher: 0x1301, group: 0x001d },
    });
  });

  it('that asks for another group', async () => {
    const flight = await ask(await tlsServer({ ecdhCurve: 'P-256' }), buildClientHello(plan));
    expect(flight).toMatchObject({ end: 'retry', hello: null, retry: { group: 0x0017 } });
  });

  it('that is an alert', async () => {
    const port = await tlsServer({ ciphers: 'ECDHE-ECDSA-AES128-SHA256', maxVersion: 'TLSv1.2' });
    const flight = await ask(port, buildClientHello({ ...plan, versions: [0x0303] }));
    expect(flight).toMatchObject({ end: 'alert', alert: { level: 'fatal', number: 40 } });
  });

  it('that is not TLS', async () => {
    const port = await listen(
      net.createServer((socket) => {
        socket.on('error', () => {});
        socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
      }),
    );
    const flight = await ask(port, buildClientHello(plan));
    expect(flight.end).toBe('not-tls');
    expect(flight.plain).toMatch(/^HTTP\/1\.1 400/);
  });

  it('never throws and ends, whatever is sent', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (chunks) => {
        const flight = new ServerFlight();
        for (const chunk of chunks) {
          flight.push(Uint8Array.from([22, 3, 3, 0, chunk.length, ...chunk]));
          flight.push(chunk);
        }
        flight.flight();
      }),
    );
    const endless = new ServerFlight();
    const record = new Uint8Array(5 + 16_384);
    record.set([22, 3, 3, 0x40, 0, 11, 0x0f, 0xff, 0xff]);
    for (let i = 0; i < 200 && endless.open; i++) endless.push(record);
    expect(endless.flight().end).toBe('too-big');
  });
});
