/** Which of the nginx that run here is taken for the one of this machine. */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findNginx } from '../../src/node/nginx-binary.ts';
import { needLab } from '../real/need.ts';

describe.runIf(needLab())('the nginx of this machine', () => {
  it('is none that runs in a container', async () => {
    const dir = mkdtempSync(path.join(os.tmpdir(), 'alert40-find-'));
    const installed = findNginx({ PATH: '/usr/sbin' })?.binary ?? '';
    const binary = path.join(dir, 'nginx');
    copyFileSync(installed, binary);
    const conf = path.join(dir, 'nginx.conf');
    writeFileSync(conf, `daemon off; pid ${dir}/pid; error_log ${dir}/error.log;\nevents {}\n`);
    // A mount namespace of its own is what makes a container's paths mean other files.
    const child = spawn('unshare', ['-m', binary, '-c', conf, '-e', `${dir}/early.log`]);
    try {
      // Its title says that it is up.
      await expect.poll(() => titleOf(child.pid), { timeout: 5_000 }).toContain('master process');
      expect(findNginx({ PATH: '/usr/sbin' })?.binary).not.toBe(binary);
    } finally {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
      rmSync(dir, { recursive: true, force: true });
    }
  });
});

function titleOf(pid: number | undefined): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
