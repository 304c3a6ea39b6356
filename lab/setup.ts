/** `lab setup` and `lab clean`: Debian's other nginx releases in folders of their own. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { RELEASES, WORK } from './paths.ts';
import { CODENAMES, releases } from './releases.ts';
import { find } from './servers/child.ts';

const PACKAGES = 'nginx-light,libnginx-mod-stream,openssl,curl';
const CA_BUNDLE = 'etc/ssl/certs/ca-certificates.crt';

/** Gets what is missing; returns the exit code. */
export function setup(say: (text: string) => void): number {
  if (process.getuid?.() !== 0)
    return refuse(say, 'setup needs root: debootstrap makes a root file system');
  const debootstrap = find('debootstrap', 'install it with: apt-get install debootstrap');
  const mirror = mirrorOfApt();
  if (mirror === null)
    return refuse(say, "no Debian mirror in this machine's apt sources; setup works on Debian");
  const there = new Set(releases().map((r) => r.id));
  let failed = 0;
  for (const [codename, version] of Object.entries(CODENAMES)) {
    if (there.has(version)) {
      say(`nginx ${version}: there\n`);
      continue;
    }
    say(`nginx ${version}: getting Debian ${codename}, one to three minutes\n`);
    const log = path.join(RELEASES, `${codename}.log`);
    if (bootstrap(debootstrap, codename, mirror, log)) say(`nginx ${version}: done\n`);
    else {
      failed += 1;
      say(`nginx ${version}: failed; the end of ${log} says why\n`);
    }
  }
  return failed === 0 ? 0 : 2;
}

function bootstrap(debootstrap: string, codename: string, mirror: string, log: string): boolean {
  const target = path.join(RELEASES, codename);
  const fresh = `${target}.new`;
  mkdirSync(RELEASES, { recursive: true });
  if (existsSync(fresh)) remove(fresh);
  const out = openSync(log, 'w');
  // All releases of Debian are set up the same way; old debootstraps do not know the newest name.
  const script = '/usr/share/debootstrap/scripts/sid';
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
  const { status } = spawnSync(
    debootstrap,
    [
      ...['--variant=minbase', `--keyring=${keyring}`, `--include=${PACKAGES}`],
      ...[codename, fresh, mirror, script],
    ],
    { stdio: ['ignore', out, out] },
  );
  closeSync(out);
  if (status !== 0) return false;
  // Mount points for the scenario's own hosts file, and the bundle that people point nginx at.
  writeFileSync(path.join(fresh, 'etc/hosts'), '127.0.0.1 localhost\n');
  mkdirSync(path.join(fresh, path.dirname(CA_BUNDLE)), { recursive: true });
  if (existsSync(`/${CA_BUNDLE}`)) copyFileSync(`/${CA_BUNDLE}`, path.join(fresh, CA_BUNDLE));
  renameSync(fresh, target);
  rmSync(log, { force: true });
  return true;
}

/** Where this machine gets its Debian packages from. */
function mirrorOfApt(): string | null {
  try {
    const sites = execFileSync('apt-get', ['indextargets', '--format', '$(SITE)']).toString();
    return sites.split('\n').find((site) => /\/debian\/?$/.test(site)) ?? null;
  } catch {
    return null;
  }
}

/** Removes the releases and the working files. Never removes below a mount. */
export function clean(say: (text: string) => void): number {
  let failed = 0;
  for (const codename of Object.keys(CODENAMES))
    for (const dir of [path.join(RELEASES, codename), path.join(RELEASES, `${codename}.new`)])
      if (existsSync(dir)) {
        if (remove(dir)) say(`removed ${dir}\n`);
        else {
          failed += 1;
          say(`left ${dir}: something is mounted below it that cannot be unmounted\n`);
        }
      }
  rmSync(WORK, { recursive: true, force: true });
  say(`removed ${WORK}\n`);
  return failed === 0 ? 0 : 2;
}

function remove(dir: string): boolean {
  for (const mount of mountsBelow(dir)) spawnSync('umount', [mount]);
  if (mountsBelow(dir).length > 0) return false;
  rmSync(dir, { recursive: true, force: true });
  return true;
}

/** Mount points in `dir`, innermost first. */
export function mountsBelow(dir: string, mounts = readFileSync('/proc/mounts', 'utf8')): string[] {
  return mounts
    .split('\n')
    .map((line) => (line.split(' ')[1] ?? '').replace(/\\040/g, ' '))
    .filter((point) => point === dir || point.startsWith(`${dir}/`))
    .reverse();
}

function refuse(say: (text: string) => void, why: string): number {
  say(`${why}\n`);
  return 2;
}
