/** From paths to findings: settings, configurations, rules, baseline, repairs. */
import { writeFileSync } from 'node:fs';
import { type Baseline, baselineOf, newFindings } from '../lint/baseline.ts';
import { allInFile, type Piece } from '../lint/embedded/piece.ts';
import { type LintResult, lint } from '../lint/lint.ts';
import { repairedTexts } from '../lint/repair.ts';
import type { Finding, Preset, Severity } from '../lint/rule.ts';
import { DEFAULT_SETTINGS } from '../lint/settings.ts';
import { loadConfig } from '../nginx/load.ts';
import { memoryFiles } from '../nginx/memory-files.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { changedSince } from '../node/git.ts';
import {
  configurationsAt,
  filesAt,
  isCarrier,
  type LintInput,
  overlay,
  plainInput,
} from '../node/lint-inputs.ts';
import {
  type LintSettings,
  relativeTo,
  settingsFileFor,
  settingsFrom,
} from '../node/lint-settings.ts';
import { errnoOf, Problem } from '../node/problem.ts';
import { writeChanges } from '../node/write-edits.ts';
import { type Row, rowsOf } from '../report/lint/rows.ts';
import { encode } from '../text/encoding.ts';
import { message } from '../text/message.ts';
import { unifiedDiff } from '../text/unified-diff.ts';
import { readConfig } from './config.ts';
import type { ExitCode } from './io.ts';
import { lintContext } from './lint-context.ts';
import { FLEET, type FleetReport, lintFleet } from './lint-fleet.ts';
import type { LintFormat } from './lint-formats.ts';
import type { Session } from './subcommand.ts';
import { versionsOf as statedVersions } from './versions.ts';

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
  checkStated(options);
  const settings = await settingsFor(given[0] === '-' ? '.' : (given[0] ?? '.'), options);
  const check = (input: LintInput) => {
    // The paths in a piece are those of a container.
    const files = options.files && input.inside === null;
    const context = lintContext(input.set, settings.rules, { ...options, files });
    const result = asInFile(lint(context, settings.rules), input);
    return { ...result, findings: result.findings.filter((f) => !settings.ignored(f.file)) };
  };
  const fleet = await fleetIn(session, given, settings, options);
  if (fleet !== null) return report(session, fleet.others, check, settings, options, fleet.found);
  let inputs = await configurations(session, given, settings.ignored);
  if (inputs.length === 0) throw new Problem(message('lint.no-files', { paths: given.join(', ') }));
  if (options.fix === true) {
    const wanted = wantedOf(settings, options);
    const texts = repairAll(inputs, (input) => {
      const result = check(input);
      return { ...result, findings: wanted(result.findings, input.set) };
    });
    if (options.dryRun === true) {
      showDiff(session, inputs, texts);
      const before = report(session, inputs, check, settings, options);
      return typeof before !== 'number' && isFailure(before, options.failOn) ? 1 : 0;
    }
    // What came in through a pipe has no file, and those of a dump are those of another moment.
    if (texts.size > 0 && given.includes('-')) throw new Problem(message('lint.fix-of-stream'));
    const dump = inputs.some(({ set }) => set.dump !== undefined);
    if (texts.size > 0 && dump) throw new Problem(message('lint.fix-of-stream'));
    write(session, inputs, texts);
    inputs = await configurations(session, given, settings.ignored);
  }
  return report(session, inputs, check, settings, options);
}

async function settingsFor(at: string, options: LintOptions): Promise<LintSettings> {
  const file = settingsFileFor(at, options);
  if (file === null) return settingsFrom(DEFAULT_SETTINGS, file, options);
  const { readSettings } = await import('../node/settings-file.ts');
  return settingsFrom(readSettings(file), file, options);
}

async function configurations(
  session: Session,
  given: readonly string[],
  ignored: (file: string) => boolean,
): Promise<readonly LintInput[]> {
  if (given.includes('-')) {
    if (given.length > 1) throw new Problem(message('lint.stdin-alone'));
    const set = await readConfig('-', session.io);
    // `nginx -T | alert40 lint -` where nginx failed must not end in "no findings".
    const empty = [...set.files.values()].every(({ text }) => text.trim() === '');
    if (empty) throw new Problem(message('lint.stdin-empty'));
    return [plainInput(set)];
  }
  return configurationsAt(filesAt(given, ignored), given);
}

