/** Carries out the repairs of findings until none is left. */
import { applyEdits, type Edit, findConflict, mergeEdits } from '../text/edit.ts';
import type { Finding } from './rule.ts';

/** A repair may uncover another finding; more rounds than this would mean that two of them disagree. */
const ROUNDS = 5;

/**
 * The texts of the files that change, by path. `find` lints a configuration
 * given as texts that replace those on disk. Repairs that overlap wait for the
 * next round.
 */
export function repairedTexts(
  texts: ReadonlyMap<string, string>,
  find: (texts: ReadonlyMap<string, string>) => readonly Finding[],
): ReadonlyMap<string, string> {
  const now = new Map(texts);
  const changed = new Map<string, string>();
  for (let round = 0; round < ROUNDS; round++) {
    const edits = compatible(find(now));
    if (edits.length === 0) break;
    for (const [file, before] of now) {
      const after = applyEdits(
        before,
        edits.filter((edit) => edit.file === file),
      );
      if (after === before) continue;
      now.set(file, after);
      changed.set(file, after);
    }
  }
  return changed;
}

/** The repairs in order, each whole or not at all. */
function compatible(findings: readonly Finding[]): readonly Edit[] {
  let kept: readonly Edit[] = [];
  for (const { edits } of findings) {
    if (edits.length === 0) continue;
    const all = mergeEdits([...kept, ...edits]);
    if (findConflict(all) === null) kept = all;
  }
  return kept;
}
