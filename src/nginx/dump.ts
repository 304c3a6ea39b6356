/** The output of `nginx -T`: a whole configuration, many files in one text. */
import type { Range } from '../text/edit.ts';

const HEADER = /^# configuration file (.+):\r?$/gm;

/**
 * The files embedded in a dump, by path, main file first, as ranges of the
 * dump; null when the text is not a dump. An offset in an embedded file plus
 * its range's start is the offset in the dump.
 */
export function dumpParts(text: string): ReadonlyMap<string, Range> | null {
  const headers = [...text.matchAll(HEADER)];
  const first = headers[0];
  if (first === undefined || !onlyPreamble(text.slice(0, first.index))) return null;
  const parts = new Map<string, Range>();
  headers.forEach((header, i) => {
    const path = header[1] as string;
    const start = Math.min(header.index + header[0].length + 1, text.length);
    const next = headers[i + 1]?.index ?? text.length;
    // nginx writes one line feed after each file's content.
    const end = Math.max(start, text[next - 1] === '\n' ? next - 1 : next);
    if (!parts.has(path)) parts.set(path, { start, end });
  });
  return parts;
}

/** What nginx (or the shell) prints before the first file. */
function onlyPreamble(text: string): boolean {
  return text
    .split('\n')
    .every((line) => /^\s*$|^nginx: |^\d{4}\/\d\d\/\d\d |^[$#] ?(?:sudo )?nginx /.test(line));
}
