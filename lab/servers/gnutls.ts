/** `gnutls-serv --http`; its page about the session is the answer. */

import net from 'node:net';
import { find, startProgram } from './child.ts';
import { freePort } from './free-port.ts';
import { listen } from './listen.ts';
import { pipe } from './raw.ts';
import type { Start } from './server.ts';

/** It cannot listen on one address: it gets a free port of its own and a forwarder stands at the right place. */
export const start: Start<'gnutls'> = async (upstream, context) => {
  const program = find('gnutls-serv', 'install it with: apt-get install gnutls-bin');
  const port = await freePort();
  const args = ['--http', '--port', String(port), '--quiet'];
  const own = { ...context, address: '127.0.0.1', port };
  const server = await startProgram(
    program,
    [...args, ...upstream.args.map((a) => context.translate(a))],
    own,
  );
  const front = await listen(
    net.createServer({ allowHalfOpen: true }, (s) => void pipe(s, Buffer.alloc(0), own)),
    context,
  );
  return {
    log: server.log,
    stop: async () => {
      await front.stop();
      await server.stop();
    },
  };
};
