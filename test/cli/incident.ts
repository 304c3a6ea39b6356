/** A workplace with the bundled incident in it, to be broken in every way. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';

export const EXAMPLE = path.resolve(import.meta.dirname, '../../examples/missing-sni');

/** The folder of the running test, which is also the working directory. */
export let folder = '';

/** Gives each test of the file a folder of its own with `error.log` and `nginx.conf`. */
export function inFolder(): void {
  const home = process.cwd();
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'alert40-cli-'));
    for (const name of ['error.log', 'nginx.conf'])
      copyFileSync(path.join(EXAMPLE, name), path.join(folder, name));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  });
}
