/**
 * Runs one nginx with one configuration: each variant of each scenario gets a
 * process of its own, so that no state is shared. In a mount namespace of its
 * own the scenario's folders lie over `/etc/nginx`, `/var/log/nginx` and
 * `/etc/hosts`; nothing on the machine changes and the mounts end with the
 * process. One start takes about 20 ms.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Answer } from './client.ts';
import { sendAll } from './client.ts';
import type { Config } from './edit.ts';
import type { Addresses } from './lane.ts';
import { normalLines } from './normal.ts';
import type { Release } from './releases.ts';
import type { Request } from './scenario.ts';
import { end, track } from './servers/child.ts';

export interface Run {
  readonly release: Release;
  readonly addresses: Addresses;
  /** The scenario's folder; `etc/ssl` is already filled. */
  readonly dir: string;
  readonly config: Config;
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
  const { etc, log } = prepare(run);
  const { child, stderr } = launch(run, etc, log);
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

function prepare(run: Omit<Run, 'requests' | 'between'>): { etc: string; log: string } {
  const etc = path.join(run.dir, 'etc');
  const log = path.join(run.dir, 'log');
  for (const entry of ['conf.d', 'stream.d', 'snippets'])
    rmSync(path.join(etc, entry), { recursive: true, force: true });
  for (const [file, text] of Object.entries(run.config)) {
    const at = path.join(etc, file);
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, run.addresses.translateConfig(text, run.tee));
  }
  rmSync(log, { recursive: true, force: true });
  mkdirSync(log, { recursive: true });
  writeFileSync(path.join(run.dir, 'hosts'), run.addresses.translate(run.hosts, run.tee));
  return { etc, log };
}

const SCRIPT =
  'mount --bind "$1" "$4/etc/nginx" && mount --bind "$2" "$4/var/log/nginx" && mount --bind "$3" "$4/etc/hosts" && shift 4 && exec "$@"';

function launch(run: Omit<Run, 'requests' | 'between'>, etc: string, log: string) {
  const { root, binary } = run.release;
  const globals = [
    'daemon off;',
    ...(run.workers ? ['user www-data;'] : ['master_process off;']),
    'pid /var/log/nginx/nginx.pid;',
    'error_log /var/log/nginx/error.log warn;',
  ].join(' ');
  const nginx = [...(root === '' ? [] : ['chroot', root]), binary, '-g', globals];
  const child = spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'TERM', 'unshare', '-m', 'sh', '-c', SCRIPT, 'sh'],
      ...[etc, log, path.join(run.dir, 'hosts'), root],
      ...nginx,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  track(child);
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
  });
  return { child, stderr: () => text };
}

/** The pid file is written when every socket listens. */
async function started(child: ReturnType<typeof spawn>, pid: string): Promise<boolean> {
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

function read(dir: string, file: string): string {
  const at = path.join(dir, file);
  return existsSync(at) ? readFileSync(at, 'latin1') : '';
}
