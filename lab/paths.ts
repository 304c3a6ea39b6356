/** Where the lab keeps its things. Both places are left out of version control. */
import { existsSync } from 'node:fs';
import path from 'node:path';

/** The repository: the nearest folder upwards with this package's package.json (the bundle runs from elsewhere). */
function repository(): string {
  let dir = import.meta.dirname;
  while (!existsSync(path.join(dir, 'package-lock.json'))) {
    const up = path.dirname(dir);
    if (up === dir) throw new Error('the lab must be run inside the repository');
    dir = up;
  }
  return dir;
}

export const REPOSITORY = repository();
export const LAB = path.join(REPOSITORY, 'lab');
/** Keys and built helper programs, kept between runs; temporary folders of a run. */
export const WORK = path.join(LAB, 'work');
/** Root file systems of other Debian releases. */
export const RELEASES = process.env.ALERT40_LAB_RELEASES ?? path.join(LAB, 'releases');
export const EVIDENCE = path.join(LAB, 'evidence');
