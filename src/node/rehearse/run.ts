/** Runs one nginx for one request: in a private folder, on a unix socket, gone afterwards. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { beforeTheEnd } from '../interruption.ts';

export interface Trial {
  /** Absolute path of the nginx program. */
  readonly binary: string;
  /** The configuration, made for the folder that it is given. */
  readonly config: (dir: string) => string;
  readonly method: 'GET' | 'HEAD';
  readonly path: string;
  readonly host: string;
  /** A byte stream instead of HTTP: only the connection is made. */
  readonly stream: boolean;
  /** Milliseconds, for start and request each. */
  readonly timeout: number;
}

export interface TrialResult {
  /** HTTP status; null for a stream, or when no answer came. */
  readonly status: number | null;
  /** Lines of nginx's own error log that tell of a failure. */
  readonly errors: readonly string[];
  /** nginx did not start: what it said. */
  readonly refused: string | null;
  /** What kind of answer it was; null for a stream, or when none came. */
  readonly answer: Answer | null;
}

export interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly location: string | null;
  /** A body is neither sent nor announced. */
  readonly empty: boolean;
}

/** Lines that tell nothing of the upstream. */
const NOTICE = /\[(?:debug|info|notice)\]/;

/** Starts nginx, asks once, stops it, and removes everything. */
export async function runTrial(trial: Trial): Promise<TrialResult> {
  // Named before it is made, so that an interruption at any moment knows what to remove.
  const dir = path.join(os.tmpdir(), `alert40-${randomBytes(9).toString('base64url')}`);
  const running = new Set<ChildProcess>();
  const clear = () => {
    for (const child of running) end(child, 'SIGKILL');
    rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  };
  const done = beforeTheEnd(clear);
  try {
    mkdirSync(dir, { mode: 0o700 });
    writeFileSync(path.join(dir, 'nginx.conf'), trial.config(dir), { mode: 0o600 });
    const started = await start(trial, dir, running);
    if ('refused' in started)
      return { status: null, errors: [], refused: started.refused, answer: null };
    const answer = trial.stream ? await touch(trial, dir) : await ask(trial, dir);
    await stop(started.child);
    const errors = errorsIn(path.join(dir, 'error.log'));
    return { status: answer?.status ?? null, errors, refused: null, answer };
  } finally {
    clear();
    done();
  }
}

async function start(
  trial: Trial,
  dir: string,
  running: Set<ChildProcess>,
): Promise<{ readonly child: ChildProcess } | { readonly refused: string }> {
  const conf = path.join(dir, 'nginx.conf');
  // Without -e, nginx first opens the log it was compiled with; before 1.19.5 there is no -e.
  let early = ['-e', path.join(dir, 'early.log')];
  for (let attempt = 0; attempt < 8; attempt++) {
    const child = spawn(trial.binary, ['-p', dir, '-c', conf, ...early], {
      cwd: dir,
      stdio: ['ignore', 'ignore', 'pipe'],
      // A group of its own, so that it ends as a whole: a worker may outlive its master.
      detached: true,
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LANG: 'C' },
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    let said = '';
    child.stderr?.on('data', (data) => {
      said = (said + data).slice(0, 20_000);
    });
    const failed = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', () => setTimeout(() => resolve(said), 10));
    });
    if (await accepts(path.join(dir, 's'), child, trial.timeout)) return { child };
    const refusal = runs(child) ? 'no socket' : await failed;
    await stop(child);
    const logged = read(path.join(dir, 'early.log')) + read(path.join(dir, 'error.log'));
    const refused = firstFailure(`${refusal}\n${logged}`);
    // Modules that were left out when nginx was built do not know their own folder either.
    const unknown = /unknown directive "(\w+_temp_path)"/.exec(refused)?.[1];
    if (unknown !== undefined) withoutLine(conf, unknown);
    else if (/invalid option: "e"/.test(refusal)) early = [];
    else return { refused };
  }
  return { refused: 'nginx did not start' };
}

function withoutLine(conf: string, directive: string): void {
  const lines = readFileSync(conf, 'utf8').split('\n');
  writeFileSync(conf, lines.filter((line) => !line.startsWith(`${directive} `)).join('\n'));
}

function firstFailure(text: string): string {
  const line = text.split('\n').find((l) => /\[(?:emerg|alert|crit)\]/.test(l));
  return (line ?? text.trim().split('\n')[0] ?? '').replace(/^.*?\[\w+\]\s*(?:\d+#\d+:\s*)?/, '');
}

/** Whether something listens in time; who has ended will not. */
async function accepts(socketPath: string, child: ChildProcess, timeout: number): Promise<boolean> {
  for (const end = Date.now() + timeout; Date.now() < end && runs(child); ) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(socketPath);
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (open) return true;
    await new Promise((wait) => setTimeout(wait, 15));
  }
  return false;
}

/** The one request. Redirects are not followed. */
function ask(trial: Trial, dir: string): Promise<Answer | null> {
  return new Promise((resolve) => {
    const sent = request({
      socketPath: path.join(dir, 's'),
      method: trial.method,
      path: trial.path,
      headers: { Host: trial.host, Connection: 'close', 'User-Agent': 'alert40-rehearsal' },
      timeout: trial.timeout,
    });
    sent.once('response', (response) => {
      response.resume();
      resolve(answerOf(response));
      response.once('end', () => sent.destroy());
    });
    sent.once('timeout', () => sent.destroy());
    sent.once('error', () => resolve(null));
    sent.once('close', () => resolve(null));
    sent.end();
  });
}

function answerOf({ statusCode, headers }: IncomingMessage): Answer | null {
  if (statusCode === undefined) return null;
  const length = headers['content-length'] ?? '0';
  const empty = length === '0' && headers['transfer-encoding'] === undefined;
  const type = headers['content-type'] ?? null;
  return { status: statusCode, type, location: headers.location ?? null, empty };
}

/** Opens a stream, waits for the handshake behind it, and sends nothing. */
function touch(trial: Trial, dir: string): Promise<null> {
  return new Promise((resolve) => {
    const socket = connect(path.join(dir, 's'));
    const done = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(null);
    };
    // A handshake that fails ends the connection; one that works leaves it open.
    const timer = setTimeout(done, Math.min(trial.timeout, 1_500));
    socket.once('error', done);
    socket.once('close', done);
    socket.once('data', done);
  });
}

/** A program that could not be run has no number. */
function runs({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}

function stop(child: ChildProcess): Promise<void> {
  if (!runs(child)) return Promise.resolve();
  return new Promise((resolve) => {
    const hard = setTimeout(() => end(child, 'SIGKILL'), 2_000);
    child.once('exit', () => {
      clearTimeout(hard);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** Ends the master and its workers, as far as they are there. */
function end({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // All of them had ended.
  }
}

function errorsIn(file: string): string[] {
  return read(file)
    .split('\n')
    .filter((line) => line !== '' && !NOTICE.test(line))
    .slice(0, 20);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(0, 200_000);
  } catch {
    return '';
  }
}
