/** Recorders in front of the upstreams: they keep the ClientHello of every connection and pass all bytes on. */
import net from 'node:net';
import type { ClientHello } from '../src/tls/client-hello.ts';
import { helloIsWhole, readHello } from './hello.ts';
import { listen } from './servers/listen.ts';
import { pipe } from './servers/raw.ts';
import type { Running, ServerContext } from './servers/server.ts';

/** How long a recorder waits for the client to speak; nginx sends its ClientHello at once. */
const FIRST_WORD_MS = 300;

/** Stands at `at` for the server at `to`; `seen` gets each ClientHello in order. */
export function startTee(
  at: Pick<ServerContext, 'address' | 'port'>,
  to: { address: string; port: number },
  seen: (hello: ClientHello) => void,
): Promise<Running> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    let bytes = Buffer.alloc(0);
    let piped = false;
    const goOn = () => {
      if (!piped) pipe(socket, bytes, to);
      piped = true;
    };
    // A server that speaks first and hangs up would end the connection before the ClientHello is here.
    const timer = setTimeout(goOn, FIRST_WORD_MS);
    const onData = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (!helloIsWhole(bytes)) return;
      clearTimeout(timer);
      socket.off('data', onData);
      const hello = readHello(bytes);
      if (hello) seen(hello);
      goOn();
    };
    socket.on('data', onData);
    socket.once('close', () => clearTimeout(timer));
    socket.once('error', () => {});
  });
  return listen(server, at as ServerContext);
}
