/** An interrupted run of the lab leaves nothing behind. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensurePki } from '../../lab/pki.ts';
import { killAll } from '../../lab/servers/child.ts';
import { startUpstream } from '../../lab/servers/start.ts';
import { need, needLab } from '../real/need.ts';

/** Command lines in which `text` stands. */
function processesWith(text: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    })
    .filter((line) => line.includes(text));
}

describe.runIf(needLab() && need('apache2'))('servers of an interrupted run', () => {
  it('end with all their workers', { timeout: 30_000 }, async () => {
    const dir = mkdtempSync(path.join(os.tmpdir(), 'alert40-interrupt-'));
    chmodSync(dir, 0o777);
    const pki = await ensurePki();
    const address = '127.98.0.1';
    await startUpstream(
      {
        at: '10.0.4.22:443',
        kind: 'apache',
        config: 'SSLEngine on\nSSLCertificateFile @pki/api.pem\nSSLCertificateKeyFile @pki/api.key',
      },
      {
        address,
        port: 8443,
        pki,
        dir,
        real: () => ({ address, port: 8443 }),
        translate: (text) => text.replaceAll('@pki/', `${pki}/`),
      },
    );
    // A master and a worker, or the test would show nothing.
    await expect.poll(() => processesWith(dir).length).toBeGreaterThan(1);
    killAll();
    await expect.poll(() => processesWith(dir), { timeout: 5_000 }).toEqual([]);
    rmSync(dir, { recursive: true, force: true });
  });
});
