/** A fleet that is linted in parts has the findings of one that is linted as a whole. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lintContext } from '../../src/cli/lint-context.ts';
import { type FleetReport, lintFleet } from '../../src/cli/lint-fleet.ts';
import { lint } from '../../src/lint/lint.ts';
import type { Preset } from '../../src/lint/rule.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/lint/settings.ts';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { rowsOf } from '../../src/report/lint/rows.ts';
import { trees } from '../lint/generated-trees.ts';

type Texts = Readonly<Record<string, string>>;

const context = { nginxVersion: '1.26.3', files: true };

function inParts(
  texts: Texts,
  preset: Preset,
  size = 1,
  rules: Settings['rules'] = {},
): FleetReport | null {
  const files = memoryFiles(texts);
  const settings = { ...DEFAULT_SETTINGS, extends: preset, rules };
  return lintFleet('nginx.conf', {
    settings,
    context,
    language: 'en',
    least: 2,
    size,
    files,
    ahead: () => files,
  });
}

function whole(texts: Texts, preset: Preset): FleetReport {
  const settings = { ...DEFAULT_SETTINGS, extends: preset };
  const set = loadConfig('nginx.conf', memoryFiles(texts));
  const result = lint(lintContext(set, settings, context), settings);
  const { files, ...read } = result.read;
  expect(files).toBe(set.files.size);
  const rows = rowsOf(result, set, 'en');
  return { rows, silenced: result.silenced, files: [...set.files.keys()], read };
}

/** In parts and as a whole they say the same; whether the parts sufficed. */
function agree(texts: Texts, preset: Preset, size?: number): boolean {
  const parts = inParts(texts, preset, size);
  if (parts === null) return false;
  const all = whole(texts, preset);
  const byPlace = (rows: FleetReport['rows']) =>
    [...rows].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  expect({ ...parts, rows: byPlace(parts.rows), files: [...parts.files].sort() }).toEqual({
    ...all,
    rows: byPlace(all.rows),
    files: [...all.files].sort(),
  });
  return true;
}

const host = (name: string, body: string, server = '') =>
  `server {\n  listen 80;\n  server_name ${name};\n${server}  location / {\n${body}  }\n}\n`;
const passing = (to: string, more = '') => `    proxy_pass https://${to};\n${more}`;
const ON = '    proxy_ssl_server_name on;\n';

function fleet(hosts: Texts, http = '', more: Texts = {}): Texts {
  return {
    'nginx.conf': `events {}\nhttp {\n${http}  include conf.d/*.conf;\n}\n`,
    ...Object.fromEntries(Object.entries(hosts).map(([n, text]) => [`conf.d/${n}.conf`, text])),
    ...more,
  };
}

/** Lines of a location, most of them a fault in some. */
const LINES = [
  'proxy_ssl_server_name on;',
  'proxy_ssl_server_name off;',
  'proxy_ssl_name $host;',
  'proxy_ssl_name api.example.com.;',
  'proxy_ssl_verify on;',
  'proxy_ssl_verify off;',
  'proxy_ssl_trusted_certificate ca.pem;',
  'proxy_ssl_protocols TLSv1 TLSv1.2;',
  'proxy_ssl_ciphers DEFAULT@SECLEVEL=0;',
  'proxy_ssl_certificate client.pem;',
  'grpc_ssl_verify on;',
  'proxy_ssl_session_reuse off;',
  'include shared.inc;',
  'location ~ /deep { proxy_pass https://deep.example.com; }',
  'if ($arg_a) { proxy_pass https://10.0.0.8:80; }',
  '# alert40-disable-next-line verify-off sni-off -- agreed',
];
const TARGETS = ['10.0.0.1', 'a.example.com', 'own', 'common', 'other', '$to', '$host', 'x:80'];

/** Hosts of which some have to do with each other. */
function fleets(): fc.Arbitrary<Texts> {
  const lines = fc.subarray(LINES, { maxLength: 4 });
  const aHost = fc.record({
    target: fc.constantFrom(...TARGETS),
    lines,
    above: fc.constantFrom('', '', '', 'set $to b.example.com;', 'proxy_ssl_verify off;'),
    before: fc.constantFrom('', '', '', 'map $uri $to { default a; }', 'proxy_ssl_name a.b;'),
  });
  const http = fc.constantFrom('', '', 'proxy_ssl_server_name on;', 'grpc_ssl_verify on;');
  return fc
    .tuple(fc.array(aHost, { minLength: 2, maxLength: 5 }), http, lines)
    .map(([hosts, above, shared]) => {
      const texts = hosts.map((one, i) => {
        const group = one.target === 'own' ? `upstream own${i} { server 10.0.0.9:443; }\n` : '';
        const target = one.target === 'own' ? `own${i}` : one.target;
        const body = passing(target, one.lines.map((line) => `    ${line}\n`).join(''));
        const text = `${one.before}\n${group}${host(`h${i}`, body, `  ${one.above}\n`)}`;
        return [`h${i}`, text] as const;
      });
      const common = 'upstream common { server 10.0.0.9:443; }';
      const included = shared.filter((line) => !/include|location|disable/.test(line)).join('\n');
      return fleet(Object.fromEntries(texts), `${above}\n${common}\n`, { 'shared.inc': included });
    });
}

