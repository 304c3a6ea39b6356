/**
 * A mount namespace in which a scenario's folders lie over `/etc/nginx`,
 * `/var/log/nginx` and `/etc/hosts` of one release. It is made once for a
 * scenario and entered by every variant, since making it costs several times
 * what nginx needs to start. Nothing on the machine changes; the mounts end
 * with the process that holds them.
 */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Release } from './releases.ts';
import { end, track } from './servers/child.ts';

export interface Room {
  /** Starts a program in it that dies with the lab; its standard error is a pipe. */
  spawn(command: readonly string[]): ChildProcess;
  close(): Promise<void>;
}

// `cat` holds the namespace until its input ends, however the lab ends.
const SCRIPT =
  'mount --bind "$1" "$4/etc/nginx" && mount --bind "$2" "$4/var/log/nginx" && mount --bind "$3" "$4/etc/hosts" && echo made && exec cat >/dev/null';

/** `dir` has the folders `etc` and `log` and the file `hosts`; they must stay the same ones, whatever is in them. */
export async function openRoom(release: Release, dir: string): Promise<Room> {
  const { root } = release;
  const holder = spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'TERM', 'unshare', '-m', 'sh', '-c', SCRIPT, 'sh'],
      ...['etc', 'log', 'hosts'].map((name) => path.join(dir, name)),
      root,
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  track(holder);
  await made(holder);
  return {
    spawn(command) {
      const inside = root === '' ? command : ['chroot', root, ...command];
      const enter = [`--mount=/proc/${holder.pid}/ns/mnt`, 'setpriv', '--pdeathsig', 'TERM'];
      const child = spawn('nsenter', [...enter, ...inside], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      track(child);
      return child;
    },
    close: () => end(holder),
  };
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
