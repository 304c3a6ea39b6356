/** Configurations that are large, deep or made to hurt cost little and never throw. */
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { matcher } from '../../src/upstream/match.ts';
import { eachUpstreamPath, upstreamPaths } from '../../src/upstream/paths.ts';

const paths = (text: string) =>
  upstreamPaths(loadConfig('nginx.conf', memoryFiles({ 'nginx.conf': text })), {
    nginx: '1.26.3',
  });

describe('hostile configurations', () => {
  it('share the settings of places that set nothing', () => {
    const location = (i: number) => `location /${i} { proxy_pass https://10.0.0.${i % 250}; }\n`;
    const text = `http { proxy_ssl_verify on; server {\n${Array.from({ length: 5000 }, (_, i) => location(i)).join('')} } }`;
    const all = paths(text);
    expect(all).toHaveLength(5000);
    expect(new Set(all.map((p) => p.settings)).size).toBe(1);
  });

  it('stay fast where variables multiply', () => {
    const start = performance.now();
    // Each variable is twice the next one: two to the power of 40 without a limit.
    const chain = Array.from(
      { length: 40 },
      (_, i) => `map $arg_x $v${i} { default "$v${i + 1}$v${i + 1}"; a "$v${i + 1}b"; }`,
    ).join('\n');
    const [path] = paths(`http { ${chain} server { location / { proxy_pass https://$v0; } } }`);
    expect(path?.target.host.complete).toBe(false);
    const circle = `set $a $b; set $b $a; set $c "$a$b$c"; proxy_pass https://$c;`;
    expect(paths(`http { server { location / { ${circle} } } }`)).toHaveLength(1);
    const many = Array.from(
      { length: 300 },
      (_, i) => `location /${i} { set $x${i} "$x${(i + 1) % 300}"; proxy_pass https://$x${i}; }`,
    );
    expect(paths(`http { server { ${many.join('\n')} } }`)).toHaveLength(300);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('spell out only so many combinations', () => {
    const map = (name: string) =>
      `map $arg_${name} $${name} { ${Array.from({ length: 100 }, (_, i) => `${i} ${name}${i};`).join(' ')} }`;
    const [path] = paths(
      `http { ${map('a')} ${map('b')} server { location / { proxy_pass https://$a.$b; } } }`,
    );
    expect(path?.target.host.values.length).toBeLessThanOrEqual(256);
    expect(path?.target.host.complete).toBe(false);
  });

  it('end blocks that nest without end', () => {
    const deep = `http { server { ${'location /a { '.repeat(20_000)} proxy_pass https://a; `;
    expect(() => paths(deep)).not.toThrow();
  });

  it('do not throw for directives without arguments or blocks', () => {
    const odd = `http { upstream { server; } upstream x; map; map $a { b; } geo $g; split_clients { }
      server { server_name; listen; set; set $x; set x y; location { proxy_pass; } location ~ { proxy_pass https://; }
      if { proxy_pass https://$; } location / { proxy_pass $; proxy_ssl_name; proxy_ssl_protocols; proxy_ssl_conf_command a;
      proxy_set_header Host; proxy_set_header; grpc_pass grpcs://[::1; uwsgi_pass ""; proxy_ssl_verify maybe; } } }
      stream { server { proxy_pass; proxy_ssl; } server { proxy_pass unix:; } }`;
    const all = paths(odd);
    expect(all.length).toBeGreaterThan(3);
    const find = matcher(all);
    expect(() =>
      find({
        server: '~(',
        request: { method: '', uri: '%zz' },
        subrequest: null,
        upstream: { scheme: 'https', host: '', port: null, uri: '' },
        host: '[::',
      }),
    ).not.toThrow();
  });

  it('can be read one place after the other', () => {
    const set = loadConfig(
      'nginx.conf',
      memoryFiles({ 'nginx.conf': 'proxy_pass https://a.example.com;' }),
    );
    expect([...eachUpstreamPath(set, { nginx: '1.22.1' })]).toHaveLength(1);
  });
});