describe('a fleet in parts', () => {
  const presets = fc.constantFrom<Preset>('recommended', 'strict', 'cis');
  const sizes = fc.integer({ min: 1, max: 3 });

  it('says what the whole says, whatever the hosts', () => {
    let sufficed = 0;
    const says = fc.property(fleets(), presets, sizes, (texts, preset, size) => {
      if (agree(texts, preset, size)) sufficed++;
    });
    fc.assert(says, { numRuns: 500 });
    expect(sufficed).toBeGreaterThan(100);
  });

  it('says what the whole says, whatever the tree', () => {
    const says = fc.property(trees(true), presets, sizes, (tree, preset, size) => {
      agree(tree, preset, size);
    });
    fc.assert(says, { numRuns: 100 });
  });
});

describe('parts suffice', () => {
  const suffices = (texts: Texts) => {
    for (const preset of ['recommended', 'strict'] as const)
      for (const size of [1, 2]) expect(agree(texts, preset, size)).toBe(true);
  };

  it('for hosts of their own, with faults and without', () => {
    suffices(
      fleet({
        a: host('a', passing('10.0.0.1')),
        b: host('b', passing('b.example.com', ON)),
        c: host('c', passing('10.0.0.3', '    proxy_ssl_verify on;\n')),
      }),
    );
  });

  it('with groups and tables of their own', () => {
    const group = (name: string) => `upstream ${name} { server 10.0.0.9:443; }\n`;
    suffices(
      fleet({
        a: group('one') + host('a', passing('one')),
        b: `map $uri $to { default two; }\n${group('two')}${host('b', passing('$to'))}`,
        c: host('c', passing('c.example.com')),
      }),
    );
  });

  it('with groups and settings of the main file', () => {
    const http = '  proxy_ssl_server_name on;\n  upstream all { server 10.0.0.9:443; }\n';
    suffices(fleet({ a: host('a', passing('all')), b: host('b', passing('b.example.com')) }, http));
  });

  it('with a file that all of them include, and a suppression', () => {
    const text = '    include tls.inc;\n    # alert40-disable-next-line verify-off -- pinned\n';
    const hosts = {
      a: host('a', passing('a.example.com', `${text}    proxy_ssl_verify off;\n`)),
      b: host('b', passing('b.example.com', '    include tls.inc;\n')),
    };
    suffices(fleet(hosts, '', { 'tls.inc': ON }));
  });

  it('with variables that nginx or the server itself sets', () => {
    const set = '  set $to a.example.com;\n';
    suffices(
      fleet({
        a: host('a', passing('$to'), set),
        b: host('b', passing('$host')),
        c: host('c', '    proxy_pass http://c;\n    proxy_set_header Host $unknown;\n'),
      }),
    );
  });

  it('with settings for all of them in one of the files', () => {
    suffices(
      fleet({
        '00-tls': 'proxy_ssl_server_name on;\n',
        a: host('a', passing('a.example.com')),
        b: host('b', passing('b.example.com')),
        'z-resolver': 'resolver 127.0.0.1;\n',
      }),
    );
  });

  it('with groups for others in one of the files', () => {
    suffices(
      fleet({
        a: host('a', passing('shared')),
        b: host('b', passing('b.example.com')),
        upstreams: 'upstream shared { server 10.0.0.9:443; }\n',
      }),
    );
  });
});

describe('the whole is needed', () => {
  const needed = (texts: Texts, rules?: Settings['rules']) => {
    for (const size of [1, 2]) expect(inParts(texts, 'recommended', size, rules)).toBe(null);
  };

  it('where a fault stands in a file that several include', () => {
    const tls = '    include tls.inc;\n';
    const hosts = { a: host('a', passing('a.b', tls)), b: host('b', passing('b.b', tls)) };
    needed(fleet(hosts, '', { 'tls.inc': '    proxy_ssl_protocols TLSv1;\n' }));
    needed(fleet(hosts, '  proxy_ssl_verify off;\n', { 'tls.inc': ON }));
  });

  it('where a repair would change a file that several include', () => {
    const lines = `    proxy_ssl_name api.b;\n    include off.inc;\n`;
    const hosts = { a: host('a', passing('a.b', lines)), b: host('b', passing('b.b', lines)) };
    const files = { 'off.inc': '    proxy_ssl_server_name off;\n' };
    needed(fleet(hosts, '', files), { 'sni-off': 'off' });
  });

  it('where a password of one host may open the key of another', () => {
    const locked = '    proxy_ssl_password_file pass;\n';
    needed(fleet({ a: host('a', passing('a.b', locked)), b: host('b', passing('b.b')) }));
  });

  it('where hosts use one group in different ways', () => {
    const verified = '    proxy_ssl_verify on;\n    proxy_ssl_trusted_certificate ca.pem;\n';
    const hosts = { a: host('a', passing('all', verified)), b: host('b', passing('all')) };
    needed(fleet(hosts, '  upstream all { server 10.0.0.9:443; }\n'));
  });

  it('where a variable may come from another host', () => {
    const set = '  set $to a.example.com;\n';
    needed(fleet({ a: host('a', passing('$to'), set), b: host('b', passing('$to')) }));
  });

  it('where two hosts define the same', () => {
    const group = 'upstream one { server 10.0.0.9:443; }\n';
    needed(fleet({ a: group + host('a', passing('one')), b: group + host('b', passing('one')) }));
  });

  it('where a comment silences in a file that is not of one host', () => {
    const comment = '# alert40-disable-file sni-off -- later\n';
    const hosts = { a: host('a', passing('10.0.0.1')), b: host('b', passing('10.0.0.2')) };
    needed(fleet(hosts, comment));
    const tls = `${ON}    include old.inc;\n`;
    const old = '# alert40-disable-next-line old-protocols -- later\nproxy_ssl_protocols TLSv1;\n';
    const both = { a: host('a', passing('a.b', tls)), b: host('b', passing('b.b', tls)) };
    needed(fleet(both, '', { 'old.inc': old }));
  });
});
