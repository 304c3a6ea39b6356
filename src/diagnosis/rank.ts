/** From priors and evidence to confidences, by Bayes' rule over the causes that the signature allows. */
import type { Case, Cause, Check, Evidence } from '../causes/cause.ts';
import type { CauseId } from '../causes/ids.ts';
import { CAUSES } from '../causes/list.ts';
import { observedEvidence } from '../causes/observed.ts';
import { fieldShare } from '../causes/priors.ts';
import { withStated } from '../causes/stated.ts';
import { message } from '../text/message.ts';
import type { RankedCause } from './model.ts';

/**
 * A verdict is given from here on. On the reproductions the first cause was right in every
 * case between 0.75 and 0.85, and in about every second one below.
 */
export const VERDICT_AT = 0.75;
/** Causes below this are not shown. */
const SHOWN_FROM = 0.005;
/** The list of causes is closed, the world is not: this much stays for what it does not hold. */
const OUTSIDE = 0.01;
/** Evidence counts at most this much on its own; ±Infinity in a cause file means this. */
const LIMIT = 20;

interface Scored {
  readonly cause: Cause;
  readonly evidence: readonly Evidence[];
  readonly score: number;
}

/** Prior of a cause that the signature does not allow, when the upstream itself has shown it. */
const UNEXPECTED = 0.05;
const SHOWN_BY = 4;

function shown(observed: readonly Evidence[]): boolean {
  return observed.reduce((sum, e) => sum + e.weight, 0) >= SHOWN_BY;
}

function clamp(weight: number): number {
  return Math.max(-LIMIT, Math.min(LIMIT, weight));
}

function scored(c: Case): Scored[] {
  // What we asked ourselves is weighed in one place, for all causes alike.
  const others = { ...c, observations: c.observations.filter((o) => o.varied === undefined) };
  return CAUSES.flatMap((cause) => {
    const observed = observedEvidence(cause.id, c);
    const prior = cause.prior(c) || (shown(observed) ? UNEXPECTED : 0);
    if (!(prior > 0)) return [];
    const evidence = [...cause.evidence(others), ...observed];
    const score = evidence.reduce((sum, e) => sum + clamp(e.weight), Math.log(prior));
    return [{ cause, evidence, score }];
  });
}

/** How much speaks for each cause that the signature allows; adds up to 1. */
export function confidences(c: Case): ReadonlyMap<CauseId, number> {
  const all = scored(c);
  const top = Math.max(...all.map((x) => x.score));
  const mass = all.map((x) => Math.exp(x.score - top));
  const total = mass.reduce((sum, m) => sum + m, 0);
  return new Map(all.map((x, i) => [x.cause.id, (mass[i] ?? 0) / total]));
}

/**
 * Causes of a case by confidence. `doubt` is 1 when all facts agree; facts that
 * contradict each other raise it, which flattens the confidences.
 */
export function rank(c: Case, doubt = 1): readonly RankedCause[] {
  const all = scored(c);
  const top = Math.max(...all.map((x) => x.score));
  const mass = all.map((x) => Math.exp((x.score - top) / doubt));
  const total = mass.reduce((sum, m) => sum + m, 0) / (1 - OUTSIDE);
  return all
    .map((x, i) => ({ ...x, confidence: (mass[i] ?? 0) / total }))
    .filter((x) => x.confidence >= SHOWN_FROM)
    .sort((a, b) => b.confidence - a.confidence)
    .map(({ cause, evidence, confidence }) => ({
      id: cause.id,
      confidence: Math.round(confidence * 1000) / 1000,
      evidence: [
        ...[...evidence].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
        ...fromTheField(c, cause.id),
      ],
      repairs: withStated(c, cause.repairs(c)),
      checks: cause.checks(c),
      deadEnds: cause.deadEnds(c),
    }));
}

/** How often it was this in the field. Its weight is in the prior already, so it has none here. */
function fromTheField(c: Case, cause: CauseId): Evidence[] {
  const share = fieldShare(cause, c.incident);
  if (share === null) return [];
  const found = message('evidence.field-share', { count: share.count, total: share.total });
  return [{ message: found, weight: 0, source: { kind: 'field' } }];
}

/** The cause that the evidence carries, or null. */
export function verdictOf(causes: readonly RankedCause[]): CauseId | null {
  const [first] = causes;
  return first !== undefined && first.confidence >= VERDICT_AT ? first.id : null;
}

/** How well the answers of a check part the candidates: 0 for not at all. */
function separation(check: Check, causes: readonly RankedCause[]): number {
  const named = new Set(check.answers.map((a) => a.means));
  const parts = new Map<string, number>();
  for (const cause of causes) {
    const part = named.has(cause.id) ? cause.id : 'other';
    parts.set(part, (parts.get(part) ?? 0) + cause.confidence);
  }
  const total = causes.reduce((sum, cause) => sum + cause.confidence, 0);
  return 1 - [...parts.values()].reduce((sum, p) => sum + (p / total) ** 2, 0);
}

/** The one check that best separates the candidates; null when there is only one or none helps. */
export function decidingCheck(causes: readonly RankedCause[]): Check | null {
  const near = causes.filter((cause) => cause.confidence >= 0.05);
  if (near.length < 2) return near[0]?.checks[0] ?? null;
  let best: Check | null = null;
  let bestScore = 0.01;
  for (const check of near.flatMap((cause) => cause.checks)) {
    const score = separation(check, near);
    if (score <= bestScore) continue;
    best = check;
    bestScore = score;
  }
  return best;
}
