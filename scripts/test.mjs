/**
 * Sets up what the tests need, then runs the checks and the tests. Arguments
 * go to vitest, and then only it runs: `npm test -- test/nginx`.
 */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { FOR_TESTS, installMissing } from './apt.mjs';
import { closingLine } from './closing-line.mjs';
import { ensureBuild, ensurePackages, root, tool } from './setup.mjs';

const picked = process.argv.slice(2);
installMissing(FOR_TESTS, 'the test run');
ensurePackages();
ensureBuild();

let checksFailed = false;
if (picked.length === 0) {
  await import('./check.mjs');
  checksFailed = process.exitCode === 1;
}

const results = path.join(root, '.cache', 'tests.json');
mkdirSync(path.dirname(results), { recursive: true });
rmSync(results, { force: true });
let testsFailed = false;
try {
  tool('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
    ...picked,
  ]);
} catch {
  testsFailed = true;
}
process.exitCode = checksFailed || testsFailed ? 1 : 0;

if (checksFailed) console.log('\nThe checks before the tests found something; see above.');
closingLine(results);
