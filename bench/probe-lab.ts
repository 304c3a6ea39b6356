/**
 * Measures diagnosis with probes against the lab: starts the upstreams of each
 * scenario, hands the recorded log and the configuration to the diagnosis,
 * asks, and compares the verdict with the label. Needs what the lab needs.
 *
 * Run: node scripts/bench.mjs probe-lab [--release 1.22] [--only REGEXP] [--rehearse] [--verbose]
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Bench } from '../lab/bench.ts';
import { readEvidence } from '../lab/evidence.ts';
import { configOf } from '../lab/frame.ts';
import { Addresses, takeLane } from '../lab/lane.ts';
import { loadScenarios, type Named } from '../lab/load.ts';
import { WORK } from '../lab/paths.ts';
import { ensurePki } from '../lab/pki.ts';
import type { Record as LabRecord } from '../lab/record.ts';
import { signatureClass } from '../src/causes/signature-class.ts';
import { probeIncidents, worldOf } from '../src/cli/probing.ts';
import { diagnose } from '../src/diagnosis/diagnose.ts';
import type { Diagnosis } from '../src/diagnosis/model.ts';
import { planRepairs } from '../src/diagnosis/plan.ts';
import { IncidentCollector } from '../src/log/incidents.ts';
import { LogScanner } from '../src/log/scanner.ts';
import { loadConfig } from '../src/nginx/load.ts';
import { mentions, readNamedFiles } from '../src/node/certificates.ts';
import { disk } from '../src/node/disk.ts';
import { askBinary, findNginx } from '../src/node/nginx-binary.ts';
import { rehearse } from '../src/node/rehearse/rehearse.ts';
import { upstreamPaths } from '../src/upstream/paths.ts';

/** Classes of signature that a log line alone cannot decide. */
const AMBIGUOUS = new Set([
  'alert-40',
  'alert-112',
  'alert-80',
  'verify-20',
  'peer-closed',
  'peer-reset',
]);

interface Result {
  readonly id: string;
  readonly cause: string;
  readonly classes: readonly string[];
  readonly before: string | null;
  readonly after: string | null;
  readonly handshakes: number;
  readonly rehearsed: string | null;
  readonly detail: string;
}

const argument = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? null : (process.argv[at + 1] ?? '');
};
const release = argument('release') ?? '1.22';
const only = argument('only');
const withRehearsal = process.argv.includes('--rehearse');
const verbose = process.argv.includes('--verbose');

const evidence = readEvidence().find((e) => e.release === release);
if (evidence === undefined) throw new Error(`no evidence of nginx ${release}`);
const scenarios = new Map((await loadScenarios()).map((s) => [s.id, s]));
const pki = await ensurePki();
const lane = await takeLane();
const results: Result[] = [];
try {
  let slot = 0;
  for (const record of evidence.records) {
    const scenario = scenarios.get(record.scenario);
    if (
      scenario === undefined ||
      record.outcome !== 'fails' ||
      record.startup ||
      record.cause === 'control' ||
      !record.lines?.length
    )
      continue;
    if (only !== null && !new RegExp(only).test(record.scenario)) continue;
    slot = (slot % 200) + 1;
    try {
      results.push(await measure(scenario, record, slot));
    } catch (error) {
      console.error(`${record.scenario}: ${(error as Error).stack}`);
    }
    const last = results.at(-1);
    if (last && (verbose || last.after !== last.cause))
      console.log(
        `${last.after === last.cause ? 'ok   ' : 'WRONG'} ${last.id} [${last.classes}] before ${last.before} after ${last.after} in ${last.handshakes}${last.rehearsed ? ` rehearsed: ${last.rehearsed}` : ''}\n${last.detail}`,
      );
    else if (last?.rehearsed && last.rehearsed !== 'passed')
      console.log(`${last.id}: ${last.rehearsed}`);
  }
} finally {
  lane.free();
}
if (withRehearsal) {
  const tried = results.filter((r) => r.rehearsed !== null && !r.rehearsed.startsWith('no '));
  const passed = tried.filter((r) => r.rehearsed === 'passed');
  console.log(`rehearsed: ${passed.length} of ${tried.length} planned repairs passed`);
}
summary('all', results);
summary(
  'ambiguous',
  results.filter((r) => r.classes.some((c) => AMBIGUOUS.has(c))),
);

