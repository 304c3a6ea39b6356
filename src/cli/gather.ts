/** Everything that a diagnosis needs, from what the user named or from this host, and the diagnosis itself. */
import type { Observation } from '../causes/observation.ts';
import { type DiagnosisInput, diagnose } from '../diagnosis/diagnose.ts';
import type { Diagnosis } from '../diagnosis/model.ts';
import { fileMessage } from '../nginx/problems.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { disk } from '../node/disk.ts';
import { errorLogsOf } from '../node/error-logs.ts';
import { type LogsRead, readLogs } from '../node/log-input.ts';
import { askBinary, type NginxBinary } from '../node/nginx-binary.ts';
import { Problem } from '../node/problem.ts';
import type { Conversation } from '../report/probe-table.ts';
import { type Message, message } from '../text/message.ts';
import { upstreamPaths } from '../upstream/paths.ts';
import { misdirected, readAccess } from './access.ts';
import { configNotes, hostConfig, readConfig } from './config.ts';
import { namedFiles } from './named-files.ts';
import { progressOf } from './progress.ts';
import type { Session } from './subcommand.ts';
import { versionsOf } from './versions.ts';

/** Options of `diagnose` and `fix`, as commander names them. */
export interface GatherOptions {
  readonly config?: string;
  readonly nginx?: string;
  readonly nginxVersion?: string;
  readonly opensslVersion?: string;
  readonly name?: string;
  readonly ca?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
  readonly resolver?: string;
  readonly evidence?: readonly string[];
  readonly access?: readonly string[];
  readonly files?: boolean;
  readonly probe?: boolean;
  readonly timeout?: string;
}

export interface Gathered {
  readonly diagnosis: Diagnosis;
  readonly config: ConfigSet | null;
  /** The nginx that was asked, when there was one to ask. */
  readonly binary: NginxBinary | null;
  /** What was asked of the upstreams, with `--probe`. */
  readonly conversations: readonly Conversation[];
}

/** Reads logs, configuration, versions and evidence, and diagnoses them. */
export async function gather(
  session: Session,
  logs: readonly string[],
  options: GatherOptions,
): Promise<Gathered> {
  const { io } = session;
  if (options.config === '-' && logs.includes('-')) throw new Problem(message('cli.stdin-twice'));
  const notes: Message[] = [];
  const host = options.config === undefined && logs.length === 0;
  const found = host ? hostConfig(session, options.nginx) : null;
  const binary = found?.binary ?? askedBinary(options);
  const config = await configuration(found?.path ?? options.config, session, logs, notes);
  const named = logs.length > 0 ? logs : logsOf(config, binary, session, notes);
  const progress = progressOf(session, 'progress.logs');
  const read = await readLogs(named, {
    stdin: io.stdin,
    onProgress: progress.at,
  }).finally(progress.end);
  refuseUseless(read);
  notes.push(...read.problems);
  const access = options.access ? await readAccess(options.access, io.stdin) : null;
  notes.push(...(access?.problems ?? []));
  const seen = [...read.incidents, ...(access?.incidents ?? [])];

  const evidence = await Promise.all((options.evidence ?? []).map(evidenceIn));
  notes.push(...evidence.flatMap((e) => e.notes));
  const versions = versionsOf({
    stated: { nginx: options.nginxVersion, openssl: options.opensslVersion },
    build: binary?.build ?? evidence.find((e) => e.build !== null)?.build ?? null,
    incidents: seen,
  });
  const paths = config === null ? [] : upstreamPaths(config, versions);
  const incidents = [...seen, ...misdirected(access?.notFound ?? [], paths)];
  const input: DiagnosisInput = {
    incidents,
    config,
    paths,
    versions,
    files: options.files === false ? new Map() : await namedFiles(config, paths),
    observations: evidence.flatMap((e): readonly Observation[] => e.observations),
    statedName: options.name ?? null,
    ...(await statedIn(options)),
    read: {
      lines: read.lines,
      bytes: read.bytes,
      failures: read.failures,
      files: config?.files.size ?? 0,
      locations: paths.filter((p) => p.tls !== 'no').length,
      ...(access !== null && { requests: access.requests }),
    },
    now: new Date().toISOString(),
  };
  const { diagnosis, conversations } = await diagnosed(input, options);
  return {
    diagnosis: { ...diagnosis, notes: [...notes, ...diagnosis.notes] },
    config,
    binary,
    conversations,
  };
}

/** Diagnoses, and with `--probe` asks the upstreams and diagnoses again. */
async function diagnosed(input: DiagnosisInput, options: GatherOptions) {
  const diagnosis = diagnose(input);
  if (options.probe !== true || diagnosis.incidents.length === 0)
    return { diagnosis, conversations: [] };
  const { probeIncidents, worldOf } = await import('./probing.ts');
  const { conversations, observations } = await probeIncidents(
    diagnosis,
    worldOf(input, options.timeout),
  );
  const known = [...(input.observations ?? []), ...observations];
  return { diagnosis: diagnose({ ...input, observations: known }), conversations };
}

/** Stops where no input holds anything of nginx. An empty log is fine: nothing has failed. */
function refuseUseless(read: LogsRead): void {
  if (read.records > 0 || read.failures > 0) return;
  const problem = read.problems.find((p) => p.id !== 'log.empty');
  if (problem !== undefined) throw new Problem(problem);
}

function askedBinary(options: GatherOptions): NginxBinary | null {
  return options.nginx === undefined ? null : askBinary(options.nginx);
}

/** The configuration; null, with a note, when there is a log to work on and the configuration cannot be read. */
async function configuration(
  given: string | undefined,
  session: Session,
  logs: readonly string[],
  notes: Message[],
): Promise<ConfigSet | null> {
  if (given === undefined) {
    notes.push(message('cli.no-config'));
    return null;
  }
  try {
    const config = await readConfig(given, session.io);
    notes.push(...configNotes(config));
    return config;
  } catch (error) {
    if (!(error instanceof Problem) || logs.length === 0) throw error;
    notes.push(error.sentence);
    return null;
  }
}

/** The logs that the configuration names. */
function logsOf(
  config: ConfigSet | null,
  binary: NginxBinary | null,
  session: Session,
  notes: Message[],
): readonly string[] {
  if (config === null) throw new Problem(message('cli.no-log'));
  const { files, elsewhere } = errorLogsOf(config, binary);
  for (const target of elsewhere) notes.push(message('cli.log-elsewhere', { target }));
  const [first] = files;
  if (first === undefined) {
    const [target] = elsewhere;
    throw new Problem(target ? message('cli.log-elsewhere', { target }) : message('cli.no-log'));
  }
  session.tell(message('cli.reading-logs', { files: files.join(', ') }));
  return files;
}

/** What the user states in place of what the configuration lacks; loaded only when something is. */
async function statedIn(
  options: GatherOptions,
): Promise<Pick<DiagnosisInput, 'statedFiles' | 'statedResolver'>> {
  const { ca, clientCertificate, clientKey, resolver } = options;
  if ([ca, clientCertificate, clientKey, resolver].every((x) => x === undefined)) return {};
  const { statedFiles, statedResolver } = await import('./stated.ts');
  return {
    statedFiles: statedFiles(options),
    ...(resolver !== undefined && { statedResolver: statedResolver(resolver) }),
  };
}

async function evidenceIn(file: string) {
  const read = disk.read(file);
  if ('error' in read) throw new Problem(fileMessage(read.error, file));
  const { readEvidence } = await import('../causes/evidence/read.ts');
  return readEvidence(file, read.text);
}
