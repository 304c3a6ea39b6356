/** The knowledge base that stands beside the program. */
import { readFileSync } from 'node:fs';
import type { Compiled } from '../kb/compile.ts';
import type { RulePage } from '../kb/schema.ts';
import { message } from '../text/message.ts';
import { Problem } from './problem.ts';

interface Data {
  readonly entries: readonly Compiled[];
  readonly rules: readonly RulePage[];
}

/** The built program has it in its own folder, or above its chunks; from the source it is in `dist/`. */
const PLACES = ['./kb.json', '../kb.json', '../../dist/kb.json'];

/** Throws a `Problem` when the file is not there: the package is damaged, or was not built. */
export function knowledgeBase(): Data {
  for (const place of PLACES) {
    try {
      return JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as Data;
    } catch {
      // The next place.
    }
  }
  throw new Problem(message('kb.missing'));
}
