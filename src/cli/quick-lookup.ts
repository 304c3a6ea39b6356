/**
 * `alert40 kb lookup LINE` without the rest of the program: no module loader,
 * no option parser, no catalogue of sentences, and only the entries that are
 * found. Whatever it does not answer in full is left to the program proper.
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { lookup } from '../kb/lookup.ts';
import { entriesText } from '../kb/markdown.ts';
import { openKnowledge } from '../node/kb-files.ts';
import { languageOf } from './language.ts';

/** Prints the entries and returns true; false when this is not for it to answer. `folder` is that of the program. */
export function quickLookup(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
): boolean {
  const [command, what, line, ...rest] = argv;
  if (command !== 'kb' || what !== 'lookup' || rest.length > 0) return false;
  // An option, or standard input.
  if (!line || line.startsWith('-')) return false;
  const knowledge = openKnowledge(join(folder, 'kb'));
  if (!knowledge) return false;
  const found = lookup(line, knowledge.index);
  if (found.length === 0) return false;
  const entries = found.map(({ entry }) => knowledge.entry(entry));
  print(`${entriesText(entries, languageOf(undefined, env))}\n`);
  return true;
}

/** Straight to the file; process.stdout costs more than the look-up. */
function print(text: string): void {
  let rest = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(1, rest));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A reader that has seen enough closes the pipe; that is no error.
    if (code === 'EPIPE') return;
    if (code !== 'EAGAIN') throw error;
    process.stdout.write(rest);
  }
}
