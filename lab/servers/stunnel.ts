/** stunnel; `@behind` in its configuration is the port of a plain HTTP server. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { find, startProgram } from './child.ts';
import { plainBehind } from './plain-behind.ts';
import type { Start } from './server.ts';

export const start: Start<'stunnel'> = async (upstream, context) => {
  const stunnel = find('stunnel', 'install it with: apt-get install stunnel4');
  const behind = await plainBehind();
  const file = path.join(context.dir, 'stunnel.conf');
  const text = context.translate(upstream.config).replaceAll('@behind', `127.0.0.1:${behind.port}`);
  writeFileSync(
    file,
    `foreground = yes\npid =\nsyslog = no\noutput = ${context.dir}/log\n${text}\n`,
  );
  try {
    const server = await startProgram(stunnel, [file], context);
    return {
      log: server.log,
      stop: async () => {
        await server.stop();
        await behind.stop();
      },
    };
  } catch (error) {
    await behind.stop();
    throw error;
  }
};
