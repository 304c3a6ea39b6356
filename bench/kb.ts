/**
 * What looking up a log line costs: cold, as `alert40 kb lookup LINE` beside
 * `node -e 0`, and warm, as a call in a running program over every line of the
 * lab. Cold runs are interleaved, so that a busy machine disturbs all alike;
 * the smallest time of each counts. Fails when cold is above twice Node's own
 * start or warm above a millisecond.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { readEvidence } from '../lab/evidence.ts';
import { lookup } from '../src/kb/lookup.ts';
import { openKnowledge } from '../src/node/kb-files.ts';

const ROUNDS = 40;
const root = process.cwd();
const program = path.join(root, 'dist/cli.cjs');
const lines = readEvidence().flatMap(({ records }) => records.flatMap((r) => r.lines ?? []));
const knowledge = openKnowledge(path.join(root, 'dist/kb'));
if (!knowledge) throw new Error('build the program first: npm run build');
const LINE = lines.find((line) => line.includes('alert number 40')) ?? '';

const RUNS: readonly (readonly [string, readonly string[]])[] = [
  ['node -e 0', ['-e', '0']],
  ['kb lookup LINE', [program, 'kb', 'lookup', LINE]],
  ['kb lookup with an option', [program, 'kb', 'lookup', LINE, '--format', 'json']],
  ['kb list', [program, 'kb', 'list']],
];

function once(args: readonly string[]): number {
  const started = process.hrtime.bigint();
  execFileSync(process.execPath, args, { stdio: 'ignore' });
  return Number(process.hrtime.bigint() - started) / 1e6;
}

const best = RUNS.map(() => Number.POSITIVE_INFINITY);
for (let round = 0; round < ROUNDS; round++)
  RUNS.forEach(([, args], i) => {
    best[i] = Math.min(best[i] as number, once(args));
  });
const [base = 1, cold = 1] = best;
RUNS.forEach(([name], i) => {
  const time = best[i] as number;
  console.log(`${name.padEnd(26)} ${time.toFixed(1).padStart(7)} ms  ${(time / base).toFixed(2)}`);
});

const { index } = knowledge;
for (const line of lines) lookup(line, index);
const times = Array.from({ length: 5 }, () => {
  const started = performance.now();
  for (const line of lines) lookup(line, index);
  return (performance.now() - started) / lines.length;
});
const warm = Math.min(...times);
console.log(`warm, ${lines.length} lines of the lab ${warm.toFixed(4).padStart(9)} ms a line`);
if (cold > 2 * base || warm > 1) {
  console.error('A look-up costs more than it may.');
  process.exitCode = 1;
}
