/** The atlas says what the system's nginx really sends. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { captureAtlas } from '../../lab/atlas.ts';
import { releases } from '../../lab/releases.ts';
import { atlas, capturedHello } from '../../src/tls/atlas.ts';
import { need } from '../real/need.ts';

function privileged(): boolean {
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

describe('the ClientHello atlas', () => {
  it('has four releases, four modules and five settings of each', () => {
    expect(atlas()).toHaveLength(80);
    expect([...new Set(atlas().map((e) => e.nginx.replace(/\.\d+$/, '')))]).toEqual([
      '1.18',
      '1.22',
      '1.26',
      '1.30',
    ]);
  });

  it('shows TLS 1.3 missing from the defaults of old nginx', () => {
    const byDefault = (nginx: string) =>
      atlas().find((e) => e.nginx.startsWith(nginx) && e.protocols === 'default')?.versions;
    expect(byDefault('1.18')).not.toContain(0x0304);
    expect(byDefault('1.26')).toContain(0x0304);
  });

  it('shows the hybrid group and the size over one packet from OpenSSL 3.5 on', () => {
    for (const e of atlas()) {
      const hybrid = e.openssl.startsWith('3.5') || e.openssl.startsWith('3.6');
      const newest = e.versions.includes(0x0304);
      expect(e.groups.includes(0x11ec), `${e.nginx} ${e.module}`).toBe(hybrid && newest);
      expect(e.size > 1400).toBe(hybrid && newest);
    }
  });

  it('offers h2 for gRPC only', () => {
    for (const e of atlas()) expect(e.alpn).toEqual(e.module === 'grpc' ? ['h2'] : []);
  });

  it('answers for releases between and before the captured ones', () => {
    const both = [0x0304, 0x0303];
    expect(capturedHello('3.4.1', 'stream', both)?.openssl).toMatch(/^3\.0/);
    expect(capturedHello('1.0.2k', 'stream', both)?.openssl).toMatch(/^1\.1\.1/);
    expect(capturedHello('4.0.0', 'stream', both)?.openssl).toMatch(/^3\.6/);
  });

  it('guesses nothing about versions that nobody captured', () => {
    expect(capturedHello('3.0.19', 'proxy', [0x0302, 0x0301])).toBeNull();
  });

  it('tells no difference between TLS 1.2 alone and with older ones, as there is none on the wire', () => {
    const alone = capturedHello('3.0.19', 'proxy', [0x0303]);
    expect(alone?.size).toBe(183);
    expect(capturedHello('3.0.19', 'proxy', [0x0303, 0x0302, 0x0301])).toBe(alone);
    for (const e of atlas().filter((e) => e.protocols === 'tls12')) {
      const others = atlas().filter((o) => o.module === e.module && o.openssl === e.openssl);
      for (const o of others.filter((o) => o.versions.join() === e.versions.join()))
        expect({ ...o, protocols: '' }).toEqual({ ...e, protocols: '' });
    }
  });

  it.runIf(need('nginx') && privileged())(
    'is what this machine sends',
    { timeout: 60_000 },
    async () => {
      const system = releases().filter((r) => r.root === '');
      const minor = (v: string) => v.split('.').slice(0, 2).join('.');
      for (const seen of await captureAtlas(system)) {
        const known = atlas().find(
          (e) =>
            minor(e.nginx) === minor(seen.nginx) &&
            minor(e.openssl) === minor(seen.openssl) &&
            e.module === seen.module &&
            e.protocols === seen.protocols,
        );
        // A release that the atlas does not have cannot be compared.
        if (!known) continue;
        expect({ ...seen, nginx: '', openssl: '' }).toEqual({ ...known, nginx: '', openssl: '' });
      }
    },
  );
});
