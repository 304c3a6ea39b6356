/**
 * A decided probe against loopback beside one `openssl s_client` handshake and
 * a scan by sslyze of the same server, process against process. Ratios, because
 * machines differ. Run after a build: node scripts/bench.mjs probe   (ALERT40_SSLYZE names the program)
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '../src/nginx/load.ts';
import { memoryFiles } from '../src/nginx/memory-files.ts';
import { DEFAULT_LIMITS } from '../src/node/handshake/ask.ts';
import { materialReader } from '../src/node/handshake/material.ts';
import { probePath } from '../src/node/handshake/probe-path.ts';
import { upstreamPaths } from '../src/upstream/paths.ts';
import { folder, nginx, selfSigned } from '../test/real/peers.ts';

const ROUNDS = 15;
const { dir, remove } = folder();
selfSigned(dir, 'api', ['api.example.com']);
const server = await nginx(
  dir,
  `server { listen PORT ssl default_server; ssl_reject_handshake on; }
   server { listen PORT ssl; server_name api.example.com;
     ssl_certificate ${dir}/api.pem; ssl_certificate_key ${dir}/api.key; return 200; }`,
);

/** Milliseconds that each program takes from start to end; a round runs each once, so that a busy machine disturbs all alike. */
function together(programs: readonly (readonly string[])[], rounds: number): number[] {
  const best = programs.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++)
    programs.forEach(([name = '', ...args], i) => {
      const start = performance.now();
      const { error } = spawnSync(name, args, { cwd: dir, input: '', stdio: 'pipe' });
      if (error) throw error;
      best[i] = Math.min(best[i] as number, performance.now() - start);
    });
  return best;
}

try {
  const main = path.join(dir, 'front.conf');
  const text = `http { server { location / { proxy_set_header Host api.example.com; proxy_pass https://127.0.0.1:${server.port}; } } }`;
  const config = loadConfig(main, memoryFiles({ [main]: text }));
  const versions = { nginx: '1.26.3', openssl: process.versions.openssl, from: 'assumed' } as const;
  const paths = upstreamPaths(config, versions);
  const [place] = paths;
  if (place === undefined) throw new Error('no place');
  const world = {
    config,
    paths,
    versions,
    files: new Map(),
    statedName: null,
    read: materialReader(dir),
    limits: DEFAULT_LIMITS,
    now: new Date().toISOString(),
  };
  const probe = async () => {
    const { diagnosis, handshakes } = await probePath(place, world);
    if (diagnosis?.verdict !== 'sni-not-sent' || handshakes !== 2) throw new Error('not decided');
  };
  await probe();
  const warm: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const start = performance.now();
    await probe();
    warm.push(performance.now() - start);
  }
  writeFileSync(main, text);
  const target = `127.0.0.1:${server.port}`;
  const asked = ['--nginx-version', versions.nginx, '--openssl-version', versions.openssl];
  const [sClient = 1, node = 1, alert40 = 1] = together(
    [
      ['openssl', 's_client', '-connect', target, '-servername', 'api.example.com'],
      [process.execPath, '-e', '0'],
      [process.execPath, path.resolve('dist/cli.cjs'), 'probe', '-c', main, ...asked],
    ],
    ROUNDS,
  );
  const inside = Math.min(...warm);
  const times = (ms: number) => `${ms.toFixed(1)} ms, ${(ms / sClient).toFixed(2)} ×`;
  const lines = [
    `openssl s_client, one handshake: ${times(sClient)}`,
    `node that does nothing: ${times(node)}`,
    `alert40 probe, decided (2 handshakes, verdict and repair): ${times(alert40)} (at most 5)`,
    `the same inside of a running Node: ${times(inside)}`,
  ];
  try {
    // Not compliant with Mozilla's profile is an exit code of its own.
    const [sslyze = 0] = together(
      [[process.env.ALERT40_SSLYZE ?? 'sslyze', '--sni', 'api.example.com', target]],
      3,
    );
    lines.push(`sslyze, its default scan: ${times(sslyze)}`);
  } catch {
    lines.push('sslyze is not installed');
  }
  console.log(lines.join('\n'));
} finally {
  await server.stop();
  remove();
}
