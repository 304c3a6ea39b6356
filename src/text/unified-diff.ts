/** Edits as changed text, and changed text as a unified diff that `patch -p1` applies. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Edit } from './edit.ts';

/**
 * The text with the edits of one file applied; equal edits count once. Edits
 * at one place keep their order. Overlapping edits are a defect of the caller.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const distinct = edits.filter(
    (e, i) =>
      edits.findIndex((o) => o.start === e.start && o.end === e.end && o.text === e.text) === i,
  );
  const ordered = distinct.sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let at = 0;
  for (const edit of ordered) {
    if (edit.start < at) throw new Error(`overlapping edits at ${edit.start} in ${edit.file}`);
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** The files that the edits change, in the order in which they are first met. */
export function changedFiles(edits: readonly Edit[]): readonly string[] {
  return [...new Set(edits.map((e) => e.file))];
}

/** Unified diff of one file with three lines of context; empty when nothing changed. */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return '';
  const name = file.replace(/^\/+/, '').replace(/^(?:\.\/)+/, '');
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
