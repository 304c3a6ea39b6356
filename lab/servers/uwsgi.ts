/** The least of a uwsgi application server: one packet of variables in, a CGI-like answer out. */
import type { Socket } from 'node:net';
import { PROOF } from './server.ts';

export function uwsgi(socket: Socket): void {
  socket.on('error', () => {});
  let seen = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    seen = Buffer.concat([seen, chunk]);
    if (seen.length < 4 || seen.length < 4 + seen.readUInt16LE(1)) return;
    socket.end(`HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n${PROOF}\n`);
  });
}
