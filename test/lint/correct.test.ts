/** No false alarm: what works with an upstream that accepts nothing but what is right is left alone. */
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bench } from '../../lab/bench.ts';
import { Addresses, type Lane, takeLane } from '../../lab/lane.ts';
import type { Named } from '../../lab/load.ts';
import { type Outcome, works } from '../../lab/nginx.ts';
import { ensurePki } from '../../lab/pki.ts';
import { type Release, releases } from '../../lab/releases.ts';
import { freePort } from '../../lab/servers/free-port.ts';
import type { Running } from '../../lab/servers/server.ts';
import { startUpstream } from '../../lab/servers/start.ts';
import { readNamedFiles } from '../../src/node/certificates.ts';
import { needLab } from '../real/need.ts';
import { streamModule } from '../real/nginx-process.ts';
import { type Correct, correctConfigurations } from './correct-configurations.ts';
import { lintFiles } from './lint-files.ts';
import {
  PORTS,
  STRICT_HOSTS,
  STRICT_IPV6,
  STRICT_SSL,
  STRICT_UPSTREAMS,
} from './strict-upstreams.ts';

const all = correctConfigurations();
const overTls = all.filter(({ requests }) => requests.length > 0);

describe('correct configurations', () => {
  it('are many, and no two are the same', () => {
    expect(overTls.length).toBeGreaterThanOrEqual(150);
    expect(new Set(all.map(({ title }) => title)).size).toBe(all.length);
    expect(new Set(all.map(({ files }) => JSON.stringify(files))).size).toBe(all.length);
  });

  it('have no findings', () => {
    const alarms = all.flatMap(({ title, files }) =>
      lintFiles(files).findings.map((f) => `${title}: ${f.rule}`),
    );
    expect(alarms).toEqual([]);
  });
});

describe.runIf(needLab())('with strict upstreams', () => {
  let folder = '';
  let lane: Lane;
  let nginx: Release;
  let ipv6: { readonly server: Running; readonly port: number } | null;
  const benches: Bench[] = [];
  const PRIVATE = { 'client.key': 0o600, 'locked.key': 0o600, password: 0o600 };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'alert40-correct-'));
    const pki = await ensurePki();
    lane = await takeLane();
    nginx = releases().find((release) => release.root === '') as Release;
    ipv6 = await listenOnIpv6(pki, folder);
    const scenario: Named = {
      id: 'strict',
      cause: 'control',
      title: 'strict upstreams',
      files: {},
      upstreams: STRICT_UPSTREAMS,
      hosts: STRICT_HOSTS,
      ssl: STRICT_SSL,
      modes: PRIVATE,
    };
    for (const slot of [1, 2]) {
      const bench = new Bench(scenario, new Addresses(lane, slot), dirOf(slot), pki);
      await bench.open();
      benches.push(bench);
    }
  });
  afterAll(async () => {
    for (const bench of benches) await bench.close();
    await ipv6?.server.stop();
    lane.free();
    rmSync(folder, { recursive: true, force: true });
  });

  const dirOf = (slot: number) => path.join(folder, String(slot));

  function run(bench: Bench, { files, requests }: Correct): Promise<Outcome> {
    const here = Object.entries(files).map(([file, text]) => [
      file,
      (/^stream \{/m.test(text) ? streamModule() : '') +
        text.replaceAll(`[::1]:${PORTS.ipv6}`, `[::1]:${ipv6?.port}`),
    ]);
    return bench.run(nginx, Object.fromEntries(here), { requests });
  }

  it('they work', { timeout: 240_000 }, async () => {
    const waiting = ipv6 ? [...all] : all.filter(({ title }) => !title.startsWith('IPv6'));
    const failed: string[] = [];
    await Promise.all(
      benches.map(async (bench) => {
        for (let one = waiting.shift(); one; one = waiting.shift()) {
          const outcome = await run(bench, one);
          const fine = one.requests.length > 0 ? works(outcome) : outcome.started;
          if (!fine) failed.push(`${one.title}: ${outcome.lines[0] ?? outcome.answers[0]?.status}`);
        }
      }),
    );
    expect(failed).toEqual([]);
  });

  it('they have no findings when the files they name are read, too', () => {
    const ssl = path.join(dirOf(1), 'etc/ssl');
    const password = path.join(ssl, 'password');
    const files = Object.keys(STRICT_SSL).map((file) => path.join(ssl, file));
    const read = readNamedFiles(
      files.map((written) => ({ written, passwordFiles: [password] })),
      ssl,
    );
    const named = new Map(
      [...read].map(([file, facts]) => [`/etc/nginx/ssl/${path.basename(file)}`, facts]),
    );
    expect(named.size).toBe(files.length);
    const alarms = all.flatMap(({ title, files }) =>
      lintFiles(files, 'recommended', named).findings.map((f) => `${title}: ${f.rule}`),
    );
    expect(alarms).toEqual([]);
  });

  // So that the upstreams' strictness is more than a word.
  it.each([
    ['no name', /\S+_ssl_server_name on;/g, ''],
    ['another name', 'ssl_server_name on;', 'ssl_server_name on; proxy_ssl_name x.example.net;'],
    ['no client certificate', /\S+_ssl_certificate(?:_key)? .*;/g, ''],
    ['an old protocol', 'ssl_verify on;', 'ssl_verify on; proxy_ssl_protocols TLSv1.1;'],
    ['another authority', 'ssl/ca.pem', 'ssl/client.pem'],
  ])('%s does not work', async (_, from, to) => {
    const one = overTls.find(({ title }) => title === 'host, client certificate, location');
    const main = one?.files['nginx.conf'] ?? '';
    const changed = main.replaceAll(from as RegExp, to);
    expect(changed).not.toBe(main);
    const bench = benches[0] as Bench;
    const outcome = await run(bench, { ...(one as Correct), files: { 'nginx.conf': changed } });
    expect(outcome.started).toBe(true);
    expect(works(outcome)).toBe(false);
  });
});

/** The strict upstream at `::1`; null where this machine has no such address. */
async function listenOnIpv6(pki: string, dir: string) {
  const none = await new Promise<boolean>((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(true));
    probe.listen(0, '::1', () => probe.close(() => resolve(false)));
  });
  if (none) {
    console.warn('skipped: upstreams with an IPv6 address; this machine has no ::1');
    return null;
  }
  const port = await freePort();
  const context = { address: '::1', port, pki, dir, real: () => ({ address: '::1', port }) };
  const upstream = { ...STRICT_IPV6, at: `[::1]:${port}` };
  return { port, server: await startUpstream(upstream, { ...context, translate: (t) => t }) };
}
