/**
 * The parser and nginx must accept and refuse the same texts. Thousands are
 * made from a seed and shown to both; ALERT40_AGREEMENT states how many of each
 * kind (default 1,200).
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type ParseOptions, parseConfig } from '../../src/nginx/parser.ts';
import { lineIn } from '../../src/nginx/walk.ts';
import { encode } from '../../src/text/encoding.ts';
import { need } from '../real/need.ts';

const COUNT = Number(process.env.ALERT40_AGREEMENT ?? 1200);
const SEED = Number(process.env.ALERT40_SEED ?? 40);
const dir = mkdtempSync(path.join(os.tmpdir(), 'alert40-agreement-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** What nginx says: fine, refused by its reading of the structure, or refused for another reason. */
interface Answer {
  readonly kind: 'accepted' | 'structure' | 'meaning';
  readonly message: string;
  readonly line: number;
}

const STRUCTURE =
  /unexpected (?!.* in condition)|is not terminated by|has no opening|too long parameter/;

/** Has nginx read `text` where `around` includes it. */
function askNginx(slot: number, around: string, text: string): Promise<Answer> {
  const soup = path.join(dir, `soup${slot}`);
  const main = path.join(dir, `main${slot}.conf`);
  writeFileSync(soup, encode(text));
  const include = around.replace('%', `include ${soup};`);
  writeFileSync(
    main,
    `daemon off; pid ${dir}/pid; error_log stderr; events {} http { access_log off; ${include} }`,
  );
  return new Promise((resolve) => {
    execFile(
      'nginx',
      ['-t', '-c', main, '-e', 'stderr'],
      { encoding: 'latin1' },
      (_, __, stderr) => {
        const message = /\[emerg\].*?: (.*\n)/.exec(stderr)?.[1] ?? '';
        const line = Number(/:(\d+)\n/.exec(message)?.[1] ?? 0);
        if (stderr.includes('syntax is ok')) resolve({ kind: 'accepted', message: '', line: 0 });
        else resolve({ kind: STRUCTURE.test(message) ? 'structure' : 'meaning', message, line });
      },
    );
  });
}

/** Why the two disagree; null when they agree. */
function disagreement(text: string, answer: Answer, options: ParseOptions): string | null {
  const file = parseConfig(text, 'soup', { ...options, template: false });
  const problems = file.problems.map((p) => `${p.id} in line ${lineIn(file, p.start)}`);
  const said = `nginx: ${answer.message || 'fine'}; parser: ${problems.join(', ') || 'fine'}`;
  const [first] = file.problems;
  if (answer.kind === 'accepted') return first === undefined ? null : said;
  if (answer.kind === 'structure') return first === undefined ? said : null;
  // nginx stopped at something that is not ours to judge: up to there nothing may be wrong.
  if (first === undefined || LATER.has(first.id)) return null;
  return lineIn(file, first.end) < answer.line ? said : null;
}

/** Problems that nginx meets later than where they are reported. */
const LATER = new Set(['unclosed-block', 'missing-semicolon', 'missing-block']);

async function compare(texts: readonly string[], around: string, options: ParseOptions) {
  const kinds = { accepted: 0, structure: 0, meaning: 0 };
  const disagreements: { text: string; said: string }[] = [];
  let next = 0;
  const worker = async (slot: number): Promise<void> => {
    for (let i = next++; i < texts.length; i = next++) {
      const text = texts[i] as string;
      const answer = await askNginx(slot, around, text);
      kinds[answer.kind]++;
      const said = disagreement(text, answer, options);
      if (said !== null) disagreements.push({ text, said });
    }
  };
  await Promise.all([worker(0), worker(1)]);
  disagreements.sort((a, b) => a.text.length - b.text.length);
  return { kinds, disagreements: disagreements.slice(0, 5) };
}

/** Words and punctuation in any order. */
const soup = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('a', 'b c', ' ', '\n', '; ', ';\n', 'x y;\n') },
      {
        weight: 3,
        arbitrary: fc.constantFrom('"', "'", '\\', '$', '${', '}', '{', '#', ')', '\\"'),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom('\r', '\t', '"a"', "'b;'", '"{}#"', '\\\\', '\ufeff', '\u00a0'),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom('é', '\udcff', '😀', '\0', '\v', '${{', '$}', '"a")'),
      },
    ),
    { minLength: 1, maxLength: 14 },
  )
  .map((parts) => parts.join(''));

/** Words, quoted words and comments whose length is about what nginx can read. */
const long = fc
  .record({
    open: fc.constantFrom('', '"', "'", '#', '\\', '${'),
    unit: fc.constantFrom('a', 'é', '€', '😀', '\udcff', '\\"', '\\t'),
    bytes: fc.integer({ min: 4086, max: 4100 }),
    after: fc.constantFrom(';', ' ;', '\n;', '{', ' ', '', ')', ' b;', '\n', '\r\n c d;\n'),
    before: fc.constantFrom('x ', '', ' \n', 'x y z; q ', '# c\n x '),
  })
  .map(({ open, unit, bytes, after, before }) => {
    const size = encode(unit).length;
    const count = Math.floor((bytes - open.length) / size);
    const fill = 'a'.repeat(bytes - open.length - count * size);
    const close = open === '"' || open === "'" ? open : '';
    return before + open + fill + unit.repeat(count) + close + after;
  });

/** A configuration that is right, with a few characters more, less or elsewhere. */
const { block } = fc.letrec<{ block: string }>((tie) => ({
  block: fc
    .array(
      fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom(
          'set $a b;',
          'add_header X "a b;{";',
          'index a b\n  c;',
          'expires 1h;',
          'if ($a = "}"){ set $b "x"; }',
          'types { a/b c d; }',
          '# set $a b;',
          "return 200 'it\\'s';",
          'sub_filter a#b ${a}c;',
        ),
        tie('block').map((b) => `location ~ "a{2}" {\n${b}\n}`),
        tie('block').map((b) => `location ~ x\n{ ${b} }`),
      ),
      { maxLength: 5 },
    )
    .map((statements) => statements.join('\n')),
}));
const change = fc.record({
  at: fc.nat(),
  remove: fc.integer({ min: 0, max: 2 }),
  insert: fc.constantFrom('', '', '', ';', '{', '}', '"', '#', '\n', 'set ', ' expires ', '\\'),
});
const mutated = fc.tuple(block, fc.array(change, { maxLength: 3 })).map(([text, changes]) =>
  changes.reduce((t, { at, remove, insert }) => {
    const i = t.length === 0 ? 0 : at % t.length;
    return t.slice(0, i) + insert + t.slice(i + remove);
  }, text),
);

const sample = (texts: fc.Arbitrary<string>, count = COUNT) => [
  ...new Set(fc.sample(texts, { numRuns: count, seed: SEED })),
];

describe.runIf(need('nginx'))('agreement with nginx', () => {
  it.each([
    ['tokens', soup, COUNT, 'types { % }', { content: 'data' }],
    ['lengths', long, Math.ceil(COUNT / 4), 'types { % }', { content: 'data' }],
    ['structure', mutated, COUNT, 'server { % }', {}],
  ] as const)(
    'in %s',
    async (_, texts, count, around, options) => {
      const { kinds, disagreements } = await compare(sample(texts, count), around, options);
      expect(disagreements).toEqual([]);
      expect(kinds.accepted).toBeGreaterThan(count / 20);
      expect(kinds.structure).toBeGreaterThan(count / 20);
    },
    300_000,
  );
});
