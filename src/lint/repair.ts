/** Carries out the repairs of findings until none is left. */
import { applyEdits, type Edit, findConflict, mergeEdits } from '../text/edit.ts';
import type { Finding } from './rule.ts';

/** One rule is repaired a round, and a repair may uncover another finding; more rounds mean that two disagree. */
const ROUNDS = 20;

/**
 * The texts of the files that change, by path. `find` lints a configuration
 * given as texts that replace those on disk. Rules take turns, so that none
 * repairs what another has just mended.
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

/** The repairs of the first rule that has any, each whole or not at all. Misplaced directives go first. */
function compatible(findings: readonly Finding[]): readonly Edit[] {
  const repairable = findings.filter(({ edits }) => edits.length > 0);
  const rule = (repairable.find((f) => f.rule === 'wrong-family') ?? repairable[0])?.rule;
  let kept: readonly Edit[] = [];
  for (const { edits } of repairable.filter((f) => f.rule === rule)) {
    const all = mergeEdits([...kept, ...edits]);
    if (findConflict(all) === null) kept = all;
  }
  return kept;
}
