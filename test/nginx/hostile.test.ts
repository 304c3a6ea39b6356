/** Whatever is repeated many thousand times: time grows with length, and nothing is thrown. */
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { parseConfig } from '../../src/nginx/parser.ts';
import { payloadJson, toPayload } from '../../src/nginx/payload.ts';
import { print } from '../../src/nginx/print.ts';
import { walk } from '../../src/nginx/walk.ts';

const UNITS = [
  '"',
  "'",
  '"\n\'',
  '\\',
  '\\"',
  '$',
  '${',
  '{',
  '}',
  ';',
  '#',
  '#\n',
  ' ',
  '\n',
  'a',
  'a ',
  'a\n',
  'a;',
  'a{',
  'a{}',
  'a{1}',
  '"a"',
  '"a"b',
  '{{',
  '{% ',
  '{% if %}',
  '{{ x }}',
  '<%',
  '<%= x %>',
  '{#',
  '#}',
  '"{{ " }}',
  '"\n{{',
  '\'{{"}}\n',
  '${A}',
  '$A ',
  'proxy_pass x\n',
  'proxy_pass x #\n',
  'location x\n',
  'map a b {',
  'map a b {x y\n',
  'server {',
  'x_y z\n',
  'include x;',
  'init_by_lua_block {[[',
  '--[[',
  'init_by_lua_block {',
  'a_by_lua_block{"}',
  '\ufeff',
  '\udc80',
  'é',
  '\0',
  '# configuration file x:\n',
  'a #\n',
  'a "#\n',
  '"a\n"',
  'a \'\n b "\n',
];

describe('hostile texts', () => {
  it.each(UNITS)('%j, over and over', (unit) => {
    for (const name of ['f.conf', 'f.j2', 'f.template']) {
      const text = unit.repeat(Math.ceil(200_000 / unit.length));
      const start = performance.now();
      const file = parseConfig(text, name);
      expect(performance.now() - start, name).toBeLessThan(3000);
      expect(print(file) === text, name).toBe(true);
    }
  });

  it('tags that close far away', () => {
    const start = performance.now();
    for (const unit of ['{{;', '{{', '"{{;', '{%;', '<%;"', '{#;']) {
      parseConfig(`${unit.repeat(60_000)}}} %} %> #}`, 'f.conf');
    }
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it.each(UNITS)('%j as a whole configuration', (unit) => {
    const text = unit.repeat(Math.ceil(50_000 / unit.length));
    const start = performance.now();
    const set = loadConfig('f', memoryFiles({ f: text }));
    let count = 0;
    for (const _ of walk(set)) count++;
    expect(count).toBeGreaterThanOrEqual(0);
    expect(payloadJson(toPayload(set, { comments: true })).length).toBeGreaterThan(10);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
