/** Diagnosis of texts that are held in memory: a pasted log, an editor's buffers, a test. */
import type { NamedFiles } from '../causes/named-files.ts';
import type { Observation } from '../causes/observation.ts';
import type { Incident } from '../log/incident.ts';
import { IncidentCollector } from '../log/incidents.ts';
import { LogScanner } from '../log/scanner.ts';
import { loadConfig } from '../nginx/load.ts';
import { memoryFiles } from '../nginx/memory-files.ts';
import { ASSUMED_VERSIONS } from '../tls/versions.ts';
import { upstreamPaths } from '../upstream/paths.ts';
import { diagnose } from './diagnose.ts';
import { loggedGeneration } from './generation.ts';
import type { Diagnosis } from './model.ts';

export interface Texts {
  /** Lines of an error log, wrapped or in any envelope. */
  readonly log: string;
  /** The log may also hold lines of an access log; those with a status of 400 and more count. */
  readonly access?: boolean;
  /**
   * Configuration files by path, the main file first; or the text of the one there is:
   * a whole configuration, a fragment, the output of `nginx -T`.
   */
  readonly config?: string | Readonly<Record<string, string>>;
  /** The name that the upstream serves. */
  readonly name?: string;
  /** Version of nginx, for example `1.22.1`. */
  readonly nginx?: string;
  /** Version of OpenSSL; read from the log's error codes when it is not stated. */
  readonly openssl?: string;
  readonly files?: NamedFiles;
  readonly observations?: readonly Observation[];
  /** The present, ISO 8601 in UTC; the clock's when it is not stated. */
  readonly now?: string;
}

/** What reading a log gave, of whatever size it was. */
export interface ReadLog {
  readonly incidents: readonly Incident[];
  readonly lines: number;
  readonly bytes: number;
  /** Events that the incidents were counted from. */
  readonly failures: number;
}

/** Diagnoses a log, with its configuration where there is one. Contacts nobody and never throws. */
export function diagnoseTexts(texts: Texts): Diagnosis {
  const collector = new IncidentCollector();
  const scanner = new LogScanner({
    input: 'error.log',
    access: texts.access === true,
    onEvent: (e) => collector.add(e),
  });
  scanner.push(new TextEncoder().encode(texts.log));
  const { lines, bytes } = scanner.end();
  const incidents = collector.finish();
  return diagnoseRead({ incidents, lines, bytes, failures: collector.count }, texts);
}

/** The same for a log that was read piece by piece, because it is too large to be held. */
export function diagnoseRead(log: ReadLog, texts: Omit<Texts, 'log'>): Diagnosis {
  const files = typeof texts.config === 'string' ? { 'nginx.conf': texts.config } : texts.config;
  const [main] = Object.keys(files ?? {});
  const config =
    files === undefined || main === undefined ? null : loadConfig(main, memoryFiles(files));
  const { incidents, lines, bytes, failures } = log;
  const openssl = texts.openssl ?? loggedGeneration(incidents);
  const stated = texts.nginx ?? texts.openssl;
  const versions = {
    nginx: texts.nginx ?? ASSUMED_VERSIONS.nginx,
    openssl: openssl ?? ASSUMED_VERSIONS.openssl,
    from: stated !== undefined ? 'flag' : openssl !== null ? 'log' : 'assumed',
  } as const;
  const paths = config === null ? [] : upstreamPaths(config, versions);
  return diagnose({
    incidents,
    config,
    paths,
    versions,
    statedName: texts.name ?? null,
    ...(texts.files === undefined ? {} : { files: texts.files }),
    ...(texts.observations === undefined ? {} : { observations: texts.observations }),
    read: {
      lines,
      bytes,
      failures,
      files: config?.files.size ?? 0,
      locations: paths.filter((path) => path.tls !== 'no').length,
    },
    now: texts.now ?? new Date().toISOString(),
  });
}
