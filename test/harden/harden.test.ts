/** The baseline gives verification to places that can have it, and every other keeps what it does. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { behaviour, harden } from '../../src/harden/harden.ts';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { ASSUMED_VERSIONS } from '../../src/tls/versions.ts';
import { upstreamPaths } from '../../src/upstream/paths.ts';

const CA = '/etc/ssl/certs/ca-certificates.crt';

function hardened(text: string) {
  const files = memoryFiles({ 'nginx.conf': text });
  const result = harden(loadConfig('nginx.conf', files), ASSUMED_VERSIONS, CA, files);
  const after = applyEdits(text, result.edits);
  const set = loadConfig('nginx.conf', memoryFiles({ 'nginx.conf': after }));
  const paths = upstreamPaths(set, ASSUMED_VERSIONS).filter((path) => path.tls !== 'no');
  return { ...result, after, paths };
}

/** A location with its pass, some settings and perhaps a location or an `if` inside. */
const pass = fc.constantFrom(
  'proxy_pass https://10.0.0.1;',
  'proxy_pass https://a.example.net;',
  'proxy_pass https://c.example.net;',
  'proxy_pass https://pool;',
  'proxy_pass https://$host;',
  'grpc_pass grpcs://b.example.net:443;',
  'proxy_pass http://10.0.0.3;',
);
const settings = fc.uniqueArray(
  fc.constantFrom(
    'proxy_ssl_server_name on;',
    'proxy_ssl_verify off;',
    'proxy_ssl_name n.example.net;',
    'grpc_ssl_server_name off;',
    'proxy_ssl_verify on; proxy_ssl_trusted_certificate own.pem;',
  ),
  { maxLength: 2, selector: (s) => s.slice(0, 14) },
);
const inner = fc
  .tuple(pass, settings, fc.boolean())
  .map(([p, own, inIf]) =>
    inIf && p.startsWith('proxy')
      ? `if ($args) { ${p} }`
      : `location /i/ { ${p} ${own.join(' ')} }`,
  );
const location = fc
  .tuple(pass, settings, fc.option(inner, { nil: '' }))
  .map(
    ([p, own, nested]) => `{\n      ${p}\n      ${own.join('\n      ')}\n      ${nested}\n    }`,
  );
const server = fc
  .tuple(settings, fc.array(location, { minLength: 1, maxLength: 3 }))
  .map(
    ([own, all]) =>
      `  server {\n    ${own.join('\n    ')}\n${all.map((l, i) => `    location /${i}/ ${l}\n`).join('')}  }\n`,
  );
const tree = fc
  .tuple(settings, fc.array(server, { minLength: 1, maxLength: 3 }))
  .map(
    ([own, all]) =>
      `events {}\nhttp {\n  ${own.join('\n  ')}\n  upstream pool { server 10.0.0.9:443; }\n${all.join('')}}\n`,
  );

describe('harden', () => {
  it('verifies what can be verified and leaves the rest as it is', () => {
    const { after, outcomes, broken } = hardened(`events {}
http {
    server {
        location /public/ { proxy_pass https://api.example.com; }
        location /address/ {
            proxy_pass https://10.0.0.1;
        }
        location /private/ {
            proxy_pass https://db.internal;
        }
        location /out/ {
            proxy_pass https://other.example.com;
            proxy_ssl_verify off;
        }
        location /plain/ { proxy_pass http://10.0.0.2; }
    }
}
`);
    expect(broken).toEqual([]);
    expect(outcomes.map((o) => o.kept)).toEqual([null, 'address', 'private-name', 'opted-out']);
    expect(after).toBe(`events {}
http {
    proxy_ssl_server_name on;
    proxy_ssl_verify on;
    proxy_ssl_verify_depth 3;
    proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;
    server {
        location /public/ { proxy_pass https://api.example.com; }
        location /address/ {
            proxy_pass https://10.0.0.1;
            proxy_ssl_server_name off;
            proxy_ssl_verify off;
        }
        location /private/ {
            proxy_pass https://db.internal;
            proxy_ssl_server_name off;
            proxy_ssl_verify off;
        }
        location /out/ {
            proxy_pass https://other.example.com;
            proxy_ssl_server_name off;
            proxy_ssl_verify off;
        }
        location /plain/ { proxy_pass http://10.0.0.2; }
    }
}
`);
  });

  it('does not mix verified and unverified sessions of one upstream', () => {
    const { outcomes, edits } = hardened(
      'events {} http { server { location /a { proxy_pass https://a.example.com; } location /b { proxy_pass https://a.example.com; proxy_ssl_verify off; } } }',
    );
    expect(outcomes.map((o) => o.kept)).toEqual(['shares-sessions', 'opted-out']);
    expect(edits).toEqual([]);
  });

  it('changes a baseline that switches verification off for all', () => {
    const { after } = hardened(
      'events {}\nhttp {\n  proxy_ssl_verify off;\n  server { location / { proxy_pass https://a.example.com; } }\n}\n',
    );
    expect(after).toContain('  proxy_ssl_verify on;');
    expect(after.match(/proxy_ssl_verify /g)).toHaveLength(1);
  });

  it('keeps every kept place, in any tree', () => {
    fc.assert(
      fc.property(tree, (text) => {
        const { outcomes, broken, paths } = hardened(text);
        expect(broken).toEqual([]);
        outcomes.forEach(({ path, kept }, i) => {
          const after = paths[i];
          if (kept !== null) expect(after && behaviour(after)).toBe(behaviour(path));
          else expect(after?.settings).toMatchObject({ verify: { value: true } });
        });
      }),
      { numRuns: 300 },
    );
  });
});
