/** Connections to an upstream, before anything is said on them. */
import { connect as connectSocket, type Socket } from 'node:net';
import type { Address } from './addresses.ts';
import type { Answer } from './answers.ts';

export interface Limits {
  /** For the connection and the handshake together, milliseconds. */
  readonly timeout: number;
  /** Bytes an upstream may send before the connection is cut. */
  readonly bytes: number;
  /** Called for each connection that is tried. */
  readonly opening?: () => void;
}

/** A connected socket, or what went wrong. */
export function open(
  address: Address,
  deadline: number,
  limits: Limits,
): Promise<{ readonly socket: Socket } | { readonly answer: Answer }> {
  limits.opening?.();
  return new Promise((resolve) => {
    const socket =
      address.kind === 'unix'
        ? connectSocket({ path: address.path })
        : connectSocket({ host: address.ip, port: address.port });
    socket.setNoDelay(true);
    const timer = setTimeout(
      () => {
        socket.destroy();
        resolve({ answer: { kind: 'timeout' } });
      },
      Math.max(1, deadline - Date.now()),
    );
    socket.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      socket.destroy();
      const kind = error.code === 'ETIMEDOUT' ? 'timeout' : 'refused';
      resolve({ answer: { kind: error.code === 'ECONNRESET' ? 'reset' : kind } });
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      resolve({ socket });
    });
  });
}

/** The header that `proxy_protocol on` puts in front, with the addresses of this connection. */
export function proxyHeader(socket: Socket): string {
  const { localAddress, remoteAddress, localPort, remotePort, localFamily } = socket;
  if (!localAddress || !remoteAddress) return 'PROXY UNKNOWN\r\n';
  const family = localFamily === 'IPv6' ? 'TCP6' : 'TCP4';
  return `PROXY ${family} ${localAddress} ${remoteAddress} ${localPort} ${remotePort}\r\n`;
}
