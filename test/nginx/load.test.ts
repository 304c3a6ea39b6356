import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { lineOf, topLevel, walk } from '../../src/nginx/walk.ts';
import { disk } from '../../src/node/disk.ts';

const load = (texts: Record<string, string>, main = '/etc/nginx/nginx.conf') =>
  loadConfig(main, memoryFiles(texts));
const names = (set: ReturnType<typeof load>) => [...walk(set)].map((v) => v.directive.name);
const problems = (set: ReturnType<typeof load>) =>
  set.problems.map((p) => [p.message.id, p.message.params?.path]);

describe('includes', () => {
  it('are relative to the directory of the main file and stand where they are included', () => {
    const set = load({
      '/etc/nginx/nginx.conf': 'http { a; include conf.d/*.conf; z; }',
      '/etc/nginx/conf.d/b.conf': 'b { include snippets/s; }',
      '/etc/nginx/conf.d/a.conf': 'aa;',
      '/etc/nginx/conf.d/.hidden.conf': 'hidden;',
      '/etc/nginx/conf.d/deep/x.conf': 'x;',
      '/etc/nginx/snippets/s': 's;',
    });
    expect(names(set)).toEqual(['http', 'a', 'aa', 'b', 's', 'z']);
    expect(set.problems).toEqual([]);
    expect([...walk(set)].find((v) => v.directive.name === 's')?.parent?.directive.name).toBe('b');
  });

  it('may match nothing when they are globs, and are missed when they are plain', () => {
    const set = load({ '/etc/nginx/nginx.conf': 'events {} include *.x; include y;' });
    expect(problems(set)).toEqual([['config.not-found', '/etc/nginx/y']]);
  });

  it('are looked for above a fragment too, since it is not the main file', () => {
    const texts = {
      '/etc/nginx/conf.d/api.conf':
        'location / { include snippets/tls.conf; include *.x; include none; }',
      '/etc/nginx/snippets/tls.conf': 'tls;',
      '/etc/nginx/a.x': 'x;',
    };
    const set = load(texts, '/etc/nginx/conf.d/api.conf');
    expect(names(set)).toEqual(['location', 'tls', 'x']);
    expect(problems(set)).toEqual([['config.not-found', '/etc/nginx/conf.d/none']]);
    const relative = { 'conf.d/api.conf': 'include tls;', 'conf.d/../tls': 'tls;' };
    expect(names(load(relative, 'conf.d/api.conf'))).toEqual(['tls']);
  });

  it('are parsed once, however often they are included', () => {
    const set = load(
      {
        'nginx.conf': 'http { server { include tls; } server { include ./tls; } }',
        tls: 'listen 443;',
      },
      'nginx.conf',
    );
    expect([...set.files.keys()]).toEqual(['nginx.conf', 'tls']);
    expect(names(set).filter((n) => n === 'listen')).toHaveLength(2);
  });

  it('are cut where they go in circles', () => {
    const set = load({
      '/etc/nginx/nginx.conf': 'include a;',
      '/etc/nginx/a': 'a; include b; c;',
      '/etc/nginx/b': 'b; include [ab];',
    });
    expect(names(set)).toEqual(['a', 'b', 'c']);
    expect(problems(set)).toEqual([
      ['config.include-cycle', '/etc/nginx/a'],
      ['config.include-cycle', '/etc/nginx/b'],
    ]);
  });

  it('are bounded, so that doubling thirty times ends', () => {
    const texts: Record<string, string> = { 'nginx.conf': 'include f0;', f30: 'x;' };
    for (let i = 0; i < 30; i++) texts[`f${i}`] = `include f${i + 1}; include f${i + 1};`;
    const set = load(texts, 'nginx.conf');
    expect(set.problems[0]?.message.id).toBe('config.too-many-includes');
    expect(topLevel(set).length).toBeLessThan(1_000_000);
  });

  it('may be chained 10,000 deep', () => {
    const texts: Record<string, string> = { f10000: 'x;' };
    for (let i = 0; i < 10_000; i++) texts[`f${i}`] = `include f${i + 1};`;
    expect(names(load(texts, 'f0'))).toEqual(['x']);
  });

  it('may be five thousand globs over five thousand files', () => {
    const texts: Record<string, string> = { f: 'http { include conf.d/*; }' };
    for (let i = 0; i < 5000; i++) texts[`conf.d/${i}`] = `include sites/${i}/*.x; include *.y;`;
    const start = performance.now();
    expect(load(texts, 'f').files.size).toBe(5001);
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it('are data where they stand in data', () => {
    const set = load(
      {
        'nginx.conf': 'http { map $a $b { include m; } }',
        m: 'location b;\nhttp c;\n',
      },
      'nginx.conf',
    );
    expect(set.files.get('m')?.problems).toEqual([]);
  });
});

describe('the output of nginx -T', () => {
  const main = 'events {}\nhttp {\n include conf.d/*.conf;\n}\n';
  const text = `nginx: the configuration file /etc/nginx/nginx.conf syntax is ok
nginx: configuration file /etc/nginx/nginx.conf test is successful
# configuration file /etc/nginx/nginx.conf:
${main}
# configuration file /etc/nginx/conf.d/a.conf:
server { }
`;
  const set = load({ 'dump.txt': text }, 'dump.txt');

  it('is many files', () => {
    expect(set.main).toBe('/etc/nginx/nginx.conf');
    expect(set.files.get(set.main)?.text).toBe(main);
    expect(set.files.get('/etc/nginx/conf.d/a.conf')?.text).toBe('server { }');
    expect(names(set)).toEqual(['events', 'http', 'server']);
    expect(set.problems).toEqual([]);
  });

  it('says where each file is embedded', () => {
    const part = set.dump?.parts.get('/etc/nginx/conf.d/a.conf');
    expect(text.slice(part?.start, part?.end)).toBe('server { }');
    const server = [...walk(set)].find((v) => v.directive.name === 'server');
    expect(server && lineOf(set, server)).toBe(1);
  });
});

describe('the context of a fragment', () => {
  it.each([
    ['events { } http { }', 'main'],
    ['# nothing\n', 'main'],
    ['upstream u { server a; } server { listen 80; location / { proxy_pass https://u; } }', 'http'],
    ['server { listen 443; proxy_pass u; proxy_ssl on; }', 'stream'],
    ['location / { proxy_pass https://10.0.0.1; }', 'server'],
    ['listen 443 ssl; server_name a; location / { }', 'server'],
    ['proxy_pass https://a;\nproxy_ssl_server_name on;', 'location'],
    ['server a:443;\nserver b:443 backup;\nkeepalive 8;', 'upstream'],
    ['listen 1; proxy_pass a; proxy_ssl on;', 'stream-server'],
    ['map $a $b { }', 'http'],
  ])('%s', (text, context) => {
    expect(load({ f: text }, 'f').context).toBe(context);
  });
});

describe('the disk', () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'alert40-disk-'));
  afterAll(() => rmSync(dir, { recursive: true }));
  mkdirSync(path.join(dir, 'conf.d/sub'), { recursive: true });
  writeFileSync(path.join(dir, 'conf.d/b.conf'), 'b;');
  writeFileSync(path.join(dir, 'conf.d/a.conf'), Buffer.from([0x23, 0xe9, 0x0a, 0xef, 0xbf, 0xbd]));
  writeFileSync(path.join(dir, 'conf.d/.c.conf'), 'c;');
  writeFileSync(path.join(dir, 'conf.d/bin'), Buffer.from([0x61, 0]));
  symlinkSync('nowhere', path.join(dir, 'conf.d/z.conf'));
  symlinkSync('sub', path.join(dir, 'conf.d/sub.conf'));

  it('finds files as glob(3) does', () => {
    expect(disk.glob(`${dir}/conf.d/*.conf`)).toEqual(
      ['a', 'b', 'z'].map((n) => `${dir}/conf.d/${n}.conf`),
    );
    expect(disk.glob(`${dir}/*/[!b-z].conf`)).toEqual([`${dir}/conf.d/a.conf`]);
    expect(disk.glob(`${dir}/conf.?/.*.conf`)).toEqual([`${dir}/conf.d/.c.conf`]);
    expect(disk.glob(`${dir}/none/*`)).toEqual([]);
  });

  it('reads bytes without loss and says why it cannot', () => {
    expect(disk.read(`${dir}/conf.d/a.conf`)).toEqual({ text: '#\udce9\n\ufffd' });
    expect(disk.read(`${dir}/conf.d/bin`)).toEqual({ error: 'binary' });
    expect(disk.read(`${dir}/conf.d/z.conf`)).toEqual({ error: 'not-found' });
    expect(disk.read(`${dir}/conf.d/b.conf/x`)).toEqual({ error: 'not-found' });
    expect(disk.read(dir)).toEqual({ error: 'directory' });
  });
});
