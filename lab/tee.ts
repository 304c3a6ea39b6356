/** Recorders in front of the upstreams: they keep the ClientHello of every connection and pass all bytes on. */
import net from 'node:net';
import type { ClientHello } from '../src/tls/client-hello.ts';
import { helloIsWhole, readHello } from './hello.ts';
import { listen } from './servers/listen.ts';
import { pipe } from './servers/raw.ts';
import type { Running, ServerContext } from './servers/server.ts';

/** Stands at `at` for the server at `to`; `seen` gets each ClientHello in order. */
export function startTee(
  at: Pick<ServerContext, 'address' | 'port'>,
  to: { address: string; port: number },
  seen: (hello: ClientHello) => void,
): Promise<Running> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    let bytes = Buffer.alloc(0);
    const onData = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (!helloIsWhole(bytes)) return;
      socket.off('data', onData);
      const hello = readHello(bytes);
      if (hello) seen(hello);
    };
    socket.on('data', onData);
    pipe(socket, Buffer.alloc(0), to);
  });
  return listen(server, at as ServerContext);
}
