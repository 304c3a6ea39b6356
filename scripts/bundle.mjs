/** Runs a TypeScript file of this project: bundled first, because Node 20 does not read TypeScript. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './setup.mjs';

/** Bundles `entry` and imports it; what it exports is returned. */
export async function load(entry) {
  const folder = path.join(root, '.cache', 'run');
  mkdirSync(folder, { recursive: true });
  const outfile = path.join(folder, `${path.basename(entry, '.ts')}.${process.pid}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
  process.once('exit', () => rmSync(outfile, { force: true }));
  return import(outfile);
}
