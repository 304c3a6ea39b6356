/** Diagnoses a log and a configuration given as text, the way the command line does it with files. */
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import type { Diagnosis } from '../../src/diagnosis/model.ts';
import type { LogEvent } from '../../src/log/event.ts';
import type { Incident } from '../../src/log/incident.ts';
import { parseLine } from '../../src/log/parse.ts';
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

function incidentOf(events: readonly LogEvent[]): Incident {
  const [first] = events as [LogEvent];
  return {
    signature: {
      kind: first.kind,
      operation: first.operation,
      phase: first.phase,
      level: first.level,
      alert: first.alert,
      openssl: first.errors[0] ?? null,
      verifyError: first.verifyError?.code ?? null,
      errno: first.errno?.code ?? null,
    },
    server: first.server,
    upstreams: first.upstream === null ? [] : [first.upstream],
    count: events.length,
    first: first.time,
    last: events.at(-1)?.time ?? null,
    timeline: null,
    samples: events.slice(0, 20),
    uris: [...new Set(events.flatMap((e) => (e.request === null ? [] : [e.request.uri])))],
    hosts: [...new Set(events.flatMap((e) => (e.host === null ? [] : [e.host])))],
    methods: {},
    cascade: [],
  };
}

export function incidentsOf(log: string): Incident[] {
  const groups = new Map<string, LogEvent[]>();
  for (const [i, line] of log.split('\n').entries()) {
    const event = parseLine(line, { input: 'error.log', line: i + 1 });
    if (event === null) continue;
    const key = JSON.stringify([
      event.kind,
      event.phase,
      event.alert,
      event.verifyError?.code,
      event.server,
      event.upstream?.scheme,
      event.upstream?.port,
      event.upstream?.uri,
      event.checkedName,
    ]);
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  return [...groups.values()].map(incidentOf);
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
