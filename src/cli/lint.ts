/** From paths to findings: settings, configurations, rules, baseline, repairs. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Baseline, baselineOf, newFindings } from '../lint/baseline.ts';
import { type LintResult, lint } from '../lint/lint.ts';
import { repairedTexts } from '../lint/repair.ts';
import type { Finding, LintContext, Preset, Severity } from '../lint/rule.ts';
import type { Settings } from '../lint/settings.ts';
import { loadConfig } from '../nginx/load.ts';
import { memoryFiles } from '../nginx/memory-files.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { mentions, readNamedFiles } from '../node/certificates.ts';
import { changedSince } from '../node/git.ts';
import { configurationsAt, overlay } from '../node/lint-inputs.ts';
import { relativeTo, settingsFor } from '../node/lint-settings.ts';
import { Problem } from '../node/problem.ts';
import { writeChanges } from '../node/write-edits.ts';
import { type Row, rowsOf } from '../report/lint/rows.ts';
import { encode } from '../text/encoding.ts';
import { message } from '../text/message.ts';
import { unifiedDiff } from '../text/unified-diff.ts';
import { ASSUMED_VERSIONS, type Versions } from '../tls/versions.ts';
import { upstreamPaths } from '../upstream/paths.ts';
import { buildScopes } from '../upstream/scopes.ts';
import { readConfig } from './config.ts';
import type { ExitCode } from './io.ts';
import type { LintFormat } from './lint-formats.ts';
import type { Session } from './subcommand.ts';

export interface LintOptions {
  readonly format: LintFormat;
  readonly preset?: Preset;
  readonly settings?: string;
  readonly nginxVersion?: string;
  readonly opensslVersion?: string;
  readonly expires?: string;
  readonly files: boolean;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly since?: string;
  readonly failOn: Severity;
}

export interface LintReport extends Omit<LintResult, 'findings'> {
  readonly rows: readonly Row[];
  /** Files that were read. */
  readonly files: readonly string[];
}

const ORDER: readonly Severity[] = ['note', 'warning', 'error'];

/** Whether something was found that is at least as severe. */
export function isFailure(report: LintReport, least: Severity): boolean {
  return report.rows.some((row) => ORDER.indexOf(row.severity) >= ORDER.indexOf(least));
}

/** Lints what the paths name; says the exit code when the work was to write a baseline or to show a diff. */
export async function lintPaths(
  session: Session,
  given: readonly string[],
  options: LintOptions,
): Promise<LintReport | ExitCode> {
  if (options.dryRun === true && options.fix !== true)
    throw new Problem(message('lint.dry-run-alone'));
  const settings = settingsFor(given[0] === '-' ? '.' : (given[0] ?? '.'), options);
  let sets = await configurations(session, given, settings.ignored);
  if (sets.length === 0) throw new Problem(message('lint.no-files', { paths: given.join(', ') }));
  const check = (set: ConfigSet) => {
    const result = lint(contextOf(set, settings.rules, options), settings.rules);
    return { ...result, findings: result.findings.filter((f) => !settings.ignored(f.file)) };
  };
  if (options.fix === true) {
    const texts = repairAll(sets, check);
    if (options.dryRun === true) {
      showDiff(session, sets, texts);
      const before = report(session, sets, check, settings, options);
      return typeof before !== 'number' && isFailure(before, options.failOn) ? 1 : 0;
    }
    // What came in through a pipe has no file, and those of a dump are those of another moment.
    if (texts.size > 0 && given.includes('-')) throw new Problem(message('lint.fix-of-stream'));
    const dump = sets.find((set) => set.dump !== undefined)?.dump;
    if (texts.size > 0 && dump) throw new Problem(message('lint.fix-of-stream'));
    write(session, sets, texts);
    sets = await configurations(session, given, settings.ignored);
  }
  return report(session, sets, check, settings, options);
}

async function configurations(
  session: Session,
  given: readonly string[],
  ignored: (file: string) => boolean,
): Promise<readonly ConfigSet[]> {
  if (given.includes('-')) return [await readConfig('-', session.io)];
  return configurationsAt(given, ignored);
}

