/**
 * `alert40 lint` of 10,000 virtual hosts in 10,001 files, as a whole process,
 * beside `nginx -t` on the same files. The two take turns, and the fastest run
 * of each counts.
 * Run: node scripts/bench.mjs lint
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { makeFleet } from './fleet.ts';

const ROUNDS = 3;
const ENV = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

/** Milliseconds of one run by the clock. */
function run(program: string, args: readonly string[]): number {
  const start = performance.now();
  spawnSync(program, args, { env: ENV, stdio: 'ignore' });
  return performance.now() - start;
}

const dir = mkdtempSync(path.join(os.tmpdir(), 'alert40-bench-'));
try {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  const fleet = makeFleet(dir, { hosts: 10_000 });
  const lint = ['dist/cli.cjs', 'lint', fleet.main];
  const least = { nginx: Infinity, recommended: Infinity, strict: Infinity, sarif: Infinity };
  for (let i = 0; i < ROUNDS; i++) {
    const times = {
      nginx: run('nginx', ['-t', '-c', fleet.main, '-e', 'stderr']),
      recommended: run(process.execPath, lint),
      strict: run(process.execPath, [...lint, '--preset', 'strict']),
      sarif: run(process.execPath, [...lint, '--format', 'sarif']),
    };
    for (const name of Object.keys(times) as (keyof typeof times)[])
      least[name] = Math.min(least[name], times[name]);
  }
  console.log(`${fleet.files} files, ${(fleet.bytes / 1e6).toFixed(1)} MB`);
  for (const [name, ms] of Object.entries(least))
    console.log(
      `${name.padEnd(12)} ${ms.toFixed(0).padStart(6)} ms, ${(ms / least.nginx).toFixed(3)} × nginx -t`,
    );
} finally {
  rmSync(dir, { recursive: true });
}
