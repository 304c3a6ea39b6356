/** What `diagnose` says about the recorded lines, without any server. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { CauseId } from '../src/causes/ids.ts';
import type { NamedFile, NamedFiles } from '../src/causes/named-files.ts';
import { diagnoseTexts } from '../src/diagnosis/diagnose-texts.ts';
import { loadConfig } from '../src/nginx/load.ts';
import { memoryFiles } from '../src/nginx/memory-files.ts';
import { mentions, readNamedFiles } from '../src/node/certificates.ts';
import type { UpstreamTls } from '../src/upstream/model.ts';
import { upstreamPaths } from '../src/upstream/paths.ts';
import type { EvidenceFile } from './evidence.ts';
import { configOf } from './frame.ts';
import type { Named } from './load.ts';
import { sslContent } from './pki-files.ts';
import type { Record } from './record.ts';
import { hashOf } from './record.ts';

export interface Judged {
  readonly scenario: string;
  readonly release: string;
  readonly expected: CauseId;
  readonly verdict: CauseId | null;
  /** Candidates of the incident that was judged, best first, with their confidences. */
  readonly causes: readonly { readonly id: CauseId; readonly confidence: number }[];
  /** The error log is silent; only the access log speaks. */
  readonly silent: boolean;
}

/** How much of what a user has is given to `diagnose`. */
export type Given = 'log' | 'config' | 'files';

/** Judges every record of a failure that left a trace. Records that are older than their scenario are left out. */
export function judge(
  evidence: readonly EvidenceFile[],
  scenarios: readonly Named[],
  pki: string,
  given: Given,
): Judged[] {
  const byId = new Map(scenarios.map((s) => [s.id, s]));
  const out: Judged[] = [];
  for (const file of evidence)
    for (const record of file.records) {
      const scenario = byId.get(record.scenario);
      if (!scenario || hashOf(scenario) !== record.hash) continue;
      if (record.outcome !== 'fails' || record.cause === 'control') continue;
      const judged = judgeOne(file, record, scenario, pki, given);
      if (judged) out.push(judged);
    }
  return out;
}

function judgeOne(
  file: EvidenceFile,
  record: Record,
  scenario: Named,
  pki: string,
  given: Given,
): Judged | null {
  const silent = (record.lines ?? []).length === 0;
  const lines = silent ? (record.access ?? []) : record.lines!;
  if (lines.length === 0 || record.cause === 'control') return null;
  // Modules of every release but the static ones; the path of the module says nothing about TLS.
  const config = configOf(scenario, { streamModule: true });
  const texts = Object.fromEntries(
    Object.entries(config).map(([name, text]) => [`/etc/nginx/${name}`, text]),
  );
  const versions = { nginx: file.nginx, openssl: file.openssl };
  const diagnosis = diagnoseTexts({
    log: `${lines.join('\n')}\n`,
    access: silent,
    ...versions,
    ...(given !== 'log' && { config: texts }),
    ...(given === 'files' && { files: namedFiles(scenario, texts, versions, pki) }),
    now: new Date().toISOString(),
  });
  const incident = diagnosis.incidents[0];
  return {
    scenario: record.scenario,
    release: file.release,
    expected: record.cause,
    verdict: incident?.verdict ?? null,
    causes: incident?.causes.map(({ id, confidence }) => ({ id, confidence })) ?? [],
    silent,
  };
}

const cache = new Map<string, NamedFiles>();

/** The scenario's files as `diagnose` would read them on the machine of nginx. */
function namedFiles(
  scenario: Named,
  texts: Readonly<globalThis.Record<string, string>>,
  versions: { nginx: string; openssl: string },
  pki: string,
): NamedFiles {
  const known = cache.get(scenario.id);
  if (known) return known;
  const dir = mkdtempSync(path.join(os.tmpdir(), 'alert40-lab-'));
  try {
    for (const [file, what] of Object.entries(scenario.ssl ?? {})) {
      const at = path.join(dir, 'ssl', file);
      mkdirSync(path.dirname(at), { recursive: true });
      writeFileSync(at, sslContent(what, pki));
      chmodSync(at, scenario.modes?.[file] ?? 0o644);
    }
    const set = loadConfig('/etc/nginx/nginx.conf', memoryFiles(texts));
    const result = readAsOnServer(upstreamPaths(set, versions), dir);
    cache.set(scenario.id, result);
    return result;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The files that the configuration names, read from `dir`, which stands for `/etc/nginx`. */
export function readAsOnServer(paths: readonly UpstreamTls[], dir: string): NamedFiles {
  const here = (name: string) => name.replace(/^\/etc\/nginx\//, `${dir}/`);
  const result = new Map<string, NamedFile>();
  for (const m of mentions(paths)) {
    const local = { written: here(m.written), passwordFiles: m.passwordFiles.map(here) };
    const file = readNamedFiles([local], dir).get(local.written);
    if (!file) continue;
    const resolved = path.resolve('/etc/nginx', m.written);
    result.set(m.written, { ...file, path: resolved });
    result.set(resolved, { ...file, path: resolved });
  }
  return result;
}
