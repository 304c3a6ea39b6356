/** Diagnoses a log and a configuration given as text, the way the command line does it with files. */
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import type { Diagnosis } from '../../src/diagnosis/model.ts';
import type { Incident } from '../../src/log/incident.ts';
import { IncidentCollector } from '../../src/log/incidents.ts';
import { LogScanner } from '../../src/log/scanner.ts';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import type { ConfigSet } from '../../src/nginx/tree-set.ts';
import { applyEdits, type Edit, editsByFile } from '../../src/text/edit.ts';
import { upstreamPaths } from '../../src/upstream/paths.ts';

export interface Given {
  readonly log: string;
  /** Files by path; the first is the main one. */
  readonly config?: Readonly<Record<string, string>>;
  readonly name?: string | null;
  readonly nginx?: string;
  readonly openssl?: string;
  readonly observations?: Parameters<typeof diagnose>[0]['observations'];
}

export function incidentsOf(log: string): Incident[] {
  const collector = new IncidentCollector();
  const scanner = new LogScanner({ input: 'error.log', onEvent: (event) => collector.add(event) });
  scanner.push(new TextEncoder().encode(log));
  scanner.end();
  return collector.finish();
}

export function configOf(files: Given['config']): ConfigSet | null {
  const [main] = Object.keys(files ?? {});
  return main === undefined ? null : loadConfig(main, memoryFiles(files ?? {}));
}

export function diagnosed(given: Given): Diagnosis {
  const config = configOf(given.config);
  const nginx = given.nginx ?? '1.22.1';
  return diagnose({
    incidents: incidentsOf(given.log),
    config,
    paths: config === null ? [] : upstreamPaths(config, { nginx }),
    versions: { nginx, openssl: given.openssl ?? '3.0', from: 'assumed' },
    statedName: given.name ?? null,
    ...(given.observations === undefined ? {} : { observations: given.observations }),
    read: { lines: 0, bytes: 0, failures: 0, files: 0, locations: 0 },
    now: '2026-11-21T00:00:00Z',
  });
}

/** The files after edits. */
export function edited(
  files: Readonly<Record<string, string>>,
  edits: readonly Edit[],
): Record<string, string> {
  const byFile = editsByFile(edits);
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, applyEdits(text, byFile.get(path) ?? [])]),
  );
}
