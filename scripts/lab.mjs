/** Bundles the lab and runs it: Node 20 does not read TypeScript. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { FOR_LAB, installMissing } from './apt.mjs';
import { ensurePackages, root } from './setup.mjs';

if (process.argv[2] === 'setup') installMissing(FOR_LAB, 'the lab');
ensurePackages();
// Only now is it there.
const { build } = await import('esbuild');
const out = path.join(root, `lab/work/lab.${process.pid}.mjs`);
await build({
  entryPoints: [path.join(root, 'lab/main.ts')],
  outfile: out,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'error',
});
process.once('exit', () => rmSync(out, { force: true }));
await import(out);
