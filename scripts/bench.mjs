/** Runs a benchmark of `bench/`, bundled as the product is: `node scripts/bench.mjs parse`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const [name, ...args] = process.argv.slice(2);
if (name === undefined) {
  console.error('Name a benchmark of bench/, for example: node scripts/bench.mjs parse');
  process.exit(2);
}
// Below node_modules, so that what cannot be bundled is found.
const dir = mkdtempSync(path.join(import.meta.dirname, '../node_modules/.bench-'));
try {
  const outfile = path.join(dir, `${name}.mjs`);
  await build({
    entryPoints: [path.join(import.meta.dirname, `../bench/${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['esbuild', 'playwright-core'],
    // Libraries in CommonJS ask for Node's modules through require.
    banner: {
      js: "import{createRequire as benchRequire}from'node:module';const require=benchRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  process.exitCode =
    spawnSync(process.execPath, [outfile, ...args], { stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(dir, { recursive: true });
}
