/** Runs a benchmark of `bench/`, bundled as the product is: `node scripts/bench.mjs parse`. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const [name, ...args] = process.argv.slice(2);
const folder = path.join(import.meta.dirname, '../bench');
if (name === undefined || !existsSync(path.join(folder, `${name}.ts`))) {
  console.error(`Name a benchmark: npm run bench -- NAME\n\n${list()}`);
  process.exit(2);
}

/** Each benchmark with the first sentence about it; what they share exports something. */
function list() {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file.slice(0, -3), readFileSync(path.join(folder, file), 'utf8')])
    .filter(([, text]) => !/^export /m.test(text))
    .map(([id, text]) => {
      const comment = text
        .slice(3, text.indexOf('*/'))
        .replaceAll(/\s*\n \* ?/g, ' ')
        .trim();
      return `${id.padEnd(12)} ${/^.*?[.:;](?=\s|$)/.exec(comment)?.[0].slice(0, -1) ?? comment}`;
    })
    .join('\n');
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
