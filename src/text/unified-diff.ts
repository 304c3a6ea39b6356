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
  return createTwoFilesPatch(
    quoted(`a/${name}`),
    quoted(`b/${name}`),
    before,
    after,
    undefined,
    undefined,
    {
      context: 3,
      headerOptions: FILE_HEADERS_ONLY,
    },
  );
}

/** A name with control characters in the C notation that git and patch share. */
function quoted(name: string): string {
  if (!/[\x00-\x08\x0a-\x1f\x7f]/.test(name)) return name;
  const escaped = name.replace(/["\\]|[\x00-\x1f\x7f]/g, (c) =>
    c === '"' || c === '\\' ? `\\${c}` : `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return `"${escaped}"`;
}
