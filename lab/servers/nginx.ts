/** nginx as the upstream (the system's own). */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { find, startProgram } from './child.ts';
import type { Start } from './server.ts';

export const start: Start<'nginx'> = async (upstream, context) => {
  const nginx = find('nginx', 'install it with: apt-get install nginx');
  const file = path.join(context.dir, 'nginx.conf');
  mkdirSync(path.join(context.dir, 'tmp'), { recursive: true });
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${context.dir}/tmp/${name};`)
    .join(' ');
  writeFileSync(
    file,
    `daemon off; master_process off; pid ${context.dir}/pid; error_log ${context.dir}/error.log;
events {}
http { access_log off; ${temporary}
${context.translate(upstream.config)}
}
`,
  );
  return startProgram(nginx, ['-c', file, '-p', context.dir], context);
};
