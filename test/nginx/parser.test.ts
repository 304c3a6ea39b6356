import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/nginx/parser.ts';
import { print } from '../../src/nginx/print.ts';
import type { Directive, Item } from '../../src/nginx/tree.ts';

/** A tree as nested arrays: words, then the block. */
function shape(items: readonly Item[]): unknown[] {
  return items.map((item) => {
    if (item.kind !== 'directive') return item.kind;
    const words = [item.name, ...item.args.map((a) => a.value)];
    return item.block === null ? words : [...words, shape(item.block.items)];
  });
}
const parsed = (text: string, path = 'nginx.conf') => parseConfig(text, path);
const ids = (text: string) => parsed(text).problems.map((p) => p.id);
const first = (text: string) => parsed(text).items[0] as Directive;

describe('words', () => {
  it('end at white space, ; and {', () => {
    expect(shape(parsed('a b\tc\r\nd;e{f;}').items)).toEqual([
      ['a', 'b', 'c', 'd'],
      ['e', [['f']]],
    ]);
  });

  it('keep } and quotes inside', () => {
    expect(first('a b}c d"e" f\'g;').args.map((w) => w.value)).toEqual(['b}c', 'd"e"', "f'g"]);
  });

  it('keep { after $', () => {
    expect(first('proxy_pass https://${backend}/$uri;').args[0]?.value).toBe(
      'https://${backend}/$uri',
    );
    expect(shape(parsed('a \\${ b; }').items)).toEqual([['a', '\\$', [['b']]]]);
  });

  it('resolve the escapes that nginx resolves', () => {
    expect(first(String.raw`a "\"\\\t\.\d" b\;c 'it\'s';`).args.map((w) => w.value)).toEqual([
      '"\\\t\\.\\d',
      'b\\;c',
      "it's",
    ]);
  });

  it('take # for a comment only at their start', () => {
    expect(shape(parsed('a b#c; # d\n#e').items)).toEqual([['a', 'b#c'], 'comment', 'comment']);
    expect(ids('a "b"#c\n;')).toEqual(['unexpected-after-quote']);
  });

  it('may start with ) after a quote', () => {
    expect(first('if ($a = "b"){ }').args.map((w) => w.value)).toEqual(['($a', '=', 'b', ')']);
    expect(ids('if ($a = "b"){ }')).toEqual([]);
  });

  it('fit in 4096 bytes with what ends them', () => {
    const a = 'a'.repeat(4093);
    expect(ids(`x ${a}aa;`)).toEqual([]);
    expect(ids(`x ${a}aa ;`)).toEqual(['word-too-long']);
    expect(ids(`x ${a}a ;`)).toEqual([]);
    expect(ids(`x ${a}aaa;`)).toEqual(['word-too-long']);
    expect(ids(`x "${a}a";`)).toEqual([]);
    expect(ids(`x "${a}a" ;`)).toEqual(['word-too-long']);
    expect(ids(`x "${a}aa";`)).toEqual(['word-too-long']);
    expect(ids(`x ${'é'.repeat(2047)}a;`)).toEqual([]);
    expect(ids(`x ${'é'.repeat(2048)};`)).toEqual(['word-too-long']);
    expect(ids(`#${a}a\n`)).toEqual([]);
    expect(ids(`#${a}aaa\n`)).toEqual(['comment-too-long']);
  });
});

describe('recovery', () => {
  it('does not let a missing semicolon swallow the next directive', () => {
    const text = 'location / {\n  proxy_pass https://x\n  proxy_ssl_server_name on;\n}\n';
    expect(ids(text)).toEqual(['missing-semicolon']);
    expect(shape(parsed(text).items)).toEqual([
      [
        'location',
        '/',
        [
          ['proxy_pass', 'https://x'],
          ['proxy_ssl_server_name', 'on'],
        ],
      ],
    ]);
  });

  it('ends a directive before } and before a block', () => {
    expect(shape(parsed('location / {\n  proxy_pass https://x\n}\na b;').items)).toEqual([
      ['location', '/', [['proxy_pass', 'https://x']]],
      ['a', 'b'],
    ]);
    expect(shape(parsed('proxy_pass https://x # y\nlocation /a {\n}').items)).toEqual([
      ['proxy_pass', 'https://x'],
      'comment',
      ['location', '/a', []],
    ]);
  });

  it('knows that some directives take any number of words, but not names', () => {
    const text = 'proxy_ssl_protocols TLSv1.2\n  proxy_ssl_server_name on;';
    expect(ids(text)).toEqual(['missing-semicolon']);
    expect(shape(parsed(text).items)).toEqual([
      ['proxy_ssl_protocols', 'TLSv1.2'],
      ['proxy_ssl_server_name', 'on'],
    ]);
    expect(ids('listen 443\n  ssl\n  http2\n  proxy_protocol;')).toEqual([]);
    expect(ids('proxy_next_upstream error\n timeout http_500;')).toEqual([]);
  });

  it('follows nginx where nginx swallows', () => {
    expect(ids('server_name a\n  root /x;')).toEqual([]);
    expect(first('server_name a\n  root /x;').args).toHaveLength(3);
  });

  it('ends a forgotten quote with its line', () => {
    const text = `proxy_ssl_name "x;\nproxy_pass https://y;\n${'# filler\n'.repeat(600)}root "z";`;
    expect(ids(text)).toEqual(['unterminated-quote']);
    expect(shape(parsed(text).items).slice(0, 2)).toEqual([
      ['proxy_ssl_name', 'x'],
      ['proxy_pass', 'https://y'],
    ]);
    expect(ids("a 'b")).toEqual(['unterminated-quote', 'missing-semicolon']);
  });

  it('survives stray punctuation', () => {
    expect(ids('; a b; } c { { d; } } }')).toEqual([
      'unexpected-semicolon',
      'unexpected-close',
      'unexpected-open',
      'unexpected-close',
    ]);
    expect(ids('server {\n location / {\n')).toEqual(['unclosed-block']);
    expect(ids('proxy_pass x { }')).toEqual(['unexpected-block']);
    expect(ids('http;')).toEqual(['missing-block']);
  });

  it('takes a quantifier without quotes for what it was meant to be', () => {
    const text = 'location ~ ^/[0-9]{4}/x{1,}$ {\n  return 200;\n}\nlocation /{ }';
    expect(ids(text)).toEqual(['unquoted-brace', 'unquoted-brace']);
    expect(shape(parsed(text).items)).toEqual([
      ['location', '~', '^/[0-9]{4}/x{1,}$', [['return', '200']]],
      ['location', '/', []],
    ]);
  });

  it('knows server as a block and as a line', () => {
    expect(ids('http { server\n listen 80; }')).toEqual(['missing-block']);
    expect(ids('upstream u { server a { } }')).toEqual(['unexpected-block']);
    expect(ids('upstream u { server a; } http { server { } } server b;')).toEqual([]);
  });

  it('does not swallow entries of a map', () => {
    const text = 'map $a $b {\n default x\n y z;\n}';
    expect(ids(text)).toEqual(['missing-semicolon']);
    expect(shape(parsed(text).items)).toEqual([
      [
        'map',
        '$a',
        '$b',
        [
          ['default', 'x'],
          ['y', 'z'],
        ],
      ],
    ]);
  });
});

