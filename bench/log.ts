/**
 * A large error log: alert40's reader beside what one would run otherwise.
 * Run: node scripts/bench.mjs log [megabytes]. Prints ratios, because machines differ.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readLogs } from '../src/node/log-input.ts';

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

/** What fills error logs besides TLS failures, in about the shares seen on busy hosts. */
const FILLER = [
  (n: number) =>
    `open() "/usr/share/nginx/html/assets/${n}.js" failed (2: No such file or directory), client: 10.0.${n % 250}.7, server: www.example.com, request: "GET /assets/${n}.js HTTP/1.1", host: "www.example.com", referrer: "https://www.example.com/"`,
  (n: number) => `client 10.0.${n % 250}.9 closed keepalive connection`,
  (n: number) =>
    `an upstream response is buffered to a temporary file /var/cache/nginx/proxy_temp/${n % 10}/00/${n} while reading upstream, client: 10.0.0.1, server: api.example.com, request: "GET /export/${n} HTTP/1.1", upstream: "https://10.0.4.22:443/export/${n}", host: "api.example.com"`,
  (n: number) =>
    `limiting requests, excess: 20.${n % 1000} by zone "api", client: 10.0.${n % 250}.8, server: api.example.com, request: "POST /v1/items/${n} HTTP/2.0", host: "api.example.com"`,
  (n: number) =>
    `access forbidden by rule, client: 10.0.${n % 250}.3, server: www.example.com, request: "GET /.git/config HTTP/1.1", host: "www.example.com"`,
];
const FAILURE = (n: number) =>
  `SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream, client: 10.0.${n % 250}.5, server: api.example.com, request: "POST /v2/ingest/${n % 50} HTTP/1.1", upstream: "https://10.0.4.${n % 4}:443/v2/ingest/${n % 50}", host: "api.example.com"`;

function stamp(n: number): string {
  return new Date(Date.UTC(2026, 10, 21) + n * 37)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ')
    .replaceAll('-', '/');
}

function write(): number {
  const fd = openSync(log, 'w');
  let size = 0;
  let failures = 0;
  for (let n = 0; size < megabytes * 1e6; ) {
    let part = '';
    for (let i = 0; i < 5000; i++, n++) {
      const fails = n % 100 === 7;
      if (fails) failures++;
      part += `${stamp(n)} [error] 1187#1187: *${n} ${fails ? FAILURE(n) : FILLER[n % FILLER.length]!(n)}\n`;
    }
    size += writeSync(fd, part);
  }
  closeSync(fd);
  return failures;
}

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

const failures = write();
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
