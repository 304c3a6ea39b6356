/**
 * Whether WebAssembly finds the lines of a large log that matter faster than
 * the scanner does. Run: node scripts/bench.mjs wasm-scan [megabytes]; it gets
 * AssemblyScript's compiler for itself, because nothing else needs it.
 *
 * Seen: scanning alone takes 0.39 of the time that the scanner takes (74 ms of
 * 190 ms for 300 MB, in memory). In Chromium, built into the sandbox, that was
 * not to be seen: 1000 MB took 2.62 s with it and 2.45 s without, of which the
 * browser's reading alone is 1.22 s. The page waits for the file, not for the
 * scanner. So the sandbox does without, and without 'wasm-unsafe-eval' in its
 * policy; `bench/sandbox-log.ts` measures it as it is.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PAIRS } from '../src/log/beginnings.ts';
import { LogScanner } from '../src/log/scanner.ts';
import { writeLog } from './made-log.ts';

interface Skipper {
  readonly CHUNK: { readonly value: number };
  readonly skipped: { readonly value: number };
  skip(from: number, limit: number, stamp: number, star: number, message: number): number;
}
/** Types of Node lack it. */
interface Memory {
  readonly buffer: ArrayBuffer;
}
const { Memory, instantiate } = (
  globalThis as unknown as {
    WebAssembly: {
      Memory: new (size: { initial: number }) => Memory;
      instantiate(
        program: Uint8Array,
        imports: object,
      ): Promise<{ instance: { exports: Skipper } }>;
    };
  }
).WebAssembly;

/** What the scanner itself finds in the log. */
let all: number | null = null;

const PIECE = 524_288;
const megabytes = Number(process.argv[2] ?? 300);
const dir = mkdtempSync(path.join(tmpdir(), 'alert40-bench-'));
process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
const log = path.join(dir, 'error.log');
const failures = writeLog(log, megabytes);
const bytes = new Uint8Array(readFileSync(log));

const program = path.join(dir, 'skip.wasm');
const how = '-O3 --noAssert --runtime stub --enable simd --importMemory --outFile'.split(' ');
const compiler = '--yes --package assemblyscript@0.28 asc bench/wasm-scan/skip.ts'.split(' ');
execFileSync('npx', [...compiler, ...how, program], { stdio: 'inherit' });
const memory = new Memory({ initial: 2 + PIECE / 65_536 });
const { instance } = await instantiate(readFileSync(program), { env: { memory } });
const { CHUNK, skipped, skip } = instance.exports;
const heap = new Uint8Array(memory.buffer);
heap.set(PAIRS);

/** Where the connection's star stands; the message stands behind its number. */
const star = bytes.indexOf(42);

function plain(scanner: LogScanner): number {
  for (let at = 0; at < bytes.length; at += PIECE) scanner.push(bytes.subarray(at, at + PIECE));
  return 0;
}

/** Hands the scanner the lines that are not skipped, and what is left of each piece. */
function compiled(scanner: LogScanner): number {
  const begin = CHUNK.value;
  let lines = 0;
  let message = star + 3;
  for (let at = 0; at < bytes.length; ) {
    const piece = bytes.subarray(at, at + PIECE);
    heap.set(piece, begin);
    let from = 0;
    for (;;) {
      from = skip(begin + from, begin + piece.length, 0, star, message) - begin;
      lines += skipped.value;
      const end = piece.indexOf(10, from);
      if (end < 0) break;
      message = piece.indexOf(32, from + star) + 1 - from;
      scanner.push(piece.subarray(from, end + 1));
      from = end + 1;
    }
    at += from;
  }
  return lines;
}

function once(run: (scanner: LogScanner) => number): number {
  let events = 0;
  const begun = process.cpuUsage();
  const scanner = new LogScanner({ input: log, onEvent: () => events++ });
  const before = run(scanner);
  const { lines } = scanner.end();
  const { user, system } = process.cpuUsage(begun);
  if (events !== failures) throw new Error(`${events} of ${failures} failures found`);
  all ??= before + lines;
  if (before + lines !== all) throw new Error(`${before + lines} of ${all} lines counted`);
  return (user + system) / 1000;
}

const taken = { plain: [] as number[], compiled: [] as number[] };
for (let round = 0; round < 7; round++) {
  taken.plain.push(once(plain));
  taken.compiled.push(once(compiled));
}
const [ours, theirs] = [Math.min(...taken.plain), Math.min(...taken.compiled)];
console.log(`${megabytes} MB, ${failures} TLS failures, processor time, best of 7`);
console.log(`scanner     ${ours.toFixed(0).padStart(6)} ms`);
console.log(`compiled    ${theirs.toFixed(0).padStart(6)} ms   ${(theirs / ours).toFixed(2)} x`);
