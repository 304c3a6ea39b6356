/** Servers that are programs: started so that they die with the lab, and known to be up before they are used. */
import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import net from 'node:net';
import type { Running, ServerContext } from './server.ts';

/** A program that the scenario needs is not on this machine. */
export class MissingProgram extends Error {
  readonly program: string;
  constructor(program: string, hint: string) {
    super(`${program} is missing; ${hint}`);
    this.program = program;
  }
}

const running = new Set<ChildProcess>();

/** Ends everything that was started here; called when the lab is interrupted. */
export function killAll(): void {
  for (const child of running) kill(child);
}

/** At once, with its workers when it leads a process group: a master killed alone leaves them behind. */
function kill(child: ChildProcess): void {
  try {
    process.kill(-child.pid!, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/** Keeps `child` on the list of things to end. */
export function track(child: ChildProcess): void {
  running.add(child);
  child.once('exit', () => running.delete(child));
}

/** Path of a program, also where only root's PATH looks. */
export function find(program: string, hint: string): string {
  try {
    const path = `${process.env.PATH}:/usr/sbin:/sbin:/usr/local/go/bin`;
    return execFileSync('sh', ['-c', 'command -v "$1"', 'sh', program], {
      env: { ...process.env, PATH: path },
    })
      .toString()
      .trim();
  } catch {
    throw new MissingProgram(program, hint);
  }
}

/** Starts `command` and waits (at most 20 s) until its port answers. */
export async function startProgram(
  command: string,
  args: readonly string[],
  context: ServerContext,
  options: { env?: Record<string, string>; keepStdin?: boolean } = {},
): Promise<Running> {
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', command, ...args], {
    cwd: context.dir,
    env: { ...process.env, ...options.env },
    stdio: [options.keepStdin ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  track(child);
  let text = '';
  const keep = (chunk: Buffer) => {
    text = (text + chunk.toString('latin1')).slice(-20_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const stop = () => end(child);
  const until = Date.now() + 20_000;
  while (!(await answers(context.address, context.port))) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error(`${command} did not start:\n${text.trim()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return { log: () => text, stop };
}

export function answers(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Ends a child: politely, then after a second for good. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => kill(child), 1_000);
  await gone;
  clearTimeout(timer);
}
