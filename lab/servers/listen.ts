/** In-process servers: listen, remember the sockets, close them all when stopped. */
import type { Server, Socket } from 'node:net';
import type { Running, ServerContext } from './server.ts';

export async function listen(server: Server, context: ServerContext): Promise<Running> {
  const sockets = new Set<Socket>();
  const notes: string[] = [];
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('secureConnection', (socket: Socket) => socket.on('error', () => {}));
  server.on('tlsClientError', (error: Error) => notes.push(error.message));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(context.port, context.address, () => resolve());
  });
  return {
    log: () => notes.slice(-50).join('\n'),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
