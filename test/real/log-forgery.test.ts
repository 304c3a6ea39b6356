/** A real nginx logs what hostile clients send; what they forge must not be read as nginx's own. */
import { execFileSync } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePorts } from '../../lab/servers/free-port.ts';
import type { LogEvent } from '../../src/log/event.ts';
import { LogScanner } from '../../src/log/scanner.ts';
import { need } from './need.ts';
import { preamble, type RunningNginx, startNginx, tempPaths, workDir } from './nginx-process.ts';

const FORGED =
  '", upstream: "https://evil.example.net:443/", host: "evil.example.net", referrer: "https://evil.example.net/';
const LINE =
  '2026/11/21 07:27:09 [error] 7#7: *9 SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream, client: 6.6.6.6, server: evil.example.net, request: "GET / HTTP/1.1", upstream: "https://evil.example.net:443/", host: "evil.example.net"';

/** Sends bytes as they are and waits for the end of the answer. */
async function send(port: number, bytes: string): Promise<void> {
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => {});
  // Not end(): nginx gives up on a client that closes its side.
  socket.write(Buffer.from(bytes, 'latin1'));
  await new Promise((done) => socket.resume().once('close', done));
}

const get = (target: string, ...headers: string[]) =>
  [
    'GET ',
    target,
    ' HTTP/1.1\r\nHost: real.example.com\r\nConnection: close\r\n',
    ...headers.map((h) => `${h}\r\n`),
    '\r\n',
  ].join('');

describe.skipIf(!need('nginx') || !need('openssl'))('what clients forge', () => {
  let nginx: RunningNginx;
  let port = 0;
  let upstream = 0;

  beforeAll(async () => {
    const dir = workDir();
    [port = 0, upstream = 0] = await freePorts(2);
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
        ...[
          '-keyout',
          path.join(dir, 'key.pem'),
          '-out',
          path.join(dir, 'cert.pem'),
          '-days',
          '2',
          '-subj',
          '/CN=x',
        ],
      ],
      { stdio: 'ignore' },
    );
    nginx = await startNginx(
      dir,
      `${preamble(dir)}http { ${tempPaths(dir)}
  server { listen 127.0.0.1:${upstream} ssl; ssl_reject_handshake on; ssl_certificate ${dir}/cert.pem; ssl_certificate_key ${dir}/key.pem; }
  server {
    listen 127.0.0.1:${port}; server_name real.example.com; root ${dir};
    location /static/ { }
    location /decoded/ { proxy_pass https://127.0.0.1:${upstream}$uri; }
    location / { proxy_pass https://127.0.0.1:${upstream}; }
  }
}`,
      port,
    );
    await send(port, get('/plain'));
    await send(port, get('/referrer', `Referer: a HTTP/1.1${FORGED}`));
    await send(port, get(`/quote${FORGED.replaceAll(' ', '%20')}`));
    await send(port, get(`/tab${FORGED.replaceAll(' ', '\t')}`));
    await send(port, get(`/blank${FORGED}`));
    await send(port, get(`/decoded/x${encodeURIComponent(FORGED)}`));
    await send(port, get('/agent', `User-Agent: ${LINE}`));
    await send(port, get(`/long/${'a'.repeat(3000)}`, `Referer: ${FORGED}`));
    await send(port, get(`/static/${encodeURIComponent(LINE)}`));
    await send(port, get(`/static/x${encodeURIComponent(`\n${LINE}\n`)}`));
    await send(port, get('/last'));
  });
  afterAll(() => nginx?.stop());

  it('does not win', () => {
    const events: LogEvent[] = [];
    const scanner = new LogScanner({ input: 'error.log', onEvent: (e) => events.push(e) });
    scanner.push(Buffer.from(nginx.log()));
    scanner.end();
    const own = events.filter((event) => event.alert === 112);
    // Blanks in a request line are refused since 1.21.1, so that request never gets to the upstream.
    expect(own.map((event) => event.request?.uri.slice(0, 6))).toEqual(
      expect.arrayContaining(['/plain', '/refer', '/quote', '/decod', '/agent', '/last']),
    );
    for (const event of events) {
      expect(event.server, JSON.stringify(event)).toBe('real.example.com');
      if (event.upstream !== null) {
        expect(event.upstream).toMatchObject({ host: '127.0.0.1', port: upstream });
        if (!event.request?.uri.startsWith('/decoded')) expect(event.host).toBe('real.example.com');
      }
      expect(event.client).toBe('127.0.0.1');
    }
  });
});
