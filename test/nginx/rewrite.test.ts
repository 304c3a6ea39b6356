import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/nginx/parser.ts';
import {
  insertDirective,
  quoteArg,
  removeDirective,
  replaceArgs,
} from '../../src/nginx/rewrite.ts';
import type { ConfigFile, Directive, Item } from '../../src/nginx/tree.ts';
import { applyEdits } from '../../src/text/edit.ts';

function find(items: readonly Item[], name: string): Directive | undefined {
  for (const item of items) {
    if (item.kind !== 'directive') continue;
    if (item.name === name) return item;
    const inner = find(item.block?.items ?? [], name);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function at(text: string, name: string, path = 'nginx.conf'): [ConfigFile, Directive] {
  const file = parseConfig(text, path);
  return [file, find(file.items, name) as Directive];
}

const ON = ['proxy_ssl_server_name', ['on']] as const;

describe('a directive after another', () => {
  it.each([
    ['tabs', 'location / {\n\tproxy_pass x;\n}', 'location / {\n\tproxy_pass x;\n\t+\n}'],
    ['CRLF', 'a {\r\n  proxy_pass x;\r\n}\r\n', 'a {\r\n  proxy_pass x;\r\n  +\r\n}\r\n'],
    ['one line', 'location / { proxy_pass x; }', 'location / { proxy_pass x; + }'],
    ['its comment', '  proxy_pass x; # why\n  b;', '  proxy_pass x; # why\n  +\n  b;'],
    ['its comment, CRLF', '  proxy_pass x; # why\r\n  b;', '  proxy_pass x; # why\r\n  +\r\n  b;'],
    ['a neighbour in line', '  proxy_pass x; b;\n', '  proxy_pass x; + b;\n'],
    ['a brace in line', '  a {\n    proxy_pass x; }\n', '  a {\n    proxy_pass x;\n    + }\n'],
    ['no last line end', 'proxy_pass x;', 'proxy_pass x;\n+'],
    ['several lines', '  proxy_pass\n      x;\n  b;', '  proxy_pass\n      x;\n  +\n  b;'],
    ['an earlier file end', '\tb;\n\tproxy_pass x;', '\tb;\n\tproxy_pass x;\n\t+'],
    ['a missing semicolon', 'a {\n  proxy_pass x\n}', 'a {\n  proxy_pass x\n}'],
  ])('%s', (_, before, after) => {
    const [file, pass] = at(before, 'proxy_pass');
    const edits = insertDirective(file, { after: pass }, ...ON);
    expect(applyEdits(before, edits)).toBe(after.replace('+', 'proxy_ssl_server_name on;'));
  });

  it('stays within template tags', () => {
    const text = '{% if x %}\n  proxy_pass https://{{ b }};\n{% endif %}\n';
    const [file, pass] = at(text, 'proxy_pass', 'a.j2');
    expect(applyEdits(text, insertDirective(file, { after: pass }, ...ON))).toBe(
      '{% if x %}\n  proxy_pass https://{{ b }};\n  proxy_ssl_server_name on;\n{% endif %}\n',
    );
    const inline = '{% if x %}proxy_pass a;{% endif %}\n';
    const [f, p] = at(inline, 'proxy_pass', 'a.j2');
    expect(applyEdits(inline, insertDirective(f, { after: p }, ...ON))).toBe(
      '{% if x %}proxy_pass a; proxy_ssl_server_name on;{% endif %}\n',
    );
  });
});

describe('a directive elsewhere', () => {
  it.each([
    ['a {\n  if (x) {\n  }\n}', 'a {\n  +\n  if (x) {\n  }\n}'],
    ['a { if (x) { } }', 'a { + if (x) { } }'],
  ])('before a block: %j', (before, after) => {
    const [file, block] = at(before, 'if');
    const edits = insertDirective(file, { before: block }, ...ON);
    expect(applyEdits(before, edits)).toBe(after.replace('+', 'proxy_ssl_server_name on;'));
  });

  it.each([
    ['b {\n\ta;\n}\na {\n}\n', 'b {\n\ta;\n}\na {\n\t+\n}\n'],
    ['a {}', 'a { + }'],
    ['a { }', 'a { + }'],
    ['a { # note\n}', 'a { # note\n    +\n}'],
    ['a {\n  b c;\n  # end\n}', 'a {\n  b c;\n  +\n  # end\n}'],
  ])('into a block: %j', (before, after) => {
    const file = parseConfig(before, 'f');
    const owner = file.items.at(-1) as Directive;
    const edits = insertDirective(file, { into: owner }, ...ON);
    expect(applyEdits(before, edits)).toBe(after.replace('+', 'proxy_ssl_server_name on;'));
  });

  it('into an empty file', () => {
    const file = parseConfig('# nothing', 'f');
    expect(applyEdits('# nothing', insertDirective(file, { into: null }, 'a', []))).toBe(
      '# nothing\na;\n',
    );
  });
});

describe('other arguments', () => {
  it.each([
    ['a  off ; # x', ['on'], 'a  on ; # x'],
    ["a 'x y' b;", ['x', 'b'], "a 'x' b;"],
    ['a b # c\n d;', ['b', 'e'], 'a b # c\n e;'],
    ['a;', ['b', 'c d'], 'a b "c d";'],
    ['a b c;', ['d'], 'a d;'],
    ['a b c;', [], 'a;'],
    ['a b;', ['b'], 'a b;'],
  ])('%j', (before, args, after) => {
    const [file, a] = at(before, 'a');
    expect(applyEdits(before, replaceArgs(file, a, args))).toBe(after);
  });
});

describe('a directive less', () => {
  it.each([
    ['  x;\n  a b; # why\n  y;', '  x;\n  y;'],
    ['x;\r\na\r\n  b;\r\ny;', 'x;\r\ny;'],
    ['l { x; a b; y; }', 'l { x; y; }'],
    ['l { a b; }', 'l { }'],
    ['  a b; y;\n', '  y;\n'],
    ['x;\na b;', 'x;\n'],
    ['x;\na {\n b;\n}\ny;', 'x;\ny;'],
  ])('%j', (before, after) => {
    const [file, a] = at(before, 'a');
    expect(applyEdits(before, removeDirective(file, a))).toBe(after);
  });
});

describe('quoting', () => {
  it('is left out where it can be', () => {
    for (const v of ['on', '$host', '${a}b', 'https://x:1/$uri?a=b', 'a#b', 'a}b', 'a)']) {
      expect(quoteArg(v)).toBe(v);
    }
    expect(quoteArg('a "b"')).toBe(`'a "b"'`);
    expect(quoteArg('^/a\\.b{2}$')).toBe('"^/a\\.b{2}$"');
    expect(quoteArg('')).toBe('""');
  });

  it('is read back as the value', () => {
    const value = fc
      .array(
        fc.oneof(
          fc.constantFrom(...'"\'\\ ;{}#$)trn\n\t'),
          fc.constant('${'),
          fc.string({ maxLength: 3 }),
        ),
        { maxLength: 12 },
      )
      .map((p) => p.join(''));
    fc.assert(
      fc.property(value, fc.constantFrom('"', "'", null), (v, quote) => {
        const file = parseConfig(`a ${quoteArg(v, quote as '"' | null)};`, 'f', {
          template: false,
        });
        expect(file.problems).toEqual([]);
        expect((file.items[0] as Directive).args.map((w) => w.value)).toEqual([v]);
      }),
      { numRuns: 3000 },
    );
  });
});
