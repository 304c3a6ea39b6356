/** Caddy with a Caddyfile; the global options that keep it local are added. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { find, startProgram } from './child.ts';
import type { Start } from './server.ts';

export const start: Start<'caddy'> = async (upstream, context) => {
  const caddy = find('caddy', 'install it with: apt-get install caddy');
  const file = path.join(context.dir, 'Caddyfile');
  const global = '{\n  admin off\n  auto_https off\n  }\n';
  writeFileSync(file, `${global}${context.translate(upstream.config)}\n`);
  const env = { XDG_DATA_HOME: context.dir, XDG_CONFIG_HOME: context.dir, HOME: context.dir };
  return startProgram(caddy, ['run', '--config', file, '--adapter', 'caddyfile'], context, { env });
};