/**
 * What was found where the first file includes a fleet that can be linted in parts, with what
 * there is besides; null for everything else.
 */
async function fleetIn(
  session: Session,
  given: readonly string[],
  { rules, ignored, baseline }: LintSettings,
  options: LintOptions,
): Promise<{ readonly found: FleetReport; readonly others: readonly LintInput[] } | null> {
  const wantsWhole = options.fix || options.writeBaseline !== undefined || baseline !== null;
  if (wantsWhole || given.includes('-')) return null;
  const files = filesAt(given, ignored);
  const [main] = files;
  if (main === undefined || isCarrier(main)) return null;
  const { language } = session;
  const found = lintFleet(main, { settings: rules, context: options, language, ...FLEET });
  if (found === null) return null;
  const others = await configurationsAt(files, given, found.files);
  // Another main file that includes this one has it as a part.
  return others.some(({ set }) => set.files.has(main)) ? null : { found, others };
}

/** Throws a `Problem` for a version or a number of days that is none. */
function checkStated({ expires, nginxVersion, opensslVersion }: LintOptions): void {
  if (expires !== undefined && !/^\d{1,5}d$/.test(expires))
    throw new Problem(message('lint.bad-expires', { expires }));
  statedVersions({
    stated: { nginx: nginxVersion, openssl: opensslVersion },
    build: null,
    incidents: [],
  });
}

type Check = (input: LintInput) => LintResult;

/** Findings of a piece point into the file it stands in. */
function asInFile(result: LintResult, { inside, unclear, set }: LintInput): LintResult {
  if (inside === null) return result;
  const { piece } = inside;
  const base = { file: set.main, related: [], edits: [], notFixable: null };
  const found = piece ? allInFile(result.findings.map(calmed), piece) : [];
  return { ...result, findings: [...unclear.map((u) => ({ ...base, ...u })), ...found] };
}

/** What a piece includes is in the image, so it is told, and no error. */
function calmed(finding: Finding): Finding {
  return finding.rule === 'unreadable' && finding.message.id === 'config.not-found'
    ? { ...finding, severity: 'note' }
    : finding;
}

/** The findings that are asked for: those of changed files, and none that the baseline knows. */
function wantedOf(
  settings: LintSettings,
  { since }: LintOptions,
  changed = since === undefined ? null : changedSince(since),
) {
  const known = settings.baseline;
  return (findings: readonly Finding[], set: ConfigSet): readonly Finding[] => {
    const wanted = findings.filter((f) => changed?.(f.file) ?? true);
    return known === null ? wanted : newFindings(wanted, known.baseline, set, known.nameOf);
  };
}

function report(
  session: Session,
  inputs: readonly LintInput[],
  check: Check,
  settings: LintSettings,
  options: LintOptions,
  fleet: FleetReport | null = null,
): LintReport | ExitCode {
  const changed = options.since === undefined ? null : changedSince(options.since);
  const wanted = wantedOf(settings, options, changed);
  const isWanted = ({ file }: Row) => (changed?.(file) ?? true) && !settings.ignored(file);
  const all: { set: ConfigSet; findings: readonly Finding[] }[] = [];
  const rows: Row[] = fleet?.rows.filter(isWanted) ?? [];
  let silenced = fleet?.silenced ?? 0;
  const read = { files: 0, ...(fleet?.read ?? { locations: 0, groups: 0, unclear: 0 }) };
  const files = new Set(fleet?.files);
  for (const input of inputs) {
    const set = input.inside?.whole ?? input.set;
    for (const file of set.files.keys()) files.add(file);
    const result = check(input);
    const findings = wanted(result.findings, set);
    all.push({ set, findings });
    rows.push(...rowsOf({ ...result, findings }, set, session.language));
    silenced += result.silenced;
    for (const key of ['locations', 'groups', 'unclear'] as const) read[key] += result.read[key];
  }
  if (options.writeBaseline !== undefined) {
    writeBaseline(session, options.writeBaseline, all);
    return 0;
  }
  read.files = files.size;
  rows.sort(byPlace);
  return { rows, silenced, read, files: [...files] };
}

