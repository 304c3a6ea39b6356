/**
 * Each folder of `test/cases/` is one story: a log as nginx wrote it, the configuration it
 * came from, and what is to be said about it.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { readEvidence } from '../src/causes/evidence/read.ts';
import { planRepairs } from '../src/diagnosis/plan.ts';
import { loadConfig } from '../src/nginx/load.ts';
import { memoryFiles } from '../src/nginx/memory-files.ts';
import { unifiedDiff } from '../src/text/unified-diff.ts';
import { diagnosed, edited, type Given } from './diagnosis/diagnosed.ts';
import { type Content, namedFiles } from './diagnosis/named-files.ts';

interface Expected {
  /** Options that the user gave. */
  readonly given?: { readonly name?: string; readonly nginx?: string; readonly openssl?: string };
  readonly allowWeakening?: boolean;
  /** Of the most frequent incident. */
  readonly verdict: string | null;
  /** The true cause; among the first three in every case. */
  readonly cause: string;
  /** Range that the confidence of `cause` lies in. */
  readonly confidence: readonly [number, number];
  readonly next?: readonly string[];
  /** Why the repair is held back, where it is. */
  readonly held?: string;
  /** Names that are offered where one is needed. */
  readonly candidates?: readonly string[];
  /** Ids of notes. */
  readonly notes?: readonly string[];
  /** Files that the configuration names, as far as they could be read. */
  readonly files?: Readonly<Record<string, Content>>;
}

const root = path.resolve(import.meta.dirname, 'cases');
const stories = globSync('*/expected.json', { cwd: root })
  .map((file) => path.dirname(file))
  .sort();

function read(story: string, file: string): string | null {
  const full = path.join(root, story, file);
  return existsSync(full) ? readFileSync(full, 'utf8') : null;
}

function configFiles(story: string): Record<string, string> | undefined {
  const files = globSync('**/*.conf', { cwd: path.join(root, story) }).sort((a, b) =>
    a === 'nginx.conf' ? -1 : b === 'nginx.conf' ? 1 : a < b ? -1 : 1,
  );
  if (files.length === 0) return undefined;
  return Object.fromEntries(files.map((file) => [file, read(story, file) ?? '']));
}

function given(story: string, expected: Expected): Given {
  const config = configFiles(story);
  const evidence = read(story, 'evidence.txt');
  return {
    log: read(story, 'error.log') ?? '',
    ...(config === undefined ? {} : { config }),
    ...(expected.files === undefined ? {} : { files: namedFiles(expected.files) }),
    ...(evidence === null ? {} : { observations: readEvidence('', evidence).observations }),
    ...expected.given,
  };
}

function diffOf(before: Record<string, string>, after: Record<string, string>): string {
  return Object.keys(before)
    .filter((file) => before[file] !== after[file])
    .map((file) => unifiedDiff(file, before[file] ?? '', after[file] ?? ''))
    .join('');
}

describe('cases', () => {
  it('finds the stories', () => {
    expect(stories.length).toBeGreaterThanOrEqual(120);
  });

  for (const story of stories) {
    const expected = JSON.parse(read(story, 'expected.json') ?? '{}') as Expected;
    const input = given(story, expected);
    const allowWeakening = expected.allowWeakening ?? false;

    it(`${story}: the verdict`, () => {
      const diagnosis = diagnosed(input);
      const [incident] = diagnosis.incidents;
      const shown = incident?.causes.map((x) => `${x.id} ${x.confidence}`).join(', ');
      expect(incident?.verdict, shown).toBe(expected.verdict);
      const first = incident?.causes.slice(0, 3).map((x) => x.id) ?? [];
      expect(first, shown).toContain(expected.cause);
      const confidence = incident?.causes.find((x) => x.id === expected.cause)?.confidence ?? 0;
      expect(confidence, shown).toBeGreaterThanOrEqual(expected.confidence[0]);
      expect(confidence, shown).toBeLessThanOrEqual(expected.confidence[1]);
      if (expected.verdict === null && (incident?.causes.length ?? 0) > 1)
        expect(incident?.decidedBy, 'the check that would decide').not.toBeNull();
      if (expected.next) expect(incident?.next.map((n) => n.cause)).toEqual(expected.next);
      if (expected.notes) expect(diagnosis.notes.map((n) => n.id)).toEqual(expected.notes);
    });

    it(`${story}: the repair`, () => {
      const diagnosis = diagnosed(input);
      const plan = planRepairs(diagnosis, { allowWeakening });
      const diff = input.config
        ? diffOf({ ...input.config }, edited(input.config, plan.edits))
        : '';
      expect(diff).toBe(read(story, 'expected.diff') ?? '');
      if (expected.held) expect(plan.held[0]?.why).toBe(expected.held);
      const [incident] = diagnosis.incidents;
      const needs = incident?.causes[0]?.repairs[0]?.needs[0];
      if (expected.candidates)
        expect(needs?.candidates.map((x) => x.value)).toEqual(expected.candidates);
    });

    it(`${story}: nothing is left to repair afterwards`, () => {
      const plan = planRepairs(diagnosed(input), { allowWeakening });
      if (!input.config || plan.edits.length === 0) return;
      const config = edited(input.config, plan.edits);
      const problems = (files: Record<string, string>) =>
        loadConfig('nginx.conf', memoryFiles(files)).problems;
      expect(problems(config)).toEqual(problems({ ...input.config }));
      const again = planRepairs(diagnosed({ ...input, config }), { allowWeakening });
      expect(again.edits).toEqual([]);
    });
  }
});
