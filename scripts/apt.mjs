/** Installs the servers and tools that the tests and the lab run against, where this machine allows it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What the tests need: what shows that it is there, and the packages that bring it. */
export const FOR_TESTS = [
  { has: () => program('nginx'), packages: ['nginx-full'] },
  { has: streamModule, packages: ['libnginx-mod-stream'] },
  { has: () => program('haproxy'), packages: ['haproxy'] },
  { has: () => program('apache2'), packages: ['apache2-bin'] },
  { has: () => program('chromium'), packages: ['chromium'] },
  { has: () => program('openssl'), packages: ['openssl'] },
  { has: () => program('gnutls-serv'), packages: ['gnutls-bin'] },
  { has: () => program('patch'), packages: ['patch'] },
  { has: () => program('rg'), packages: ['ripgrep'] },
];

/** What the lab needs: its upstream servers, and what gets other releases of Debian. */
export const FOR_LAB = [
  { has: () => program('nginx'), packages: ['nginx-full'] },
  { has: streamModule, packages: ['libnginx-mod-stream'] },
  { has: () => program('debootstrap'), packages: ['debootstrap'] },
  { has: () => program('haproxy'), packages: ['haproxy'] },
  { has: () => program('apache2'), packages: ['apache2-bin'] },
  { has: () => program('caddy'), packages: ['caddy'] },
  { has: () => program('stunnel'), packages: ['stunnel4'] },
  { has: () => program('hitch'), packages: ['hitch'] },
  { has: () => program('gnutls-serv'), packages: ['gnutls-bin'] },
  { has: () => program('openssl'), packages: ['openssl'] },
  { has: () => program('javac'), packages: ['default-jdk-headless'] },
  { has: () => program('python3'), packages: ['python3'] },
  { has: () => program('go') || existsSync('/usr/local/go/bin/go'), packages: ['golang-go'] },
];

/** What `npm run test:interop` needs to install and run other projects' tools. */
export const FOR_INTEROP = [
  { has: () => program('go') || existsSync('/usr/local/go/bin/go'), packages: ['golang-go'] },
  { has: () => program('debootstrap'), packages: ['debootstrap'] },
  { has: hasVenv, packages: ['python3', 'python3-venv'] },
  { has: () => program('git'), packages: ['git'] },
  { has: () => program('rsync'), packages: ['rsync'] },
  { has: () => program('erb'), packages: ['ruby'] },
  { has: () => program('envsubst'), packages: ['gettext-base'] },
  { has: () => program('nginx'), packages: ['nginx-full'] },
];

/** Debian keeps apart from Python what makes an environment of its own. */
function hasVenv() {
  return spawnSync('python3', ['-c', 'import venv, ensurepip'], { stdio: 'ignore' }).status === 0;
}

function program(name) {
  return ['/usr/sbin', '/sbin', '/usr/local/sbin', ...(process.env.PATH ?? '').split(':')].some(
    (folder) => folder !== '' && existsSync(`${folder}/${name}`),
  );
}

/** The stream module is either a file of its own or compiled in. */
function streamModule() {
  if (existsSync('/usr/lib/nginx/modules/ngx_stream_module.so')) return true;
  const { stderr = '' } = spawnSync('nginx', ['-V'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
  });
  return /--with-stream(?!=dynamic)\b/.test(stderr ?? '');
}

/** What to put before a command to run it as root; null when this user may not. */
function asRoot() {
  if (process.getuid?.() === 0) return [];
  const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
  return sudo.status === 0 ? ['sudo', '-n'] : null;
}

/**
 * A server package starts its server when it is installed; the tests only want
 * the program, so a policy for the time of the installation says no.
 */
const INSTALL = `
set -e
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\\nexit 101\\n' > "$policy"
  chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "$@" >/dev/null
`;

/**
 * Installs what is missing of a list; says so in a sentence where it may not.
 * `purpose` stands in that sentence: who needs them.
 */
export function installMissing(needed, purpose) {
  const packages = needed.filter((need) => !need.has()).flatMap((need) => need.packages);
  if (packages.length === 0) return;
  const command = `apt-get install ${packages.join(' ')}`;
  const prefix = existsSync('/usr/bin/apt-get') ? asRoot() : null;
  if (prefix === null) {
    console.error(`Programs that ${purpose} needs are not here. On Debian: ${command}`);
    return;
  }
  console.error(`Installing for ${purpose}: ${packages.join(', ')} …`);
  const [first, ...rest] = [...prefix, 'sh', '-c', INSTALL, 'sh', ...packages];
  try {
    execFileSync(first, rest, { stdio: ['ignore', 'inherit', 'inherit'] });
  } catch {
    console.error(`That did not work; what needs them says so. By hand: ${command}`);
  }
}
