/**
 * A large error log: alert40's reader beside what one would run otherwise.
 * Run: node scripts/bench.mjs log [megabytes]. Prints ratios, because machines differ.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readLogs } from '../src/node/log-input.ts';
import { writeLog } from './made-log.ts';

if (process.argv[2] === '--read') {
  const read = await readLogs([process.argv[3]!], { stdin: process.stdin });
  const rss = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ failures: read.failures, incidents: read.incidents.length, rss }));
  process.exit(0);
}

const megabytes = Number(process.argv[2] ?? 600);
const dir = mkdtempSync(path.join(tmpdir(), 'alert40-bench-'));
const log = path.join(dir, 'error.log');
process.on('exit', () => rmSync(dir, { recursive: true, force: true }));

interface Run {
  /** Processor time, user and system: what other work on the machine does not change much. */
  readonly cpu: number;
  readonly wall: number;
  readonly out: string;
}

/** The cheapest of several runs. */
function best(program: string, args: readonly string[], times = 7): Run {
  const runs = Array.from({ length: times }, () => {
    const { stdout, stderr } = spawnSync(
      'bash',
      ['-c', 'TIMEFORMAT="%R %U %S"; time "$@"', 'bash', program, ...args],
      { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
    );
    const [wall = 0, user = 0, system = 0] = stderr
      .trim()
      .split('\n')
      .at(-1)!
      .split(' ')
      .map(Number);
    return { cpu: user + system, wall, out: stdout };
  });
  return runs.sort((a, b) => a.cpu - b.cpu)[0]!;
}

function has(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

const failures = writeLog(log, megabytes);
execFileSync('cat', [log], { stdio: ['ignore', 'ignore', 'ignore'] }); // into the page cache
const start = best(process.execPath, ['-e', '0']);
const lines = best('wc', ['-l', log]);
const ours = best(process.execPath, [process.argv[1]!, '--read', log]);
const result = JSON.parse(ours.out) as { failures: number; rss: number; incidents: number };
if (result.failures !== failures)
  throw new Error(`${result.failures} of ${failures} failures found`);

console.log(
  `${megabytes} MB, ${failures} TLS failures among ${lines.out.trim().split(' ')[0]} lines`,
);
const report: [string, Run][] = [
  ['wc -l', lines],
  ['node -e 0', start],
  ['alert40', ours],
];
if (has('grep')) report.push(['grep -c SSL_', best('grep', ['-c', 'SSL_', log])]);
if (has('rg')) report.push(['rg -c SSL_', best('rg', ['-c', 'SSL_', log])]);
console.log('                processor        wall');
for (const [name, { cpu, wall }] of report) console.log(`${name.padEnd(14)}${ms(cpu)}${ms(wall)}`);
const times = (part: 'cpu' | 'wall') => ((ours[part] - start[part]) / lines[part]).toFixed(1);
console.log(
  `alert40 less the start of node: ${times('cpu')} × wc -l (processor), ${times('wall')} × (wall)`,
);
console.log(`memory at most ${result.rss.toFixed(0)} MB, ${result.incidents} incidents`);

function ms(seconds: number): string {
  return `${(seconds * 1000).toFixed(0).padStart(8)} ms`;
}
