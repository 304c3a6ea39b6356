/** Reads the knowledge base and the evidence from the project's folders. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { readEvidence } from '../lab/evidence.ts';
import type { TlsKey } from '../src/directives/tls.ts';
import { type Compiled, compile, type Evidence, type Material } from '../src/kb/compile.ts';
import {
  actionPage,
  type DirectiveTexts,
  directiveTexts,
  type Entry,
  entry,
  type RulePage,
  rulePage,
} from '../src/kb/schema.ts';
import { repairRates, sightingsOf } from './sightings.ts';

export interface KnowledgeBase {
  readonly material: Material;
  readonly compiled: readonly Compiled[];
  readonly rules: readonly RulePage[];
  readonly directives: Readonly<Record<TlsKey, DirectiveTexts>>;
}

/** Throws with the file's name when one is not of the form that `src/kb/schema.ts` states. */
export function readKnowledgeBase(root: string): KnowledgeBase {
  const kb = path.join(root, 'kb');
  const entries: Entry[] = ['signatures', 'causes'].flatMap((folder) =>
    readAll(path.join(kb, folder), entry),
  );
  const actions = checked(path.join(kb, 'actions.yaml'), z.array(actionPage));
  const evidenceFolder = path.join(root, 'lab', 'evidence');
  const evidence = JSON.parse(
    readFileSync(path.join(evidenceFolder, 'summary.json'), 'utf8'),
  ) as Evidence;
  const records = readEvidence(evidenceFolder);
  const date =
    records
      .map(({ recorded }) => recorded)
      .sort()
      .at(-1) ?? null;
  const sightings = sightingsOf(records, entries);
  const repairs = repairRates(records);
  const material = { entries, actions, evidence, sightings, repairs, date };
  return {
    material,
    compiled: entries.map((e) => compile(e, material)),
    rules: readAll(path.join(kb, 'rules'), rulePage),
    directives: checked(
      path.join(kb, 'directives.yaml'),
      z.record(z.string(), directiveTexts),
    ) as KnowledgeBase['directives'],
  };
}

function readAll<T>(folder: string, form: z.ZodType<T>): T[] {
  return readdirSync(folder)
    .sort()
    .map((file) => checked(path.join(folder, file), form));
}

function checked<T>(file: string, form: z.ZodType<T>): T {
  const result = form.safeParse(parse(readFileSync(file, 'utf8')));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(`${path.basename(file)}: ${issue?.path.join('.')}: ${issue?.message}`);
}
