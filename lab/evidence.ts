/** The evidence files: one per release, one record per line, sorted. Runs of a part replace only their part. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { EVIDENCE } from './paths.ts';
import type { Record } from './record.ts';
import type { Release } from './releases.ts';

export interface EvidenceFile {
  readonly release: string;
  readonly nginx: string;
  readonly openssl: string;
  /** Day of the last run that changed the file. */
  readonly recorded: string;
  readonly records: readonly Record[];
}

export function readEvidence(dir = EVIDENCE): EvidenceFile[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((f) => /^nginx-[\d.]+\.json$/.test(f))
    .map((f) => JSON.parse(readFileSync(path.join(dir, f), 'utf8')) as EvidenceFile)
    .sort((a, b) => a.release.localeCompare(b.release, 'en', { numeric: true }));
}

/** Merges `fresh` into the release's file; records of scenarios that are gone (`known`) are dropped. */
export function writeEvidence(
  release: Release,
  fresh: readonly Record[],
  known: ReadonlySet<string>,
  dir = EVIDENCE,
): void {
  const file = path.join(dir, `nginx-${release.id}.json`);
  const old = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as EvidenceFile) : null;
  const byId = new Map((old?.records ?? []).map((r) => [r.scenario, r]));
  for (const record of fresh) byId.set(record.scenario, record);
  const records = [...byId.values()]
    .filter((r) => known.has(r.scenario))
    .sort((a, b) => (a.scenario < b.scenario ? -1 : 1));
  const same =
    old?.nginx === release.nginx &&
    old.openssl === release.openssl &&
    JSON.stringify(old.records) === JSON.stringify(records);
  if (same) return;
  const header = {
    release: release.id,
    nginx: release.nginx,
    openssl: release.openssl,
    recorded: new Date().toISOString().slice(0, 10),
  };
  const head = JSON.stringify(header).slice(0, -1);
  const lines = records.map((r) => JSON.stringify(r)).join(',\n');
  mkdirSync(dir, { recursive: true });
  writeFileSync(`${file}.new`, `${head},"records":[\n${lines}\n]}\n`);
  renameSync(`${file}.new`, file);
}
