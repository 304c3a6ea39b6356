/** What `diagnose --probe` says: the upstreams are up again, and are asked; nginx is not needed. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { signatureClass } from '../src/causes/signature-class.ts';
import { diagnoseTexts } from '../src/diagnosis/diagnose-texts.ts';
import type { DiagnosedIncident } from '../src/diagnosis/model.ts';
import { loadConfig } from '../src/nginx/load.ts';
import { memoryFiles } from '../src/nginx/memory-files.ts';
import { DEFAULT_LIMITS } from '../src/node/handshake/ask.ts';
import { materialReader } from '../src/node/handshake/material.ts';
import { probePath } from '../src/node/handshake/probe-path.ts';
import { upstreamPaths } from '../src/upstream/paths.ts';
import { Bench } from './bench.ts';
import type { EvidenceFile } from './evidence.ts';
import { configOf } from './frame.ts';
import type { Judged } from './judged.ts';
import { readAsOnServer } from './judged.ts';
import { Addresses, takeLane } from './lane.ts';
import type { Named } from './load.ts';
import { WORK } from './paths.ts';
import { ensurePki } from './pki.ts';
import type { Record } from './record.ts';
import { hashOf } from './record.ts';

/** A record as it is judged once the upstream was asked. */
export interface JudgedProbed extends Judged {
  /** Handshakes that were made; null where there was nothing to ask. */
  readonly handshakes: number | null;
  /** Class of the log line that was judged. */
  readonly signature: string;
  /** The verdict took the name that the scenario's user knows: `--name`. */
  readonly told: boolean;
}

/** Judges every traced failure with the upstreams there to be asked. `parallel` scenarios at a time. */
export async function judgeProbed(
  evidence: readonly EvidenceFile[],
  scenarios: readonly Named[],
  parallel: number,
): Promise<{ judged: JudgedProbed[]; problems: string[] }> {
  const pki = await ensurePki();
  const lane = await takeLane();
  const waiting = [...scenarios];
  const result = { judged: [] as JudgedProbed[], problems: [] as string[] };
  const work = async (slot: number) => {
    for (;;) {
      const scenario = waiting.shift();
      if (!scenario) return;
      const addresses = new Addresses(lane, slot);
      const dir = path.join(WORK, `probe-${process.pid}-${slot}`);
      mkdirSync(dir, { recursive: true });
      const bench = new Bench(scenario, addresses, dir, pki);
      try {
        await bench.open();
        for (const file of evidence) {
          const record = file.records.find((r) => r.scenario === scenario.id);
          if (!record || record.hash !== hashOf(scenario) || record.outcome !== 'fails') continue;
          if (tracesOf(record).length === 0 || record.cause === 'control') continue;
          result.judged.push(
            await probeOne(file, record, scenario, addresses, path.join(dir, 'etc')),
          );
        }
      } catch (error) {
        result.problems.push(`${scenario.id}: ${String(error)}`);
      } finally {
        await bench.close();
        rmSync(dir, { recursive: true, force: true });
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: parallel }, (_, i) => work(i + 1)));
  } finally {
    lane.free();
  }
  return result;
}

/** Error lines, or access lines where there are none. */
function tracesOf(record: Record): readonly string[] {
  const lines = record.lines ?? [];
  return lines.length > 0 ? lines : (record.access ?? []);
}

async function probeOne(
  file: EvidenceFile,
  record: Record,
  scenario: Named,
  addresses: Addresses,
  etc: string,
): Promise<JudgedProbed> {
  const config = configOf(scenario, { streamModule: true });
  const texts = Object.fromEntries(
    Object.entries(config).map(([name, text]) => [
      `/etc/nginx/${name}`,
      addresses.translateConfig(text),
    ]),
  );
  const versions = { nginx: file.nginx, openssl: file.openssl };
  const set = loadConfig('/etc/nginx/nginx.conf', memoryFiles(texts));
  const paths = upstreamPaths(set, versions);
  const files = readAsOnServer(paths, etc);
  const now = new Date().toISOString();
  const silent = (record.lines ?? []).length === 0;
  const log = `${addresses.translate(tracesOf(record).join('\n'))}\n`;
  const [first] = diagnoseTexts({
    log,
    access: silent,
    config: texts,
    ...versions,
    files,
    now,
  }).incidents;
  let diagnosed: DiagnosedIncident | undefined = first;
  let handshakes: number | null = null;
  let told = false;
  const place = first?.case.path;
  if (first && place && place.tls !== 'no') {
    const read = materialReader(etc);
    const world = {
      config: set,
      paths,
      versions: { ...versions, from: 'flag' as const },
      files,
      read: (name: string) => read(name.replace(/^\/etc\/nginx\//, `${etc}/`)),
      limits: DEFAULT_LIMITS,
      lookup: async (host: string) => {
        const at = scenario.hosts?.[host];
        if (at === undefined) throw new Error(`no such host: ${host}`);
        return [{ address: addresses.real(at), family: 4 }];
      },
      now,
    };
    const asking = (statedName: string | null) =>
      probePath(place, { ...world, statedName }, first.case.incident);
    let probed = await asking(null);
    handshakes = probed.handshakes;
    // Without a verdict the report asks for the name, and the user who knows one asks again.
    if (probed.diagnosis?.verdict === null && scenario.name !== undefined) {
      told = true;
      probed = await asking(scenario.name);
      handshakes += probed.handshakes;
    }
    diagnosed = probed.diagnosis ?? first;
  }
  return {
    handshakes,
    told,
    signature: first === undefined ? 'none' : signatureClass(first.case.incident),
    scenario: record.scenario,
    release: file.release,
    expected: record.cause as Judged['expected'],
    verdict: diagnosed?.verdict ?? null,
    causes: diagnosed?.causes.map(({ id, confidence }) => ({ id, confidence })) ?? [],
    silent,
  };
}