async function measure(scenario: Named, record: LabRecord, slot: number): Promise<Result> {
  const addresses = new Addresses(lane, slot);
  const dir = path.join(WORK, `probe-${process.pid}-${slot}`);
  const bench = new Bench(scenario, addresses, dir, pki);
  try {
    await bench.open();
    return await asked(scenario, record, addresses, dir);
  } finally {
    await bench.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function asked(
  scenario: Named,
  record: LabRecord,
  addresses: Addresses,
  dir: string,
): Promise<Result> {
  const etc = path.join(dir, 'etc');
  const files = configOf(scenario, { streamModule: existsSync('/usr/lib/nginx/modules') });
  for (const [name, text] of Object.entries(files)) {
    const at = path.join(etc, name);
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, addresses.translateConfig(text).replaceAll('/etc/nginx/', `${etc}/`));
  }
  const config = loadConfig(path.join(etc, 'nginx.conf'), disk);
  const versions = {
    nginx: evidence?.nginx ?? '1.22.1',
    openssl: evidence?.openssl ?? '3.0.19',
    from: 'binary',
  } as const;
  const collector = new IncidentCollector();
  const scanner = new LogScanner({ input: 'error.log', onEvent: (e) => collector.add(e) });
  const lines = [...(record.lines ?? []), ...(record.access ?? [])];
  scanner.push(Buffer.from(`${addresses.translate(lines.join('\n'))}\n`));
  scanner.end();
  const paths = upstreamPaths(config, versions);
  const input = {
    incidents: collector.finish(),
    config,
    paths,
    versions,
    files: readNamedFiles(mentions(paths), etc),
    statedName: scenario.name ?? null,
    read: { lines: 0, bytes: 0, failures: 0, files: 0, locations: 0 },
    now: new Date().toISOString(),
  };
  const first = diagnose(input);
  const world = {
    ...worldOf(input, '2'),
    lookup: async (host: string) => {
      const written = scenario.hosts?.[host];
      if (written === undefined) throw new Error('not found');
      return [{ address: addresses.real(written), family: 4 }];
    },
  };
  const { conversations, observations } = await probeIncidents(first, world);
  const second = diagnose({ ...input, observations });
  const rehearsed = withRehearsal
    ? await tryRepair(second, config, paths, withHosts(scenario, addresses, dir))
    : null;
  return {
    id: record.scenario,
    cause: record.cause,
    classes: first.incidents.map((i) => signatureClass(i.case.incident)),
    before: first.incidents[0]?.verdict ?? null,
    after: second.incidents[0]?.verdict ?? null,
    handshakes: Math.max(0, ...conversations.map((c) => c.handshakes)),
    rehearsed,
    detail: [
      ...observations.map(
        (o) =>
          `      ${o.varied} sni=${o.asked.sni} -> ${JSON.stringify(o.answer)} ${o.reached} verify=${o.verifyError} name=${o.nameMatches} asked=${o.clientCertificateAsked !== null}`,
      ),
      `      ${second.incidents[0]?.causes
        .slice(0, 4)
        .map((c) => `${c.id} ${c.confidence}`)
        .join(', ')}`,
    ].join('\n'),
  };
}

async function tryRepair(
  diagnosis: Diagnosis,
  config: ReturnType<typeof loadConfig>,
  paths: ReturnType<typeof upstreamPaths>,
  binary: string,
): Promise<string> {
  const plan = planRepairs(diagnosis, { allowWeakening: false });
  if (plan.edits.length === 0) return `no edits (${plan.held.map((h) => h.why)})`;
  const place = diagnosis.incidents[0]?.case.path;
  const found = findNginx(process.env);
  if (!place || found === null) return 'no place';
  const result = await rehearse({
    binary: { ...askBinary(found.binary), path: binary },
    config,
    paths,
    path: place,
    edits: plan.edits,
    method: 'GET',
    requestPath: null,
    host: null,
    timeout: 5_000,
  });
  const { before, after } = result;
  return result.passed
    ? 'passed'
    : `FAILED ${before.status} -> ${after?.status} ${after?.refused ?? ''} ${after?.errors.join(' | ').slice(0, 300)}`;
}

/** nginx that sees the scenario's names in a hosts file of its own. */
function withHosts(scenario: Named, addresses: Addresses, dir: string): string {
  const hosts = Object.entries(scenario.hosts ?? {}).map(([n, at]) => `${addresses.real(at)} ${n}`);
  writeFileSync(path.join(dir, 'hosts'), ['127.0.0.1 localhost', ...hosts, ''].join('\n'));
  const script = path.join(dir, 'nginx');
  const found = findNginx(process.env)?.binary;
  writeFileSync(
    script,
    `#!/bin/sh\nexec unshare -m sh -c 'mount --bind ${dir}/hosts /etc/hosts && exec ${found} "$@"' sh "$@"\n`,
    { mode: 0o755 },
  );
  return script;
}

function summary(title: string, of: readonly Result[]): void {
  const right = of.filter((r) => r.after === r.cause);
  const alone = of.filter((r) => r.before === r.cause);
  const counts = of.map((r) => r.handshakes).sort((a, b) => a - b);
  const spread = new Map<number, number>();
  for (const n of counts) spread.set(n, (spread.get(n) ?? 0) + 1);
  console.log(
    `${title}: ${of.length} records; right from the log alone ${alone.length}, with probes ${right.length} (${((100 * right.length) / Math.max(1, of.length)).toFixed(1)} %); handshakes: median ${counts[counts.length >> 1]}, ${[...spread].map(([n, k]) => `${n}: ${k}`).join(', ')}`,
  );
}
