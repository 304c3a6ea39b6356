/**
 * The parser and nginx must accept and refuse the same texts. Thousands are
 * made from a seed and shown to both; ALERT40_AGREEMENT states how many of each
 * kind (default 1,200).
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { globSync } from 'tinyglobby';
import { afterAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { type ParseOptions, parseConfig } from '../../src/nginx/parser.ts';
import { lineIn } from '../../src/nginx/walk.ts';
import { decode, encode } from '../../src/text/encoding.ts';
import { need } from '../real/need.ts';
import { long, mutated, soup } from './texts.ts';

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
  writeFileSync(main, `daemon off; pid ${dir}/pid; error_log stderr; ${include}`);
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
  if (answer.kind === 'accepted') {
    // What nginx reads must not be spoilt by a guess that it is a template.
    const guessed = parseConfig(text, 'soup', options).problems.length;
    return first === undefined && guessed === 0 ? null : said;
  }
  if (answer.kind === 'structure') return first === undefined ? said : null;
  // nginx stopped at something that is not ours to judge: up to there nothing may be wrong.
  if (first === undefined || LATER.has(first.id)) return null;
  return lineIn(file, first.end) < answer.line ? said : null;
}

/** Problems that nginx meets later than where they are reported. */
const LATER = new Set(['unclosed-block', 'missing-semicolon', 'missing-block', 'unquoted-brace']);

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

const sample = (texts: fc.Arbitrary<string>, count = COUNT) => [
  ...new Set(fc.sample(texts, { numRuns: count, seed: SEED })),
];

/** What stands around a fragment, by its context. */
const AROUND: Readonly<Record<string, string>> = {
  main: '%',
  http: 'events {} http { % }',
  server: 'events {} http { server { % } }',
  location: 'events {} http { server { location /zz { % } } }',
  upstream: 'events {} http { upstream zz { % } }',
  stream: 'events {} stream { % }',
  'stream-server': 'events {} stream { server { % } }',
};

describe.runIf(need('nginx'))('agreement with nginx', () => {
  it.each([
    ['tokens', soup, COUNT, 'events {} http { types { % } }', { content: 'data' }],
    ['lengths', long, Math.ceil(COUNT / 4), 'events {} http { types { % } }', { content: 'data' }],
    ['structure', mutated, COUNT, 'events {} http { server { % } }', {}],
  ] as const)(
    'in %s',
    async (_, texts, count, around, options) => {
      const { kinds, disagreements } = await compare(sample(texts, count), around, options);
      expect(disagreements).toEqual([]);
      expect(kinds.accepted).toBeGreaterThan(count / 20);
      expect(kinds.structure).toBeGreaterThan(count / 20);
    },
    Math.max(300_000, COUNT * 100),
  );

  it('in the corpus', async () => {
    const root = path.join(import.meta.dirname, '../corpus');
    const names = globSync('{plain,fragments,broken,bytes}/*', { cwd: root });
    expect(names.length).toBeGreaterThan(80);
    for (const name of names) {
      const text = decode(readFileSync(path.join(root, name)));
      const { context } = loadConfig(name, memoryFiles({ [name]: text }));
      const answer = await askNginx(0, AROUND[context] ?? '%', text);
      expect(disagreement(text, answer, {}), name).toBeNull();
    }
  });
});
