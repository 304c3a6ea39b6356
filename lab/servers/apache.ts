/** Apache httpd with mod_ssl; its document root answers every path. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { find, startProgram } from './child.ts';
import type { Start } from './server.ts';
import { PROOF } from './server.ts';

const MODULES = [
  'mpm_event',
  'authz_core',
  'ssl',
  'socache_shmcb',
  'rewrite',
  'dir',
  'http2',
  'headers',
];

export const start: Start<'apache'> = async (upstream, context) => {
  const apache = find('apache2', 'install it with: apt-get install apache2');
  const docs = path.join(context.dir, 'docs');
  mkdirSync(docs, { recursive: true });
  writeFileSync(path.join(docs, 'index.html'), `${PROOF}\n`);
  const file = path.join(context.dir, 'httpd.conf');
  const modules = MODULES.map((m) => `LoadModule ${m}_module /usr/lib/apache2/modules/mod_${m}.so`);
  writeFileSync(
    file,
    `ServerRoot ${context.dir}
PidFile ${context.dir}/pid
DefaultRuntimeDir ${context.dir}
ErrorLog ${context.dir}/error.log
ServerName localhost
Mutex file:${context.dir}
${modules.join('\n')}
User www-data
Group www-data
Listen ${context.address}:${context.port}
StartServers 1
ThreadsPerChild 4
MaxRequestWorkers 8
ServerLimit 2
DocumentRoot ${docs}
<Directory ${docs}>
  Require all granted
  FallbackResource /index.html
</Directory>
SSLSessionCache none
${context.translate(upstream.config)}
`,
  );
  return startProgram(apache, ['-f', file, '-DFOREGROUND'], context);
};
