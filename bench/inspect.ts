/**
 * `alert40 inspect` of 10,000 virtual hosts in 10,001 files, as a whole process,
 * beside `nginx -t` on the same files. The two take turns, and the fastest run of
 * each counts; wall-clock and processor time are both shown, because other work on
 * the machine stretches the one and not the other.
 * Run: node scripts/bench.mjs inspect
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { makeFleet } from './fleet.ts';

const ROUNDS = 5;
const ENV = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

interface Cost {
  wall: number;
  processor: number;
}

/** Milliseconds of one run, by the clock and on the processors. */
function run(program: string, args: readonly string[]): Cost {
  const start = performance.now();
  const shell = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="%U %S"; time "$@" > /dev/null 2>&1; ', 'bash', program, ...args],
    { env: ENV, encoding: 'utf8' },
  );
  const wall = performance.now() - start;
  const [user = 0, system = 0] = shell.stderr.trim().split(/\s+/).map(Number);
  return { wall, processor: (user + system) * 1000 };
}

function least(a: Cost | null, b: Cost): Cost {
  return a ? { wall: Math.min(a.wall, b.wall), processor: Math.min(a.processor, b.processor) } : b;
}

const dir = mkdtempSync(path.join(os.tmpdir(), 'alert40-bench-'));
try {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  const fleet = makeFleet(dir, { hosts: 10_000 });
  const versions = ['--nginx-version', '1.22.1', '--openssl-version', '3.0.19'];
  const inspect = ['dist/cli.cjs', 'inspect', '-c', fleet.main, ...versions];
  const costs: Record<string, Cost | null> = { text: null, json: null, nginx: null, start: null };
  for (let i = 0; i < ROUNDS; i++) {
    costs.nginx = least(costs.nginx!, run('nginx', ['-t', '-c', fleet.main, '-e', 'stderr']));
    costs.text = least(costs.text!, run(process.execPath, inspect));
    costs.json = least(costs.json!, run(process.execPath, [...inspect, '--format', 'json']));
    costs.start = least(costs.start!, run(process.execPath, ['-e', '0']));
  }
  console.log(`${fleet.files} files, ${(fleet.bytes / 1e6).toFixed(1)} MB`);
  const { nginx } = costs;
  for (const [name, cost] of Object.entries(costs)) {
    if (!cost || !nginx) continue;
    const wall = `${cost.wall.toFixed(0)} ms`.padStart(9);
    const processor = `${cost.processor.toFixed(0)} ms`.padStart(9);
    const ratio = `${(cost.wall / nginx.wall).toFixed(3)} and ${(cost.processor / nginx.processor).toFixed(3)} × nginx -t`;
    console.log(`${name.padEnd(6)} ${wall} by the clock, ${processor} of processors: ${ratio}`);
  }
} finally {
  rmSync(dir, { recursive: true });
}
