/** Finds the knowledge base that stands beside the program. */
import { fileURLToPath } from 'node:url';
import { message } from '../text/message.ts';
import { type Knowledge, openKnowledge } from './kb-files.ts';
import { Problem } from './problem.ts';

/** The built program has it in its own folder, or above its chunks; from the source it is in `dist/`. */
const PLACES = ['./kb', '../kb', '../../dist/kb'];

/** Throws a `Problem` when it is not there: the package is damaged, or was not built. */
export function knowledgeBase(): Knowledge {
  for (const place of PLACES) {
    const found = openKnowledge(fileURLToPath(new URL(place, import.meta.url)));
    if (found) return found;
  }
  throw new Problem(message('kb.missing'));
}
