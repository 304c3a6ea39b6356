/**
 * `alert40 lint` of 10,000 virtual hosts in 10,001 files, as a whole process,
 * beside `nginx -t` on the same files: without a fault, with faults in every
 * twentieth host, with one in each, and with groups and a shared file. The programs take turns, and the least
 * that each cost counts.
 * Run: node scripts/bench.mjs lint
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { leastCosts, printCosts } from './cost.ts';
import { type Faults, makeFleet } from './fleet.ts';

const ROUNDS = 3;
const FLEETS: readonly (readonly [Faults, string])[] = [
  ['none', 'no faults'],
  ['some', 'faults in every twentieth host'],
  ['each', 'a fault in each host'],
  ['grouped', 'no faults, a group in each host and one shared file'],
];

const dir = mkdtempSync(path.join(os.tmpdir(), 'alert40-bench-'));
try {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  for (const [faults, title] of FLEETS) {
    const fleet = makeFleet(path.join(dir, faults), { hosts: 10_000, faults });
    const lint = [process.execPath, 'dist/cli.cjs', 'lint', fleet.main] as const;
    const costs = leastCosts(
      {
        'nginx -t': ['nginx', '-t', '-c', fleet.main, '-e', 'stderr'],
        recommended: lint,
        strict: [...lint, '--preset', 'strict'],
        sarif: [...lint, '--format', 'sarif'],
      },
      ROUNDS,
    );
    console.log(`${fleet.files} files, ${(fleet.bytes / 1e6).toFixed(1)} MB, ${title}`);
    printCosts(costs, 'nginx -t');
  }
} finally {
  rmSync(dir, { recursive: true });
}
