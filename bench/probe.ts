/**
 * A decided probe against loopback beside one `openssl s_client` handshake and
 * a scan by sslyze of the same server. Ratios, because machines differ.
 * Run: node scripts/bench.mjs probe   (ALERT40_SSLYZE names the program)
 */
import { execFileSync } from 'node:child_process';
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

/** Median of several runs, in milliseconds. */
async function median(rounds: number, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[rounds >> 1] ?? 0;
}

function program(name: string, args: readonly string[]): () => void {
  return () => void execFileSync(name, args, { stdio: 'pipe', input: '' });
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
  const first = await median(1, probe);
  const warm = await median(ROUNDS, probe);
  const target = `127.0.0.1:${server.port}`;
  const sClient = await median(
    ROUNDS,
    program('openssl', ['s_client', '-connect', target, '-servername', 'api.example.com']),
  );
  const lines = [
    `openssl s_client, one handshake: ${sClient.toFixed(1)} ms`,
    `decided probe (2 handshakes, verdict and repair): ${first.toFixed(1)} ms at first, ${warm.toFixed(1)} ms then: ${(first / sClient).toFixed(2)} × and ${(warm / sClient).toFixed(2)} × s_client (at most 5)`,
  ];
  try {
    const sslyze = process.env.ALERT40_SSLYZE ?? 'sslyze';
    // Not compliant with Mozilla's profile is an exit code of its own.
    const took = await median(1, () => {
      try {
        program(sslyze, ['--sni', 'api.example.com', target])();
      } catch (error) {
        if ((error as { code?: string }).code === 'ENOENT') throw error;
      }
    });
    lines.push(
      `sslyze, its default scan: ${took.toFixed(0)} ms: ${(took / warm).toFixed(0)} × a decided probe`,
    );
  } catch {
    lines.push('sslyze is not installed');
  }
  console.log(lines.join('\n'));
} finally {
  await server.stop();
  remove();
}
