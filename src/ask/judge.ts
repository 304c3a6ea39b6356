/**
 * Judges a model's answer by our own means. It is accepted only as edits that
 * apply, that change upstream TLS and nothing else, that nginx takes, that lower
 * nothing, that invent nothing, and that our rules have nothing to say about.
 */
import type { CauseId } from '../causes/ids.ts';
import { behaviour } from '../harden/harden.ts';
import { lint } from '../lint/lint.ts';
import type { Finding } from '../lint/rule.ts';
import { DEFAULT_SETTINGS } from '../lint/settings.ts';
import { syntaxMessage } from '../nginx/problems.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { withEdits } from '../nginx/with-edits.ts';
import type { Edit } from '../text/edit.ts';
import { type Message, message } from '../text/message.ts';
import type { Versions } from '../tls/versions.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import { upstreamPaths } from '../upstream/paths.ts';
import { buildScopes, type Scope } from '../upstream/scopes.ts';
import { readAnswer } from './answer.ts';
import { newRefusal } from './directive-rules.ts';
import { type Given, inventedValue } from './known-values.ts';
import type { Question } from './question.ts';
import { toEdits } from './to-edits.ts';
import { changeOutside } from './unchanged.ts';
import { weakened } from './weakening.ts';

export interface Judgement {
  /** `words`: the form is right, and it proposes no edits. */
  readonly outcome: 'accepted' | 'words' | 'rejected';
  readonly cause: CauseId | null;
  /** The model's explanation, untrusted; empty when the answer has not the form. */
  readonly why: string;
  /** Why it was rejected, the first reason first. */
  readonly reasons: readonly Message[];
  /** Of an accepted answer. */
  readonly edits: readonly Edit[];
  /** Other places whose handshake the edits change as well. */
  readonly alsoChanged: number;
}

export interface JudgeContext {
  readonly question: Question;
  readonly config: ConfigSet | null;
  readonly versions: Versions;
  /** The place that fails, when it is known. */
  readonly path: UpstreamTls | null;
  readonly given: Given;
}

interface Side {
  readonly set: ConfigSet;
  readonly scopes: Scope;
  readonly paths: readonly UpstreamTls[];
}

export function judge(text: string, context: JudgeContext): Judgement {
  const { question, config } = context;
  const nothing = { cause: null, why: '', reasons: [], edits: [], alsoChanged: 0 } as const;
  const read = readAnswer(text, question.causes);
  if ('problem' in read) return { ...nothing, outcome: 'rejected', reasons: [read.problem] };
  const { cause } = read.answer;
  const said = { ...nothing, cause, why: question.restore(read.answer.why) };
  const made = toEdits(read.answer.edits, question, config);
  if ('problem' in made) return { ...said, outcome: 'rejected', reasons: [made.problem] };
  if (config === null || made.edits.length === 0) return { ...said, outcome: 'words' };
  const before = sideOf(config, context.versions);
  const after = sideOf(withEdits(config, made.edits), context.versions);
  const reasons = objections(before, after, context);
  if (reasons.length > 0) return { ...said, outcome: 'rejected', reasons };
  const alsoChanged = changedPlaces(before, after).filter(
    (path) => !isPlace(path, context.path),
  ).length;
  return { ...said, outcome: 'accepted', edits: made.edits, alsoChanged };
}

function sideOf(set: ConfigSet, versions: Versions): Side {
  const scopes = buildScopes(set);
  return { set, scopes, paths: upstreamPaths(set, versions, scopes) };
}

/** In the order in which they matter: what is not even readable need not be judged further. */
function objections(before: Side, after: Side, context: JudgeContext): readonly Message[] {
  const broken = newSyntaxProblem(before.set, after.set);
  if (broken !== null) return broken;
  for (const [path, file] of after.set.files) {
    const old = before.set.files.get(path);
    if (old === undefined) return [message('ask.unknown-file', { file: path })];
    const outside = old.text === file.text ? null : changeOutside(old, file);
    if (outside !== null) return [outside];
  }
  if (after.set.problems.length > before.set.problems.length)
    return after.set.problems.slice(-1).map((p) => p.message);
  const { versions, given } = context;
  const refused = newRefusal(before, after, versions);
  if (refused !== null) return [refused];
  const weaker = weakened(before.paths, after.paths);
  if (weaker !== null) return [weaker];
  const invented = inventedValue(before.set, after.set, given);
  if (invented !== null) return [invented];
  const finding = newFinding(before, after, versions);
  if (finding !== null) return [message('ask.finding', { rule: finding.rule }), finding.message];
  const changed = changedPlaces(before, after);
  if (changed.length === 0) return [message('ask.no-effect')];
  const { path } = context;
  return path === null || changed.some((other) => isPlace(other, path))
    ? []
    : [message('ask.elsewhere')];
}

function newSyntaxProblem(before: ConfigSet, after: ConfigSet): readonly Message[] | null {
  for (const [path, file] of after.files) {
    const old = before.files.get(path)?.problems.length ?? 0;
    const problem = file.problems[0];
    if (problem !== undefined && file.problems.length > old)
      return [message('ask.broken', { file: path }), syntaxMessage(problem)];
  }
  return null;
}

/** A finding of our own rules, all of them, that was not there before. */
function newFinding(before: Side, after: Side, versions: Versions): Finding | null {
  const key = (f: Finding) => JSON.stringify([f.rule, f.file, f.message]);
  const counts = new Map<string, number>();
  for (const f of findingsOf(before, versions)) counts.set(key(f), (counts.get(key(f)) ?? 0) + 1);
  for (const f of findingsOf(after, versions)) {
    const left = counts.get(key(f)) ?? 0;
    if (left === 0) return f;
    counts.set(key(f), left - 1);
  }
  return null;
}

function findingsOf({ set, scopes, paths }: Side, versions: Versions): readonly Finding[] {
  const context = { set, scopes, paths, versions, files: new Map(), now: 0, expiresWithinDays: 0 };
  return lint(context, { ...DEFAULT_SETTINGS, extends: 'strict' }).findings;
}

/** Places of the old configuration whose handshake differs in the new one. */
function changedPlaces(before: Side, after: Side): readonly UpstreamTls[] {
  return before.paths.filter((path, i) => {
    const now = after.paths[i];
    return now !== undefined && behaviour(path) !== behaviour(now);
  });
}

/** The same place, read a second time. */
function isPlace(path: UpstreamTls, other: UpstreamTls | null): boolean {
  const { pass } = path;
  return (
    other !== null &&
    pass.file === other.pass.file &&
    pass.directive.start === other.pass.directive.start
  );
}
