/** A half-open stretch of a text, in UTF-16 code units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Replaces `[start, end)` of one file with `text`. Offsets are UTF-16 code units of the decoded file. */
export interface Edit extends Range {
  readonly file: string;
  readonly text: string;
}

/**
 * Edits in order of file and place, each once. Two that are identical are one
 * (several causes ask for the same line); two insertions at one place stay in
 * the order given.
 */
export function mergeEdits(edits: readonly Edit[]): readonly Edit[] {
  const unique = new Map(edits.map((e) => [JSON.stringify([e.file, e.start, e.end, e.text]), e]));
  return [...unique.values()].sort(
    (a, b) => compare(a.file, b.file) || a.start - b.start || a.end - b.end,
  );
}

/**
 * The first pair of edits that cannot both be applied, because they change the
 * same text; null when all fit together. Insertions at one place do not conflict.
 */
export function findConflict(edits: readonly Edit[]): readonly [Edit, Edit] | null {
  const sorted = mergeEdits(edits);
  for (let i = 1; i < sorted.length; i++) {
    const before = sorted[i - 1] as Edit;
    const after = sorted[i] as Edit;
    if (before.file === after.file && after.start < before.end) return [before, after];
  }
  return null;
}

/** Edits by the file they change. */
export function editsByFile(edits: readonly Edit[]): ReadonlyMap<string, readonly Edit[]> {
  const byFile = new Map<string, Edit[]>();
  for (const edit of edits) {
    const others = byFile.get(edit.file);
    if (others === undefined) byFile.set(edit.file, [edit]);
    else others.push(edit);
  }
  return byFile;
}

/**
 * The text after edits of this one file. Throws a RangeError when an edit lies
 * outside the text or two conflict: then the edits were made for another text.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { file, start, end, text: replacement } of mergeEdits(edits)) {
    if (!(start >= at && end >= start && end <= text.length)) {
      throw new RangeError(`edit ${start}–${end} does not fit ${file} at ${at} of ${text.length}`);
    }
    pieces.push(text.slice(at, start), replacement);
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}

/** The one edit that turns a text into another: the stretch in which they differ, and no more. */
export function difference(file: string, before: string, after: string): Edit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { file, start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
