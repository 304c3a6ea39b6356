/** Changed text as a unified diff that `patch -p1` applies. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/** Unified diff of one file with three lines of context; empty when nothing changed. */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return '';
  const name = file.replace(/^\/+/, '').replace(/^(?:\.\/)+/, '');
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
