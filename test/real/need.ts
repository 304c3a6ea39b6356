/** Real components: missing ones fail in CI and are skipped, with a sentence, anywhere else. */
import { execFileSync } from 'node:child_process';

const PACKAGES: Record<string, string> = {
  nginx: 'nginx',
  haproxy: 'haproxy',
  chromium: 'chromium',
  apache2: 'apache2',
  openssl: 'openssl',
};

/** True when the program is there. In CI a missing one throws, so that nothing is skipped silently. */
export function need(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `PATH="$PATH:/usr/sbin:/sbin" command -v "$1"`, 'sh', program]);
    return true;
  } catch {
    const hint = `${program} is missing; install it with: apt-get install ${PACKAGES[program] ?? program}`;
    if (process.env.CI) throw new Error(hint);
    console.warn(`skipped: ${hint}`);
    return false;
  }
}

/** True when the lab can run here: it mounts in a namespace of its own and uses low ports on loopback. In CI it must. */
export function needLab(): boolean {
  const nginx = need('nginx');
  try {
    if (process.getuid?.() !== 0) throw new Error('not root');
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' });
    return nginx;
  } catch {
    const hint = 'the lab needs root and unshare (util-linux)';
    if (process.env.CI) throw new Error(hint);
    console.warn(`skipped: ${hint}`);
    return false;
  }
}
