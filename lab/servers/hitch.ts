/** hitch, in front of a plain HTTP server. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { find, startProgram } from './child.ts';
import { plainBehind } from './plain-behind.ts';
import type { Start } from './server.ts';

export const start: Start<'hitch'> = async (upstream, context) => {
  const hitch = find('hitch', 'install it with: apt-get install hitch');
  const behind = await plainBehind();
  const file = path.join(context.dir, 'hitch.conf');
  const own = `backend = "[127.0.0.1]:${behind.port}"\nworkers = 1\ndaemon = off\nuser = "www-data"\ngroup = "www-data"\n`;
  writeFileSync(file, `${own}${context.translate(upstream.config)}\n`);
  try {
    const server = await startProgram(hitch, ['--config', file], context);
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
