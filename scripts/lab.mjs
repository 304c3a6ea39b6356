/** Bundles the lab and runs it: Node 20 does not read TypeScript. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
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
