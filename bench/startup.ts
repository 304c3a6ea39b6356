/**
 * What it costs to start: `alert40 --version`, and a diagnosis of the bundled
 * incident, beside `node -e 0`. Runs are interleaved, so that a busy machine
 * disturbs all alike; the smallest time of each counts.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const ROUNDS = 40;
const root = process.cwd();
const program = path.join(root, 'dist/cli.cjs');
const example = path.join(root, 'examples/missing-sni');

if (!existsSync(program)) {
  console.error(
    'dist/ is missing: run `npm run build` first, since what is measured is the built program.',
  );
  process.exit(2);
}

const RUNS: readonly (readonly [string, readonly string[]])[] = [
  ['node -e 0', ['-e', '0']],
  ['alert40 --version', [program, '--version']],
  ['alert40 --help', [program, '--help']],
  ['alert40 diagnose', [program, 'diagnose', 'error.log', '-c', 'nginx.conf']],
];

/** Wall-clock time of one run in milliseconds. */
function once(args: readonly string[]): number {
  const started = process.hrtime.bigint();
  const { status } = spawnSync(process.execPath, args, { cwd: example, stdio: 'ignore' });
  const time = Number(process.hrtime.bigint() - started) / 1e6;
  // 1 says that something was found.
  if (status !== 0 && status !== 1)
    throw new Error(`node ${args.join(' ')} ended with ${status}, so its time says nothing`);
  return time;
}

const best = RUNS.map(() => Number.POSITIVE_INFINITY);
for (let round = 0; round < ROUNDS; round++) {
  RUNS.forEach(([, args], i) => {
    best[i] = Math.min(best[i] as number, once(args));
  });
}
const [base = 1] = best;
RUNS.forEach(([name], i) => {
  const time = best[i] as number;
  console.log(`${name.padEnd(20)} ${time.toFixed(1).padStart(7)} ms  ${(time / base).toFixed(2)}`);
});
