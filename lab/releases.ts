/** The nginx releases that scenarios run on: the system's own, and Debian's others below `lab/releases`. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { RELEASES } from './paths.ts';
import { find } from './servers/child.ts';

export interface Release {
  /** Major and minor version of nginx, `1.22`. */
  readonly id: string;
  readonly nginx: string;
  readonly openssl: string;
  /** Root of its file system; empty for the system's own. */
  readonly root: string;
  readonly binary: string;
  /** stream is a module of its own that has to be loaded. */
  readonly streamModule: boolean;
}

/** Debian's code names, oldest first, with the nginx each has. */
export const CODENAMES: Readonly<Record<string, string>> = {
  bullseye: '1.18',
  bookworm: '1.22',
  trixie: '1.26',
  forky: '1.30',
};

const STREAM_MODULE = '/usr/lib/nginx/modules/ngx_stream_module.so';

/** Every release that is there, oldest first; the system's own wins over a copy of the same version. */
export function releases(): Release[] {
  const found = new Map<string, Release>();
  const add = (release: Release) => {
    if (!found.has(release.id)) found.set(release.id, release);
  };
  add(describe('', find('nginx', 'install it with: apt-get install nginx')));
  for (const codename of Object.keys(CODENAMES)) {
    const root = path.join(RELEASES, codename);
    if (existsSync(path.join(root, 'usr/sbin/nginx'))) add(describe(root, '/usr/sbin/nginx'));
  }
  return [...found.values()].sort((a, b) => compareVersions(a.nginx, b.nginx));
}

function describe(root: string, binary: string): Release {
  const command = root === '' ? [binary] : ['chroot', root, binary];
  // `-V` writes to standard error.
  const text = execFileSync('sh', ['-c', 'exec "$@" 2>&1', 'sh', ...command, '-V']).toString();
  const nginx = /nginx\/([\d.]+)/.exec(text)?.[1] ?? '0';
  const openssl = (/running with OpenSSL (\S+)/.exec(text) ??
    /built with OpenSSL (\S+)/.exec(text))?.[1];
  return {
    id: nginx.split('.').slice(0, 2).join('.'),
    nginx,
    openssl: openssl ?? 'unknown',
    root,
    binary,
    streamModule: existsSync(path.join(root || '/', STREAM_MODULE)),
  };
}

/** Negative when `a` is older. Letters (`1.1.1w`) count after the numbers. */
export function compareVersions(a: string, b: string): number {
  const parts = (v: string) => v.split('.').map((p) => Number.parseInt(p, 10) || 0);
  const [x, y] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const d = (x[i] ?? 0) - (y[i] ?? 0);
    if (d !== 0) return d;
  }
  return 0;
}

/** `[from, below)`. */
export function within(
  version: string,
  range: readonly [string | null, string | null] | undefined,
) {
  if (!range) return true;
  const [from, below] = range;
  if (from !== null && compareVersions(version, from) < 0) return false;
  return below === null || compareVersions(version, below) < 0;
}
