/**
 * The knowledge base as the program carries it, in a folder of its own: an
 * index that is read whole, and the entries one to a line, of which only those
 * that are asked for are read. Imports nothing but Node, because the fast path
 * of `kb lookup` starts with it.
 */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Compiled } from '../kb/compile.ts';
import type { Match, RulePage } from '../kb/schema.ts';

export const INDEX = 'index.json';
export const ENTRIES = 'entries.ndjson';
export const RULES = 'rules.json';

/** One entry in the index, and the bytes of its line. */
export interface Indexed {
  readonly id: string;
  readonly kind: Compiled['entry']['kind'];
  readonly title: Compiled['entry']['title'];
  /** Empty for causes: no line finds them. */
  readonly match: readonly Match[];
  readonly at: number;
  readonly length: number;
}

/** `alert40/kb/2`. */
export interface KnowledgeIndex {
  readonly schema: string;
  readonly entries: readonly Indexed[];
}

export interface Knowledge {
  readonly index: readonly Indexed[];
  entry(indexed: Indexed): Compiled;
  rules(): readonly RulePage[];
}

/** Null when there is none in the folder. */
export function openKnowledge(folder: string): Knowledge | null {
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  let index: KnowledgeIndex;
  try {
    index = read(INDEX) as KnowledgeIndex;
  } catch {
    return null;
  }
  return {
    index: index.entries,
    entry: ({ at, length }) => JSON.parse(piece(join(folder, ENTRIES), at, length)) as Compiled,
    rules: () => read(RULES) as readonly RulePage[],
  };
}

function piece(file: string, at: number, length: number): string {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(length);
    readSync(handle, bytes, 0, length, at);
    return bytes.toString('utf8');
  } finally {
    closeSync(handle);
  }
}
