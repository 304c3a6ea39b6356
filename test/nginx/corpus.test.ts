/**
 * Files as people have them (`test/corpus`), and as many made from a seed: each
 * comes back byte for byte, its tree is sound, and a directive can be added
 * behind every `*_pass` without disturbing anything else.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { dumpParts } from '../../src/nginx/dump.ts';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { parseConfig } from '../../src/nginx/parser.ts';
import { print } from '../../src/nginx/print.ts';
import { insertDirective, removeDirective } from '../../src/nginx/rewrite.ts';
import type { ConfigFile, Directive, Item } from '../../src/nginx/tree.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { decode, encode } from '../../src/text/encoding.ts';
import { config, mutated } from './texts.ts';

const root = path.join(import.meta.dirname, '../corpus');
const committed = globSync('**/*', { cwd: root, dot: true }).sort();
const textOf = (name: string): string => decode(readFileSync(path.join(root, name)));
const made = [
  ...fc.sample(config, { numRuns: 200, seed: 1 }),
  ...fc.sample(mutated, { numRuns: 100, seed: 2 }),
];
const all: readonly (readonly [string, string])[] = [
  ...committed.map((name) => [name, textOf(name)] as const),
  ...made.map((text, i) => [`made-${i}.conf`, text] as const),
];

function* directives(items: readonly Item[]): Generator<Directive> {
  for (const item of items) {
    if (item.kind !== 'directive') continue;
    yield item;
    yield* directives(item.block?.items ?? []);
  }
}

/** What is wrong with the offsets of a tree: nodes follow each other and lie in their blocks. */
function flaws(file: ConfigFile): string[] {
  const found: string[] = [];
  const check = (items: readonly Item[], from: number, to: number): void => {
    let at = from;
    for (const item of items) {
      if (item.start < at || item.end < item.start || item.end > to) {
        found.push(`${item.kind} at ${item.start}–${item.end} after ${at} before ${to}`);
      }
      at = item.end;
      if (item.kind !== 'directive') continue;
      const words = [item.nameWord, ...item.args];
      const last = words.at(-1)?.end ?? 0;
      for (const [i, word] of words.entries()) {
        if (word.start < (words[i - 1]?.end ?? 0)) found.push(`word at ${word.start}`);
      }
      const { block, end, unterminated } = item;
      if (block !== null)
        check(block.items, Math.max(last, block.open) + 1, block.close ?? file.text.length);
      const terminator = file.text[end - 1];
      if (!unterminated && terminator !== (block === null ? ';' : '}'))
        found.push(`ends with ${terminator}`);
    }
  };
  check(file.items, 0, file.text.length);
  return found;
}

/** Names and arguments without places: what must not change when something is added elsewhere. */
function shape(items: readonly Item[]): string {
  return JSON.stringify(items, (key, value) =>
    ['start', 'end', 'open', 'close'].includes(key) ? undefined : value,
  );
}

describe('corpus', () => {
  it('is large enough to mean something', () => {
    expect(committed.length).toBeGreaterThanOrEqual(100);
    expect(all.length).toBeGreaterThanOrEqual(400);
  });

  it('comes back byte for byte', () => {
    for (const name of committed) {
      const bytes = readFileSync(path.join(root, name));
      const printed = encode(print(parseConfig(decode(bytes), name)));
      expect(Buffer.compare(printed, bytes), name).toBe(0);
    }
    for (const text of made) expect(print(parseConfig(text, 'f'))).toBe(text);
  });

  it('becomes sound trees', () => {
    for (const [name, text] of all) expect(flaws(parseConfig(text, name)), name).toEqual([]);
  });

  it('takes a directive behind every pass and gives it back', () => {
    let passes = 0;
    for (const [name, text] of all) {
      const file = parseConfig(text, name);
      if (file.problems.length > 0) continue;
      for (const pass of directives(file.items)) {
        if (!/_pass$/.test(pass.name)) continue;
        passes++;
        const edits = insertDirective(file, { after: pass }, 'zz_new', ['a b']);
        const changed = applyEdits(text, edits);
        const after = parseConfig(changed, name);
        expect(after.problems, `${name}: ${changed}`).toEqual([]);
        const added = [...directives(after.items)].find((d) => d.name === 'zz_new') as Directive;
        expect(added.args[0]?.value, name).toBe('a b');
        const removed = applyEdits(changed, removeDirective(after, added));
        expect(shape(parseConfig(removed, name).items), name).toBe(shape(file.items));
        expect(removed.trimEnd(), name).toBe(text.trimEnd());
      }
    }
    expect(passes).toBeGreaterThan(300);
  });
});

const opaque = (file: ConfigFile): boolean =>
  /"opaque":true|"kind":"template"/.test(JSON.stringify(file.items));
const inFolder = (folder: string): string[] =>
  committed.filter((name) => name.startsWith(`${folder}/`));

describe('kinds of files', () => {
  it.each([...inFolder('plain'), ...inFolder('fragments'), ...inFolder('bytes')])(
    '%s is plain',
    (name) => {
      const file = parseConfig(textOf(name), name);
      expect(file.problems).toEqual([]);
      expect(opaque(file)).toBe(false);
    },
  );

  it.each(inFolder('broken'))('%s is broken', (name) => {
    expect(parseConfig(textOf(name), name).problems).not.toEqual([]);
  });

  it.each(inFolder('templates'))('%s is a template', (name) => {
    const file = parseConfig(textOf(name), name);
    expect(file.problems).toEqual([]);
    expect(opaque(file)).toBe(true);
  });

  it.each(inFolder('openresty'))('%s has Lua in it', (name) => {
    const file = parseConfig(textOf(name), name);
    expect(file.problems).toEqual([]);
    expect([...directives(file.items)].some((d) => d.block?.content === 'lua')).toBe(true);
  });

  it.each(inFolder('dumps'))('%s is the output of nginx -T', (name) => {
    const text = textOf(name);
    expect(dumpParts(text)?.size).toBeGreaterThanOrEqual(2);
    const set = loadConfig(name, memoryFiles({ [name]: text }));
    expect(set.problems).toEqual([]);
    expect(set.files.size).toBe(set.dump?.parts.size);
  });
});
