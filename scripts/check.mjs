/** The checks that need no test: style, types, unused code, the shape of the package. */
import { ensureBuild, ensurePackages, tool } from './setup.mjs';

const CHECKS = [
  ['biome', ['check', '--diagnostic-level=error', '.']],
  ['tsc', ['-p', 'tsconfig.json']],
  ['tsc', ['-p', 'tsconfig.core.json', '--noEmit']],
  ['tsc', ['-p', 'site/sandbox/tsconfig.json']],
  ['tsc', ['-p', 'site/offline/tsconfig.json']],
  ['knip', []],
  ['publint', ['--strict']],
];

ensurePackages();
ensureBuild();
let failed = 0;
for (const [name, args] of CHECKS) {
  console.log(`\n> ${[name, ...args].join(' ')}`);
  try {
    tool(name, args);
  } catch {
    failed++;
    console.log(`${name} found something.`);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
