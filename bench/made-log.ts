/** An error log to measure with. */
import { closeSync, openSync, writeSync } from 'node:fs';

/** What fills error logs besides TLS failures, in about the shares seen on busy hosts. */
const FILLER = [
  (n: number) =>
    `open() "/usr/share/nginx/html/assets/${n}.js" failed (2: No such file or directory), client: 10.0.${n % 250}.7, server: www.example.com, request: "GET /assets/${n}.js HTTP/1.1", host: "www.example.com", referrer: "https://www.example.com/"`,
  (n: number) => `client 10.0.${n % 250}.9 closed keepalive connection`,
  (n: number) =>
    `an upstream response is buffered to a temporary file /var/cache/nginx/proxy_temp/${n % 10}/00/${n} while reading upstream, client: 10.0.0.1, server: api.example.com, request: "GET /export/${n} HTTP/1.1", upstream: "https://10.0.4.22:443/export/${n}", host: "api.example.com"`,
  (n: number) =>
    `limiting requests, excess: 20.${n % 1000} by zone "api", client: 10.0.${n % 250}.8, server: api.example.com, request: "POST /v1/items/${n} HTTP/2.0", host: "api.example.com"`,
  (n: number) =>
    `access forbidden by rule, client: 10.0.${n % 250}.3, server: www.example.com, request: "GET /.git/config HTTP/1.1", host: "www.example.com"`,
];
const FAILURE = (n: number) =>
  `SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream, client: 10.0.${n % 250}.5, server: api.example.com, request: "POST /v2/ingest/${n % 50} HTTP/1.1", upstream: "https://10.0.4.${n % 4}:443/v2/ingest/${n % 50}", host: "api.example.com"`;

function stamp(n: number): string {
  return new Date(Date.UTC(2026, 10, 21) + n * 37)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ')
    .replaceAll('-', '/');
}

/** Writes a log of about so many megabytes; returns how many TLS failures are in it. */
export function writeLog(log: string, megabytes: number): number {
  const fd = openSync(log, 'w');
  let size = 0;
  let failures = 0;
  for (let n = 0; size < megabytes * 1e6; ) {
    let part = '';
    for (let i = 0; i < 5000; i++, n++) {
      const fails = n % 100 === 7;
      if (fails) failures++;
      part += `${stamp(n)} [error] 1187#1187: *${n} ${fails ? FAILURE(n) : FILLER[n % FILLER.length]!(n)}\n`;
    }
    size += writeSync(fd, part);
  }
  closeSync(fd);
  return failures;
}
