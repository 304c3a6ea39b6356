/** `lint --fix` where nested locations inherit: each block is written into once, and not where two places disagree. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inFolder } from './incident.ts';
import { alert40 } from './run.ts';

inFolder();

const SERVER = (body: string) => `server {\n    listen 8080;\n${body}}\n`;
const main = (...servers: readonly string[]) => `events {}\nhttp {\n${servers.join('')}}\n`;
const NESTED = `location /a/ {
    proxy_pass https://api.example.com;
    location /a/b/ {
        if ($args) { proxy_pass https://10.0.4.23; }
        proxy_pass https://10.0.4.22;
    }
}
`;

it('keeps a nested location with two passes as it was by one line', async () => {
  writeFileSync('nginx.conf', main(SERVER(NESTED)));
  expect((await alert40(['lint', '--fix', 'nginx.conf'])).code).toBe(1);
  const text = readFileSync('nginx.conf', 'utf8');
  expect(text.match(/proxy_ssl_server_name on;/g)).toHaveLength(1);
  expect(text.match(/proxy_ssl_server_name off;/g)).toHaveLength(1);
});

it('leaves a shared file alone that inherits two values, and says why', async () => {
  writeFileSync('shared.inc', NESTED);
  const on = 'proxy_ssl_server_name on;\n';
  writeFileSync(
    'nginx.conf',
    main(SERVER(`${on}include shared.inc;\n`), SERVER('include shared.inc;\n')),
  );
  const { out } = await alert40(['lint', '--fix', 'nginx.conf']);
  expect(readFileSync('shared.inc', 'utf8')).toBe(NESTED);
  expect(out.replace(/\s+/g, ' ')).toContain('The line also decides what another place sends');
});