function contextOf(set: ConfigSet, settings: Settings, options: LintOptions): LintContext {
  const versions = versionsOf(settings, options);
  const scopes = buildScopes(set);
  const paths = upstreamPaths(set, versions);
  const files = options.files
    ? readNamedFiles(mentions(paths), path.dirname(path.resolve(set.main)))
    : new Map();
  const expiresWithinDays = Number.parseInt(settings.expires, 10);
  return { set, scopes, paths, versions, files, now: Date.now(), expiresWithinDays };
}

function versionsOf(settings: Settings, options: LintOptions): Versions {
  const nginx = options.nginxVersion ?? settings.nginx;
  const openssl = options.opensslVersion ?? settings.openssl;
  return {
    nginx: nginx ?? ASSUMED_VERSIONS.nginx,
    openssl: openssl ?? ASSUMED_VERSIONS.openssl,
    from: nginx === undefined ? 'assumed' : 'flag',
  };
}

type Check = (set: ConfigSet) => LintResult;

function report(
  session: Session,
  sets: readonly ConfigSet[],
  check: Check,
  settings: ReturnType<typeof settingsFor>,
  options: LintOptions,
): LintReport | ExitCode {
  const changed = options.since === undefined ? null : changedSince(options.since);
  const known = settings.baseline;
  const all: { set: ConfigSet; findings: readonly Finding[] }[] = [];
  const rows: Row[] = [];
  let silenced = 0;
  const read = { files: 0, locations: 0, groups: 0 };
  for (const set of sets) {
    const result = check(set);
    const wanted = result.findings.filter((f) => changed?.(f.file) ?? true);
    const findings =
      known === null ? wanted : newFindings(wanted, known.baseline, set, known.nameOf);
    all.push({ set, findings });
    rows.push(...rowsOf({ ...result, findings }, set, session.language));
    silenced += result.silenced;
    for (const key of ['files', 'locations', 'groups'] as const) read[key] += result.read[key];
  }
  if (options.writeBaseline !== undefined) {
    writeBaseline(session, options.writeBaseline, all);
    return 0;
  }
  return { rows, silenced, read, files: sets.flatMap((set) => [...set.files.keys()]) };
}

function writeBaseline(
  session: Session,
  file: string,
  all: readonly { readonly set: ConfigSet; readonly findings: readonly Finding[] }[],
): void {
  const nameOf = relativeTo(file);
  const findings = all.flatMap(({ set, findings: of }) => baselineOf(of, set, nameOf).findings);
  const baseline: Baseline = { schema: 'alert40/baseline/1', findings };
  writeFileSync(file, `${JSON.stringify(baseline, null, 2)}\n`);
  const count = findings.reduce((sum, f) => sum + f.count, 0);
  session.tell(message('lint.baseline-written', { count, path: file }));
}

/** New texts of the files that repairs change. */
function repairAll(sets: readonly ConfigSet[], check: Check): ReadonlyMap<string, string> {
  const changed = new Map<string, string>();
  for (const set of sets) {
    const texts = new Map(
      [...set.files].map(([file, { text }]) => [file, changed.get(file) ?? text]),
    );
    const find = (now: ReadonlyMap<string, string>) =>
      check(loadConfig(set.main, set.dump ? memoryFiles(now) : overlay(now))).findings;
    for (const [file, text] of repairedTexts(texts, find)) changed.set(file, text);
  }
  return changed;
}

function textsBefore(sets: readonly ConfigSet[]): ReadonlyMap<string, string> {
  return new Map(
    sets.flatMap((set) => [...set.files].map(([file, { text }]) => [file, text] as const)),
  );
}

function showDiff(
  session: Session,
  sets: readonly ConfigSet[],
  texts: ReadonlyMap<string, string>,
): void {
  const before = textsBefore(sets);
  for (const [file, text] of texts)
    session.io.stdout.write(unifiedDiff(file, before.get(file) ?? '', text));
  if (texts.size === 0) session.tell(message('lint.nothing-to-fix'));
}

function write(
  session: Session,
  sets: readonly ConfigSet[],
  texts: ReadonlyMap<string, string>,
): void {
  if (texts.size === 0) return;
  const before = textsBefore(sets);
  const changes = [...texts].map(([file, text]) => ({
    path: file,
    before: encode(before.get(file) ?? ''),
    after: encode(text),
  }));
  writeChanges(changes, () => true);
  session.tell(message('lint.fixed', { files: [...texts.keys()].join(', ') }));
}
