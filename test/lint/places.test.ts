import { expect, it } from 'vitest';
import { settingsIn } from '../../src/lint/places.ts';
import { lintFiles } from './lint-files.ts';

it('goes through every setting there is', () => {
  const command = (name: string) => `proxy_ssl_conf_command ${name} x;`;
  const text = `events {} http { server { location / { proxy_pass https://a;
    ${command('Options')} ${command('Groups')} } } }`;
  const [path] = lintFiles({ 'nginx.conf': text }).paths;
  const { confCommands, ...single } = path?.settings ?? { confCommands: [] };
  expect(confCommands).toHaveLength(2);
  const all = path ? settingsIn(path.settings) : [];
  expect(new Set(all)).toEqual(new Set([...Object.values(single), ...confCommands]));
  expect(all).toHaveLength(Object.keys(single).length + 2);
});
