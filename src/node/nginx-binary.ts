/** The nginx on this machine: where it is, what it was built with, what it says of a configuration. */
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { type NginxBuild, readNginxV } from '../causes/evidence/nginx-v.ts';
import { message } from '../text/message.ts';
import { errnoOf, Problem } from './problem.ts';

/** What `nginx -V` tells. */
export interface NginxBinary {
  readonly path: string;
  readonly build: NginxBuild;
  /** Directory that relative paths are resolved against. */
  readonly prefix: string;
  readonly confPath: string;
  readonly errorLogPath: string;
}

/** A running master process. */
export interface RunningNginx {
  readonly binary: string;
  /** `-c` and `-p` of its command line. */
  readonly conf: string | null;
  readonly prefix: string | null;
}

/** Longest time that one call of the binary may take, in milliseconds. */
const PATIENCE = 60_000;

/** What runs programs, loaded where one is run: that takes a while, and most runs of ours ask no binary. */
function programs() {
  return process.getBuiltinModule('node:child_process');
}

/** Asks the binary for its versions and paths. Throws a `Problem` when it is not nginx. */
export function askBinary(binary: string): NginxBinary {
  const { error, stderr } = programs().spawnSync(binary, ['-V'], {
    encoding: 'utf8',
    timeout: PATIENCE,
  });
  if (error) {
    const id = errnoOf(error) === 'ENOENT' ? 'node.binary-missing' : 'node.binary-fails';
    throw new Problem(message(id, { path: binary, code: errnoOf(error) }));
  }
  const facts = readBinaryFacts(binary, stderr);
  if (!facts) throw new Problem(message('node.binary-not-nginx', { path: binary }));
  return facts;
}

/** Reads the output of `nginx -V`; null when it is none. */
export function readBinaryFacts(binary: string, output: string): NginxBinary | null {
  const build = readNginxV(output);
  if (build === null) return null;
  const configured = (name: string) =>
    build.configureArguments
      .find((argument) => argument.startsWith(`--${name}=`))
      ?.slice(name.length + 3)
      .replace(/^'|'$/g, '');
  const prefix = configured('prefix') ?? '/usr/local/nginx';
  return {
    path: binary,
    build,
    prefix,
    confPath: path.resolve(prefix, configured('conf-path') ?? 'conf/nginx.conf'),
    errorLogPath: path.resolve(prefix, configured('error-log-path') ?? 'logs/error.log'),
  };
}

/** The nginx of this machine: the one that runs, else the one that the shell would find; null without. */
export function findNginx(env: Readonly<Record<string, string | undefined>>): RunningNginx | null {
  const [running] = runningMasters();
  if (running) return running;
  const folders = [...(env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin', '/sbin'];
  for (const folder of [...folders, '/usr/local/nginx/sbin', '/usr/local/openresty/nginx/sbin']) {
    const binary = path.join(folder, 'nginx');
    if (folder !== '' && existsSync(binary)) return { binary, conf: null, prefix: null };
  }
  return null;
}

function runningMasters(): RunningNginx[] {
  return processes().flatMap((pid) => {
    try {
      const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0+$/, '');
      if (!title.startsWith('nginx: master process ')) return [];
      // The file is marked when a newer one has taken its place.
      const binary = readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, '');
      // In a container the same path may be another file, or none.
      if (readlinkSync(`/proc/${pid}/ns/mnt`) !== readlinkSync('/proc/self/ns/mnt')) return [];
      return existsSync(binary) ? [{ binary, ...readMasterTitle(title) }] : [];
    } catch {
      // Gone meanwhile, or another user's.
      return [];
    }
  });
}

function processes(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** `-c` and `-p` from the title that a master process shows. */
export function readMasterTitle(title: string): Pick<RunningNginx, 'conf' | 'prefix'> {
  const option = (letter: string) => new RegExp(`\\s-${letter}\\s*(\\S+)`).exec(title)?.[1] ?? null;
  return { conf: option('c'), prefix: option('p') };
}

/** What `nginx -t` says of a configuration. */
export interface NginxTest {
  readonly accepted: boolean;
  /** The line that tells why not, without time and level; empty when accepted. */
  readonly reason: string;
}

/** Runs `nginx -t` on the main configuration file at this absolute path. */
export function testConfiguration(binary: string, conf: string): NginxTest {
  const { status, stderr, error } = programs().spawnSync(binary, ['-t', '-q', '-c', conf], {
    encoding: 'utf8',
    timeout: PATIENCE,
  });
  if (error) return { accepted: false, reason: `${binary}: ${errnoOf(error)}` };
  if (status === 0) return { accepted: true, reason: '' };
  // Who may not write nginx's own log gets an alert about that first.
  const line =
    /\[emerg\](?: \d+#\d+:)? (.*)/.exec(stderr)?.[1] ??
    /\[(?:crit|alert|error)\](?: \d+#\d+:)? (.*)/.exec(stderr)?.[1];
  return { accepted: false, reason: line ?? stderr.trim().split('\n')[0] ?? `exit ${status}` };
}
