/** Peers that are no servers: they close, reset, hang, or look at the first bytes and decide. */
import net from 'node:net';
import type { ClientHello } from '../../src/tls/client-hello.ts';
import { helloIsWhole, readHello } from '../hello.ts';
import type { RawOptions } from '../scenario.ts';
import { listen } from './listen.ts';
import { certificateName } from './names.ts';
import type { ServerContext, Start } from './server.ts';
import { PROOF } from './server.ts';

const HTTP = `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${PROOF.length}\r\nConnection: close\r\n\r\n${PROOF}`;
const BANNERS: Partial<Record<RawOptions['does'], string>> = {
  'ssh-banner': 'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n',
  'smtp-banner': '220 mail.example.com ESMTP Postfix\r\n',
  garbage: '\u00ff\u0000\u0001garbage that is no record at all\u0000\u0000\u0000',
};

export const start: Start<'raw'> = async (options, context) => {
  if (options.does === 'refuse') return { log: () => '', stop: async () => {} };
  const server = net.createServer({ allowHalfOpen: true }, (s) => serve(s, options, context));
  return listen(server, context);
};

function serve(socket: net.Socket, options: RawOptions, context: ServerContext): void {
  socket.on('error', () => {});
  const banner = BANNERS[options.does];
  if (banner !== undefined) {
    // Not ended: a server of another protocol goes on waiting for its client.
    socket.write(banner, 'latin1');
    socket.once('data', () => setTimeout(() => socket.destroy(), 200));
    return;
  }
  switch (options.does) {
    case 'close':
      // Late enough that nginx has begun its handshake, whatever else the machine does.
      setTimeout(() => socket.end(), 20);
      setTimeout(() => socket.destroy(), 120);
      return;
    case 'hang':
      socket.resume();
      return;
    case 'plain-http-early':
      socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
      return;
    case 'plain-http':
      socket.once('data', (first) => {
        const known = /^[A-Z]+ /.test(first.toString('latin1'));
        socket.end(known ? HTTP : 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
      });
      return;
    case 'postgres':
      socket.once('data', () => socket.end('E\u0000\u0000\u0000\u0022SFATAL\u0000C08P01\u0000'));
      return;
    case 'require-proxy-protocol':
      firstBytes(socket, (bytes) => {
        const end = bytes.indexOf('\r\n');
        if (!bytes.toString('latin1').startsWith('PROXY ') || end < 0) socket.resetAndDestroy();
        else forward(socket, bytes.subarray(end + 2), options, context);
      });
      return;
    default:
      wholeHello(socket, (bytes, hello) => decide(socket, bytes, hello, options, context));
  }
}

function decide(
  socket: net.Socket,
  bytes: Buffer,
  hello: ClientHello | null,
  options: RawOptions,
  context: ServerContext,
): void {
  switch (reaction(bytes, hello, options)) {
    case 'alert':
      socket.end(Buffer.from([0x15, 3, 1, 0, 2, 2, options.alert ?? 40]));
      break;
    case 'close':
      socket.end();
      break;
    case 'reset':
      socket.resetAndDestroy();
      break;
    case 'hang':
      socket.resume();
      break;
    case 'pass':
      forward(socket, bytes, options, context);
  }
}

/** What the peer does about a ClientHello. */
function reaction(
  bytes: Buffer,
  hello: ClientHello | null,
  options: RawOptions,
): 'alert' | 'close' | 'reset' | 'hang' | 'pass' {
  const big = bytes.length > (options.limit ?? 1400);
  const names = Object.fromEntries((options.names ?? []).map((n) => [n, n]));
  const routed = hello?.serverName && certificateName(names, hello.serverName);
  switch (options.does) {
    case 'close-after-hello':
      return 'close';
    case 'alert':
      return 'alert';
    case 'big-hello-close':
      return big ? 'close' : 'pass';
    case 'big-hello-alert':
      return big ? 'alert' : 'pass';
    case 'big-hello-hang':
      return big ? 'hang' : 'pass';
    case 'resumption-alert':
      return hello?.resumes ? 'alert' : 'pass';
    case 'resumption-close':
      return hello?.resumes ? 'close' : 'pass';
    case 'sni-router':
      return routed ? 'pass' : 'close';
    case 'sni-router-reset':
      return routed ? 'pass' : 'reset';
    default:
      return 'reset';
  }
}

function firstBytes(socket: net.Socket, then: (bytes: Buffer) => void): void {
  socket.once('data', (chunk) => {
    socket.pause();
    then(chunk);
  });
}

/** Waits for the whole first record (or what comes instead of one). */
function wholeHello(
  socket: net.Socket,
  then: (bytes: Buffer, hello: ClientHello | null) => void,
): void {
  let seen = Buffer.alloc(0);
  const onData = (chunk: Buffer) => {
    seen = Buffer.concat([seen, chunk]);
    if (!helloIsWhole(seen)) return;
    socket.off('data', onData);
    socket.pause();
    then(seen, readHello(seen));
  };
  socket.on('data', onData);
}

/** Passes the connection on to `behind`, with what was already read, and carries over how it ends. */
function forward(
  socket: net.Socket,
  first: Buffer,
  options: RawOptions,
  context: ServerContext,
): void {
  const to = context.real(options.behind!);
  pipe(socket, first, to);
}

/** Joins two sockets so that closing, half-closing and resetting pass through. */
export function pipe(
  socket: net.Socket,
  first: Buffer,
  to: { address: string; port: number },
): net.Socket {
  const other = net.connect({ port: to.port, host: to.address, allowHalfOpen: true });
  const reset = () => {
    if (!socket.destroyed) socket.resetAndDestroy();
    if (!other.destroyed) other.resetAndDestroy();
  };
  other.on('error', reset);
  socket.on('error', reset);
  if (first.length > 0) other.write(first);
  socket.pipe(other);
  other.pipe(socket);
  socket.once('close', () => other.destroy());
  other.once('close', () => socket.destroy());
  return other;
}
