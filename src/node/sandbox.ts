/** Where the sandbox's page stands beside the program. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { message } from '../text/message.ts';
import { Problem } from './problem.ts';

/** The built program has it in its own folder, or above its chunks; from the source it is in `dist/`. */
const PLACES = ['./sandbox.html', '../sandbox.html', '../../dist/sandbox.html'];

/** Path of the page. Throws a `Problem` when it is not there: the package is damaged, or was not built. */
export function sandboxFile(): string {
  for (const place of PLACES) {
    const file = fileURLToPath(new URL(place, import.meta.url));
    if (existsSync(file)) return file;
  }
  throw new Problem(message('sandbox.missing'));
}
