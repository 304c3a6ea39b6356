/**
 * Chooses what to ask next: the question whose answer is expected to tell most
 * about which cause it is, in bits.
 */

/** Weights of what it can be; they need not add up to 1. */
export type Belief = ReadonlyMap<string, number>;

/** Probability that a question gets further than nginx did, when this is the cause. */
export type Expectation<Q> = (cause: string, question: Q) => number;

export interface Choice<Q> {
  readonly question: Q;
  /** Expected gain of information, bits. */
  readonly gain: number;
}

/** Below this the answer would not be worth a connection. */
export const WORTH_ASKING = 0.02;

function entropy(weights: readonly number[]): number {
  const total = weights.reduce((sum, w) => sum + w, 0);
  if (total <= 0) return 0;
  return weights.reduce((sum, w) => (w <= 0 ? sum : sum - (w / total) * Math.log2(w / total)), 0);
}

/** Expected gain of one question with two answers: further, or not. */
export function expectedGain<Q>(belief: Belief, question: Q, further: Expectation<Q>): number {
  const causes = [...belief];
  const before = entropy(causes.map(([, weight]) => weight));
  const yes = causes.map(([cause, weight]) => weight * further(cause, question));
  const no = causes.map(([, weight], i) => weight - (yes[i] ?? 0));
  const total = causes.reduce((sum, [, weight]) => sum + weight, 0);
  if (total <= 0) return 0;
  const share = yes.reduce((sum, w) => sum + w, 0) / total;
  return before - share * entropy(yes) - (1 - share) * entropy(no);
}

/** The best question of those left, or null when none is worth a connection. */
export function bestQuestion<Q>(
  belief: Belief,
  questions: readonly Q[],
  further: Expectation<Q>,
): Choice<Q> | null {
  let best: Choice<Q> | null = null;
  for (const question of questions) {
    const gain = expectedGain(belief, question, further);
    if (gain >= WORTH_ASKING && gain > (best?.gain ?? 0)) best = { question, gain };
  }
  return best;
}
