/** Which question to put to the upstream of a case next, and when to stop. */
import type { Case } from '../causes/cause.ts';
import { furtherUnder, isGood } from '../causes/expected-answers.ts';
import type { CauseId } from '../causes/ids.ts';
import { type Asked, askedHere, chanceOf, isConfirmed, nameAsked } from '../causes/observed.ts';
import { bestQuestion } from '../probe/plan.ts';
import type { Question } from '../probe/question.ts';
import { confidences } from './rank.ts';

/** From here on another handshake would only confirm. */
const DECIDED = 0.97;

/** From here on the name that the repair will need is worth asking for first. */
const LIKELY = 0.5;
/** Causes that are only mended once a name is known that works. */
const NEED_A_NAME: readonly string[] = ['sni-not-sent', 'sni-wrong-name'];

/**
 * The next question, or null when the cause is decided or nothing that is left
 * would separate what it can be.
 */
export function nextQuestion(c: Case, left: readonly Question[]): Question | null {
  const asked = askedHere(c);
  if (asked === null) return null;
  const belief = open(c, asked);
  const [leading, most] = [...belief].reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0]);
  if (most >= LIKELY && NEED_A_NAME.includes(leading)) {
    const name = nextName(c, asked, left);
    if (name !== null) return name;
  }
  if (most >= DECIDED && isConfirmed(c, asked)) return null;
  const useful = left.filter((q) => q.varied !== 'resume' || isGood(asked.base));
  const choice = bestQuestion(belief, useful, (cause, question) =>
    furtherUnder(cause as CauseId, question.varied, nameAsked(c, asked.base, question.sni)),
  );
  return choice?.question ?? null;
}

/** The likeliest name that was not tried yet, as long as none has worked. */
function nextName(c: Case, asked: Asked, left: readonly Question[]): Question | null {
  if (asked.variations.some((v) => v.varied === 'name' && isGood(v))) return null;
  const names = left.filter((q) => q.varied === 'name');
  return names.reduce<Question | null>(
    (best, q) => (best === null || chanceOf(c, q.sni) > chanceOf(c, best.sni) ? q : best),
    null,
  );
}

/** Causes that a refused ClientHello can have whatever the log says. */
const BEHIND_A_REFUSAL: readonly CauseId[] = [
  'protocol-version-mismatch',
  'cipher-mismatch',
  'curve-mismatch',
  'sigalg-mismatch',
  'sni-not-sent',
  'sni-wrong-name',
];
/** Share that is kept for causes that the log does not speak for. */
const KEPT_OPEN = 0.01;

/** The belief, with a little of it kept for what the log alone would not allow, as long as no answer has refuted it. */
function open(c: Case, asked: Asked): Map<CauseId, number> {
  const { base, variations } = asked;
  const kept = new Map(confidences(c));
  const also: CauseId[] = base.reached === 'hello' ? [...BEHIND_A_REFUSAL] : [];
  if (base.answer.kind === 'connected' && !isGood(base))
    also.push(base.asked.sni === null ? 'sni-not-sent' : 'sni-wrong-name');
  if (base.reached === 'hello')
    also.push(base.asked.proxyProtocol ? 'proxy-protocol-unexpected' : 'proxy-protocol-expected');
  for (const cause of also) {
    const left = variations.reduce(
      (share, v) =>
        share * (1 - furtherUnder(cause, v.varied ?? 'reproduce', nameAsked(c, base, v.asked.sni))),
      KEPT_OPEN,
    );
    kept.set(cause, Math.max(kept.get(cause) ?? 0, left));
  }
  return kept;
}
