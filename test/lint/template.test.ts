/** What only the rendering of a template tells is said with its line, and is no finding of another rule. */
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import { DEFAULT_SETTINGS } from '../../src/lint/settings.ts';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { LineIndex } from '../../src/text/lines.ts';
import { upstreamPaths } from '../../src/upstream/paths.ts';
import { buildScopes } from '../../src/upstream/scopes.ts';

/** `line rule sentence` of each finding, with the strictest rules. */
function found(name: string, text: string) {
  const set = loadConfig(name, memoryFiles({ [name]: text }));
  const versions = { nginx: '1.22.1', openssl: '3.0.19', from: 'flag' } as const;
  const result = lint(
    {
      set,
      scopes: buildScopes(set),
      paths: upstreamPaths(set, versions),
      versions,
      files: new Map(),
      now: 0,
      expiresWithinDays: 30,
    },
    { ...DEFAULT_SETTINGS, extends: 'strict' },
  );
  const lines = new LineIndex(text);
  const rows = result.findings.map(
    (f) => `${lines.position(f.range.start).line} ${f.rule} ${f.severity} ${f.message.id}`,
  );
  return { rows, unclear: result.read.unclear };
}

const SURE = 'proxy_ssl_server_name on; proxy_ssl_verify on; proxy_ssl_protocols TLSv1.3;';
const server = (body: string) =>
  `server {\n location / {\n proxy_ssl_trusted_certificate ca.pem;\n${body}\n }\n}\n`;
const PASS = 'proxy_pass https://a.example.com;';

describe('templates', () => {
  it.each([
    ['a.conf.j2', '{{ extra }}'],
    ['a.conf.j2', '{%- include "tls.j2" %}'],
    ['a.conf.tmpl', '{{- include "tls" . | nindent 4 }}'],
    ['a.conf.tmpl', '{{ .Extra }}'],
    ['a.conf.erb', '<%= @extra %>'],
    ['a.conf.template', '${EXTRA}'],
  ])('%s: %s may hold anything', (name, tag) => {
    const { rows, unclear } = found(name, server(`${PASS} ${SURE}\n${tag}`));
    expect(rows).toEqual(['5 unreadable note lint.template-insert']);
    expect(unclear).toBe(1);
  });

  it.each([
    ['a.conf.j2', '{% if tls %}', '{% else %}', '{% endif %}'],
    ['a.conf.j2', '{% for s in all %}', '{# note #}', '{% endfor %}'],
    ['a.conf.tmpl', '{{- if .TLS }}', '{{ else }}', '{{- end }}'],
    ['a.conf.tmpl', '{{ range $i, $s := .All }}', '{{/* note */}}', '{{ end }}'],
    ['a.conf.tmpl', '{{ $x := .Y }}', '{{ with .Z }}', '{{ end }}'],
    ['a.conf.erb', '<% if @tls %>', '<%# note %>', '<% end %>'],
  ])('%s: %s brings nothing of its own', (name, ...tags) => {
    const { rows, unclear } = found(name, server(`${tags.join('\n')}\n${PASS} ${SURE}`));
    expect([rows, unclear]).toEqual([[], 0]);
  });

  it.each([
    'proxy_ssl_server_name',
    'proxy_ssl_verify',
    'proxy_ssl_protocols',
    'proxy_ssl_ciphers',
    'proxy_ssl_verify_depth',
    'proxy_ssl_session_reuse',
    'proxy_ssl_crl',
  ])('the value of %s is not guessed', (directive) => {
    const sure = SURE.replace(new RegExp(`${directive} [^;]*;`), '');
    const text = server(
      `${PASS} ${sure}\n${directive} {{ value }};\nproxy_ssl_name a.example.com;`,
    );
    expect(found('a.conf.j2', text)).toEqual({
      rows: ['5 unreadable note lint.template-value'],
      unclear: 1,
    });
  });

  it('a target that may or may not be TLS is said to be unclear', () => {
    expect(found('a.conf.template', server('proxy_pass ${BACKEND};')).rows).toEqual([
      '4 unreadable note lint.template-value',
    ]);
  });

  it('tags in the data of a map are values', () => {
    const map = 'map $a $b {\n {{ pairs }}\n}\n';
    expect(found('a.conf.j2', `${map}${server(`${PASS} ${SURE}`)}`).unclear).toBe(0);
  });
});