function byPlace(a: Row, b: Row): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;
}

function writeBaseline(
  session: Session,
  file: string,
  all: readonly { readonly set: ConfigSet; readonly findings: readonly Finding[] }[],
): void {
  const nameOf = relativeTo(file);
  const findings = all.flatMap(({ set, findings: of }) => baselineOf(of, set, nameOf).findings);
  const baseline: Baseline = { schema: 'alert40/baseline/1', findings };
  try {
    writeFileSync(file, `${JSON.stringify(baseline, null, 2)}\n`);
  } catch (error) {
    const reason = errnoOf(error) || String(error);
    throw new Problem(message('lint.cannot-write', { path: file, reason }));
  }
  const count = findings.reduce((sum, f) => sum + f.count, 0);
  session.tell(message('lint.baseline-written', { count, path: file }));
}

/** New texts of the files that repairs change. */
function repairAll(inputs: readonly LintInput[], check: Check): ReadonlyMap<string, string> {
  const changed = new Map<string, string>();
  // The last piece of a file goes first, so that its repair does not move those to come.
  for (const input of [...inputs].reverse()) {
    const { set, inside } = input;
    if (inside) {
      if (inside.piece) repairPiece(input, inside.piece, check, changed);
      continue;
    }
    const texts = new Map(
      [...set.files].map(([file, { text }]) => [file, changed.get(file) ?? text]),
    );
    const find = (now: ReadonlyMap<string, string>) =>
      check({ ...input, set: loadConfig(set.main, set.dump ? memoryFiles(now) : overlay(now)) })
        .findings;
    for (const [file, text] of repairedTexts(texts, find)) changed.set(file, text);
  }
  return changed;
}

function repairPiece(
  input: LintInput,
  piece: Piece,
  check: Check,
  changed: Map<string, string>,
): void {
  if (piece.notFixable) return;
  const { main } = input.set;
  const find = (now: ReadonlyMap<string, string>) =>
    check({ ...input, set: loadConfig(main, overlay(now)) }).findings.filter((f) =>
      isWithin(f, main),
    );
  const repaired = repairedTexts(new Map([[main, piece.text]]), find).get(main);
  if (repaired === undefined) return;
  const file = changed.get(main) ?? input.inside?.whole.files.get(main)?.text ?? '';
  // Pieces come last first, so what has changed so far stands after this one.
  const tail = piece.text.slice(piece.range.end);
  const body = repaired.slice(piece.range.start, repaired.length - tail.length);
  changed.set(main, file.slice(0, piece.range.start) + body + file.slice(piece.range.end));
}

function isWithin(finding: Finding, file: string): boolean {
  return finding.edits.every((edit) => edit.file === file);
}

function textsBefore(inputs: readonly LintInput[]): ReadonlyMap<string, string> {
  return new Map(
    inputs.flatMap(({ set, inside }) =>
      [...(inside?.whole ?? set).files].map(([file, { text }]) => [file, text] as const),
    ),
  );
}

function showDiff(
  session: Session,
  inputs: readonly LintInput[],
  texts: ReadonlyMap<string, string>,
): void {
  const before = textsBefore(inputs);
  for (const [file, text] of texts)
    session.io.stdout.write(unifiedDiff(file, before.get(file) ?? '', text));
  if (texts.size === 0) session.tell(message('lint.nothing-to-fix'));
}

function write(
  session: Session,
  inputs: readonly LintInput[],
  texts: ReadonlyMap<string, string>,
): void {
  if (texts.size === 0) return;
  const before = textsBefore(inputs);
  const changes = [...texts].map(([file, text]) => ({
    path: file,
    before: encode(before.get(file) ?? ''),
    after: encode(text),
  }));
  writeChanges(changes, () => true);
  session.tell(message('lint.fixed', { files: [...texts.keys()].join(', ') }));
}
