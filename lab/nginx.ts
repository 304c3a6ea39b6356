/**
 * Runs one nginx with one configuration: each variant of each scenario gets a
 * process of its own, so that no state is shared.
 */
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Answer } from './client.ts';
import { sendAll } from './client.ts';
import type { Config } from './edit.ts';
import type { Addresses } from './lane.ts';
import { normalLines } from './normal.ts';
import type { Release } from './releases.ts';
import type { Room } from './room.ts';
import type { Request } from './scenario.ts';
import { end } from './servers/child.ts';

export interface Run {
  readonly release: Release;
  readonly addresses: Addresses;
  /** Where the scenario's folders lie over those of the release. */
  readonly room: Room;
  /** The scenario's folder; `etc/ssl` is already filled. */
  readonly dir: string;
  /** Null leaves what lies there. */
  readonly config: Config | null;
  readonly hosts: string;
  readonly requests: readonly Request[];
  readonly workers: boolean;
  /** Through the recorders in front of the upstreams. */
  readonly tee?: boolean;
  /** Done between two rounds of requests; the answers are those of the second. */
  readonly between?: 'reload';
}

export interface Outcome {
  readonly started: boolean;
  readonly answers: readonly Answer[];
  /** Error-log lines (or what nginx wrote when it did not start), normalised. */
  readonly lines: readonly string[];
  readonly access: readonly string[];
}

/** True when it started and every request came through. */
export function works(outcome: Outcome): boolean {
  return outcome.started && outcome.answers.length > 0 && outcome.answers.every((a) => a.ok);
}

/** An nginx that goes on running. */
export interface Started {
  /** False when it ended instead of listening. */
  readonly up: boolean;
  /** What it wrote to standard error. */
  said(): string;
  reload(): Promise<void>;
  stop(): Promise<void>;
}

export async function startNginx(run: Omit<Run, 'requests' | 'between'>): Promise<Started> {
  const log = prepare(run);
  const { child, stderr } = launch(run);
  const up = await started(child, path.join(log, 'nginx.pid'));
  return {
    up,
    said: stderr,
    reload: async () => {
      child.kill('SIGHUP');
      await new Promise((resolve) => setTimeout(resolve, 60));
    },
    stop: () => end(child),
  };
}

export async function runNginx(run: Run): Promise<Outcome> {
  const log = path.join(run.dir, 'log');
  const lines = (text: string) => normalLines(run.addresses.shown(text));
  const nginx = await startNginx(run);
  try {
    if (!nginx.up) {
      const text = nginx.said() || read(log, 'error.log');
      return { started: false, answers: [], lines: lines(text), access: [] };
    }
    const send = () => sendAll(run.requests, run.addresses.listen, run.addresses.client);
    let answers = await send();
    if (run.between === 'reload') {
      await nginx.reload();
      answers = await send();
    }
    await logged(path.join(log, 'access.log'), run, answers);
    await nginx.stop();
    return {
      started: true,
      answers,
      lines: lines(read(log, 'error.log')),
      access: lines(read(log, 'access.log')),
    };
  } finally {
    await nginx.stop();
  }
}

/** Fills the scenario's folders anew, without replacing the mounted folders themselves; returns that of the logs. */
function prepare(run: Omit<Run, 'requests' | 'between'>): string {
  const etc = path.join(run.dir, 'etc');
  const log = path.join(run.dir, 'log');
  if (run.config !== null) {
    for (const entry of ['conf.d', 'stream.d', 'snippets'])
      rmSync(path.join(etc, entry), { recursive: true, force: true });
    for (const [file, text] of Object.entries(run.config)) {
      const at = path.join(etc, file);
      mkdirSync(path.dirname(at), { recursive: true });
      writeFileSync(at, run.addresses.translateConfig(text, run.tee));
    }
  }
  for (const entry of readdirSync(log)) rmSync(path.join(log, entry));
  writeFileSync(path.join(run.dir, 'hosts'), run.addresses.translate(run.hosts, run.tee));
  return log;
}

function launch(run: Omit<Run, 'requests' | 'between'>) {
  const globals = [
    'daemon off;',
    ...(run.workers ? ['user www-data;'] : ['master_process off;']),
    'pid /var/log/nginx/nginx.pid;',
    'error_log /var/log/nginx/error.log warn;',
  ].join(' ');
  const child = run.room.spawn([run.release.binary, '-g', globals]);
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
  });
  return { child, stderr: () => text };
}

/** The pid file is written when every socket listens. */
async function started(child: ChildProcess, pid: string): Promise<boolean> {
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const until = Date.now() + 10_000;
  while (Date.now() < until) {
    if (existsSync(pid)) return true;
    if (child.exitCode !== null || child.signalCode !== null) {
      await closed;
      return false;
    }
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  return false;
}

/** A request is logged when all of it has ended, which may be after its client has the answer. */
async function logged(file: string, run: Run, answers: readonly Answer[]): Promise<void> {
  const wanted = answers.length * (run.between === undefined ? 1 : 2);
  const until = Date.now() + 300;
  while (answers.every((a) => a.status !== 0) && Date.now() < until) {
    const lines = existsSync(file) ? readFileSync(file, 'latin1').split('\n').length - 1 : 0;
    if (lines >= wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}

function read(dir: string, file: string): string {
  const at = path.join(dir, file);
  return existsSync(at) ? readFileSync(at, 'latin1') : '';
}
