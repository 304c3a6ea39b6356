/**
 * A mount namespace in which a scenario's folders lie over `/etc/nginx`,
 * `/var/log/nginx` and `/etc/hosts` of one release. It is made once for a
 * scenario and entered by every variant, since making it costs several times
 * what nginx needs to start. Nothing on the machine changes; the mounts end
 * with the process that holds them.
 */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import type { Release } from './releases.ts';
import { end, track } from './servers/child.ts';

export interface Room {
  /** Starts a program in it that dies with the lab; its standard error is a pipe, its output only where it is asked for. */
  spawn(command: readonly string[], output?: 'ignore' | 'pipe'): ChildProcess;
  /** Where a file of a folder that was brought in is inside. */
  path(file: string): string;
  /** Everything that runs in it, started by us or left behind. */
  processes(): readonly number[];
  close(): Promise<void>;
}

// `cat` holds the namespace until its input ends, however the lab ends.
const SCRIPT =
  'while [ $# -gt 0 ]; do mount --bind "$1" "$2" || exit 1; shift 2; done; echo made && exec cat >/dev/null';

/** Folders that every root has and that no scenario uses. */
const FREE = ['/media', '/srv'];

/**
 * `dir` has the folders `etc` and `log` and the file `hosts`; they must stay the
 * same ones, whatever is in them. At most two more folders can be brought in:
 * a release's own root does not have what lies outside of it.
 */
export async function openRoom(
  release: Release,
  dir: string,
  brought: readonly string[] = [],
): Promise<Room> {
  const { root } = release;
  const more = root === '' ? [] : brought.map((from, i) => [from, FREE[i]!] as const);
  const mounts = [
    [path.join(dir, 'etc'), '/etc/nginx'],
    [path.join(dir, 'log'), '/var/log/nginx'],
    [path.join(dir, 'hosts'), '/etc/hosts'],
    ...more,
    ...(more.length > 0 ? ([['/proc', '/proc']] as const) : []),
  ] as const;
  const holder = spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'TERM', 'unshare', '-m', 'sh', '-c', SCRIPT, 'sh'],
      ...mounts.flatMap(([from, to]) => [from, `${root}${to}`]),
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  track(holder);
  await made(holder);
  return {
    spawn(command, output = 'ignore') {
      const inside = root === '' ? command : ['chroot', root, ...command];
      const enter = [`--mount=/proc/${holder.pid}/ns/mnt`, 'setpriv', '--pdeathsig', 'TERM'];
      const child = spawn('nsenter', [...enter, ...inside], {
        stdio: ['ignore', output, 'pipe'],
      });
      track(child);
      return child;
    },
    path: (file) => {
      const folder = more.find(([from]) => file.startsWith(`${from}/`));
      return folder === undefined ? file : folder[1] + file.slice(folder[0].length);
    },
    processes: () => inNamespace(holder.pid!),
    close: () => end(holder),
  };
}

/** Processes that share the mount namespace of `pid`, without itself. */
function inNamespace(pid: number): number[] {
  const of = (one: string | number) => {
    try {
      return readlinkSync(`/proc/${one}/ns/mnt`);
    } catch {
      return null;
    }
  };
  const own = of(pid);
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return numbers.filter((one) => Number(one) !== pid && of(one) === own).map(Number);
}

function made(holder: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    holder.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
    });
    holder.stdout?.once('data', () => resolve());
    holder.once('error', reject);
    holder.once('close', () => reject(new Error(`no mount namespace: ${said.trim()}`)));
  });
}