describe('what is not nginx', () => {
  it('keeps Lua whole', () => {
    const text =
      'content_by_lua_block { -- }\n local t = {a = "}"} --[[ } ]] s = [=[ }]] ]=]\n}\nx y;';
    const block = first(text).block;
    expect(block?.content).toBe('lua');
    expect(ids(text)).toEqual([]);
    expect(shape(parsed(text).items)).toHaveLength(2);
  });

  it.each([
    [
      '{% if tls %}\nserver {\n  listen 443{% if h2 %} http2{% endif %};\n}\n{% endif %}',
      'x.conf.j2',
    ],
    ['{{ header }}\nproxy_pass https://{{ backend | default("a;b") }};', 'x.conf'],
    ['{{- range .Values.servers }}\nserver { server_name {{ . }}; }\n{{- end }}\n', 'x.conf'],
    ['<% if @ssl -%>\n  listen <%= @port %> ssl;\n<% end -%>\n', 'x.conf.erb'],
    ['${EXTRA}\nproxy_pass https://${BACKEND}:443;', 'default.conf.template'],
    ['proxy_ssl_{{ what }} on;\n{# note #}\n', 'x.conf'],
  ])('takes tags for opaque: %j', (text, path) => {
    const file = parsed(text, path);
    expect(file.problems).toEqual([]);
    expect(print(file)).toBe(text);
    expect(JSON.stringify(file.items)).toMatch(/"opaque":true|"kind":"template"/);
  });

  it('takes a brace too many for a mistake, not for a template', () => {
    expect(ids('location / {{ return 200; }}')).not.toEqual([]);
    expect(ids('root {{ x | default("a;b") }};')).toEqual([]);
  });

  it.each([
    ['a.j2', '{% if x %}', '{% else %}', '{% endif %}'],
    ['a.gotmpl', '{{- if .x }}', '{{- else }}', '{{- end }}'],
    ['a.erb', '<% if @x -%>', '<% else -%>', '<% end -%>'],
  ])('lets each branch open the block of what follows: %s', (path, open, next, close) => {
    const text = `${open}\nserver { listen 443 ssl;\n${next}\nserver { listen 80;\n${close}\n root /x;\n}\nserver { }`;
    const file = parsed(text, path);
    expect(file.problems).toEqual([]);
    expect(print(file)).toBe(text);
    expect(shape(file.items)).toEqual([
      'template',
      ['server', [['listen', '443', 'ssl']]],
      'template',
      ['server', [['listen', '80'], 'template', ['root', '/x']]],
      ['server', []],
    ]);
  });

  it('finds tags again after a forgotten quote', () => {
    const text = 'root "{{ a }};\nlisten {{ b }};\n';
    expect(shape(parsed(text, 'a.j2').items)).toEqual([
      ['root', '{{ a }}'],
      ['listen', '{{ b }}'],
    ]);
  });

  it('reads ${NAME} as a variable in a plain file', () => {
    expect(first('proxy_pass https://${BACKEND};').args[0]?.opaque).toBe(false);
  });
});

describe('every text', () => {
  const soup = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '{',
          '}',
          ';',
          '#',
          '"',
          "'",
          '\\',
          '$',
          '${',
          '\n',
          ' ',
          '\r\n',
          '{{',
          '}}',
        ),
        fc.constantFrom(
          '{%',
          '%}',
          '<%',
          '%>',
          '{#',
          '#}',
          '${A}',
          'map',
          'location',
          'proxy_pass',
        ),
        fc.constantFrom('init_by_lua_block', '\ufeff', '\udc80', '--', '[[', ']]', 'server', 'on'),
        fc.string({ maxLength: 5 }),
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join(''));

  it('comes back from the tree as it was', () => {
    fc.assert(
      fc.property(soup, fc.constantFrom('a.conf', 'a.j2', 'a.template', 'a.tpl'), (text, path) => {
        expect(print(parseConfig(text, path))).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });

  it('may be nested 100,000 deep', () => {
    const deep = 'a {'.repeat(100_000) + '}'.repeat(100_000);
    const file = parsed(deep);
    expect(file.problems).toEqual([]);
    expect(print(file)).toBe(deep);
    expect(ids('a {'.repeat(100_000))).toEqual(['unclosed-block']);
  });
});
