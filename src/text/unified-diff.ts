/** Changed text as a unified diff that `patch -p1` applies. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Edit } from './edit.ts';

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
