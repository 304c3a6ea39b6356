/**
 * `alert40 inspect` of 10,000 virtual hosts in 10,001 files, as a whole process,
 * beside `nginx -t` on the same files. The two take turns, and the least that each
 * cost counts.
 * Run: node scripts/bench.mjs inspect
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { leastCosts, printCosts } from './cost.ts';
import { makeFleet } from './fleet.ts';

const ROUNDS = 5;

const dir = mkdtempSync(path.join(os.tmpdir(), 'alert40-bench-'));
try {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  const fleet = makeFleet(dir, { hosts: 10_000 });
  const versions = ['--nginx-version', '1.22.1', '--openssl-version', '3.0.19'] as const;
  const inspect = [
    process.execPath,
    'dist/cli.cjs',
    'inspect',
    '-c',
    fleet.main,
    ...versions,
  ] as const;
  const costs = leastCosts(
    {
      'nginx -t': ['nginx', '-t', '-c', fleet.main, '-e', 'stderr'],
      text: inspect,
      json: [...inspect, '--format', 'json'],
      'node -e 0': [process.execPath, '-e', '0'],
    },
    ROUNDS,
  );
  console.log(`${fleet.files} files, ${(fleet.bytes / 1e6).toFixed(1)} MB`);
  printCosts(costs, 'nginx -t');
} finally {
  rmSync(dir, { recursive: true });
}
