/** HAProxy. The configuration names its own frontends; certificates with their keys are `@pki/NAME.both.pem`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { find, startProgram } from './child.ts';
import type { Start } from './server.ts';

export const start: Start<'haproxy'> = async (upstream, context) => {
  const haproxy = find('haproxy', 'install it with: apt-get install haproxy');
  const file = path.join(context.dir, 'haproxy.cfg');
  const defaults =
    'defaults\n  mode http\n  timeout connect 2s\n  timeout client 10s\n  timeout server 10s\n';
  const text = context.translate(upstream.config);
  const global = /^\s*global\b/m.test(text)
    ? ''
    : 'global\n  ssl-default-bind-options ssl-min-ver TLSv1.2\n';
  writeFileSync(file, `${global}${global ? defaults : ''}${text}\n`);
  return startProgram(haproxy, ['-db', '-f', file], context);
};
