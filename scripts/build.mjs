/**
 * Builds `dist/`: the program, the library and its types. Everything is
 * bundled, so the published package has no dependencies of its own.
 */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { load } from './bundle.mjs';
import { buildProgram } from './program.mjs';
import { sandboxPage } from './sandbox.mjs';
import { root, tool } from './setup.mjs';

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

rmSync(path.join(root, 'dist'), { recursive: true, force: true });
await Promise.all([
  build({
    ...common,
    platform: 'node',
    entryPoints: { cli: 'src/cli/entry.ts' },
    outdir: 'dist',
    ...required,
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    plugins: [startElsewhere],
  }),
  build({
    ...common,
    platform: 'node',
    entryPoints: { lookup: 'src/cli/quick-lookup.ts' },
    outdir: 'dist',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
  }),
  buildProgram(),
  build({
    ...common,
    // A Node import in here fails the build: the library runs in browsers too.
    platform: 'browser',
    target: 'es2022',
    entryPoints: { index: 'src/index.ts' },
    outdir: 'dist',
  }),
]);
tool('tsc', ['-p', 'tsconfig.build.json']);
const { writeData } = await load('site/data.ts');
writeData(root);
writeFileSync(path.join(root, 'dist', 'sandbox.html'), await sandboxPage());
