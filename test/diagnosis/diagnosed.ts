/** What tests of the engine share. */
import { diagnoseTexts, type Texts } from '../../src/diagnosis/diagnose-texts.ts';
import type { Diagnosis } from '../../src/diagnosis/model.ts';
import { applyEdits, type Edit, editsByFile } from '../../src/text/edit.ts';

/** The configuration as files by path, the main file first. */
export interface Given extends Texts {
  readonly config?: Readonly<Record<string, string>>;
}

/** Diagnoses on a day on which every test happens, with an nginx that is stated. */
export function diagnosed(given: Given): Diagnosis {
  return diagnoseTexts({ now: '2026-11-21T00:00:00Z', nginx: '1.22.1', ...given });
}

/** The files after edits. */
export function edited(
  files: Readonly<Record<string, string>>,
  edits: readonly Edit[],
): Record<string, string> {
  const byFile = editsByFile(edits);
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, applyEdits(text, byFile.get(path) ?? [])]),
  );
}
