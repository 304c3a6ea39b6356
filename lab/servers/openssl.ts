/** `openssl s_server`; answers GET /ok with a file. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { find, startProgram } from './child.ts';
import type { Start } from './server.ts';
import { PROOF } from './server.ts';

export const start: Start<'openssl'> = async (upstream, context) => {
  const openssl = find('openssl', 'install it with: apt-get install openssl');
  writeFileSync(path.join(context.dir, 'ok'), `${PROOF}\n`);
  const args = upstream.args.map((a) => context.translate(a));
  const accept = `${context.address}:${context.port}`;
  return startProgram(openssl, ['s_server', '-accept', accept, '-WWW', ...args], context);
};
