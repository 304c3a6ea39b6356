/**
 * Builds `dist/`: the program, the library and its types. Everything is
 * bundled, so the published package has no dependencies of its own. It is put
 * in place whole: what runs beside a build never sees half of it.
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { load } from './bundle.mjs';
import { buildProgram } from './program.mjs';
import { sandboxPage } from './sandbox.mjs';
import { root, tool } from './setup.mjs';

const dist = path.join(root, 'dist');
const next = path.join(root, '.cache', `dist-${process.pid}`);

const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
};

/** The entry loads the program proper, which is built on its own, only when it needs it. */
const startElsewhere = {
  name: 'start-elsewhere',
  setup({ onResolve }) {
    onResolve({ filter: /\/start\.ts$/ }, () => ({ path: './start.cjs', external: true }));
    onResolve({ filter: /^\.\/quick-lookup\.ts$/ }, () => ({
      path: './lookup.cjs',
      external: true,
    }));
  },
};

/** `import()` becomes `require`, which does without the loader of ES modules. */
const required = { supported: { 'dynamic-import': false } };

/** A folder cannot be renamed onto one that has files, so the old one steps aside first. */
function putInPlace() {
  const old = `${next}-old`;
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(next, dist);
  rmSync(old, { recursive: true, force: true });
}

mkdirSync(next, { recursive: true });
process.on('exit', () => rmSync(next, { recursive: true, force: true }));
await Promise.all([
  build({
    ...common,
    platform: 'node',
    entryPoints: { cli: 'src/cli/entry.ts' },
    outdir: next,
    ...required,
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    plugins: [startElsewhere],
  }),
  build({
    ...common,
    platform: 'node',
    entryPoints: { lookup: 'src/cli/quick-lookup.ts' },
    outdir: next,
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
  }),
  buildProgram(next),
  build({
    ...common,
    // A Node import in here fails the build: the library runs in browsers too.
    platform: 'browser',
    target: 'es2022',
    entryPoints: { index: 'src/index.ts' },
    outdir: next,
  }),
]);
tool('tsc', ['-p', 'tsconfig.build.json', '--outDir', path.join(next, 'types')]);
const { writeData } = await load('site/data.ts');
writeData(root, path.join(next, 'kb'));
writeFileSync(path.join(next, 'sandbox.html'), await sandboxPage());
putInPlace();
