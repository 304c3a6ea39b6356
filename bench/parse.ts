/**
 * Reading and parsing 10,000 virtual hosts in 10,001 files, beside what else
 * reads them: `nginx -t` and crossplane. Ratios, because machines differ.
 * Run: node scripts/bench.mjs parse   (ALERT40_CROSSPLANE names the program)
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadConfig } from '../src/nginx/load.ts';
import { parseConfig } from '../src/nginx/parser.ts';
import { disk } from '../src/node/disk.ts';
import { makeFleet } from './fleet.ts';

const ROUNDS = 5;
const dir = mkdtempSync(path.join(os.tmpdir(), 'alert40-bench-'));

/** Fastest of several runs, in milliseconds: what the work costs without its neighbours. */
function fastest(work: () => void, rounds = ROUNDS): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rounds; i++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

function program(name: string, args: readonly string[], rounds = 3): number | null {
  try {
    return fastest(() => execFileSync(name, args, { stdio: 'ignore', maxBuffer: 1e9 }), rounds);
  } catch {
    return null;
  }
}

try {
  const fleet = makeFleet(dir, { hosts: 10_000 });
  const texts = readdirSync(path.join(dir, 'conf.d')).map((name) =>
    readFileSync(path.join(dir, 'conf.d', name), 'utf8'),
  );
  const parseAll = (): void => {
    for (const text of texts) parseConfig(text, 'a.conf');
  };
  const cold = fastest(parseAll, 1);
  const warm = fastest(parseAll);
  const load = fastest(() => loadConfig(fleet.main, disk));
  const nginx = program('nginx', ['-t', '-c', fleet.main, '-e', 'stderr']);
  const crossplane = program(
    process.env.ALERT40_CROSSPLANE ?? 'crossplane',
    ['parse', '-o', '/dev/null', fleet.main],
    1,
  );

  const against = (name: string, other: number | null): string =>
    other === null
      ? `${name} is not installed`
      : `${(load / other).toFixed(3)} × ${name} (${other.toFixed(0)} ms)`;
  console.log(
    [
      `${fleet.files} files, ${(fleet.bytes / 1e6).toFixed(1)} MB`,
      `parse, first time:  ${cold.toFixed(0)} ms`,
      `parse, warm:        ${warm.toFixed(0)} ms`,
      `read and parse:     ${load.toFixed(0)} ms`,
      `                    ${against('nginx -t', nginx)}`,
      `                    ${against('crossplane', crossplane)}`,
    ].join('\n'),
  );
} finally {
  rmSync(dir, { recursive: true });
}
