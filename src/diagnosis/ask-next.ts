/** Which question to put to the upstream of a case next, and when to stop. */
import type { Case } from '../causes/cause.ts';
import { furtherUnder, isGood } from '../causes/expected-answers.ts';
import type { CauseId } from '../causes/ids.ts';
import { type Asked, askedHere, chanceOf, nameAsked } from '../causes/observed.ts';
import { bestQuestion } from '../probe/plan.ts';
import type { Question } from '../probe/question.ts';
import { confidences } from './rank.ts';

/** From here on another handshake would only confirm. */
const DECIDED = 0.97;

/** Causes that are only mended once a name is known that works. */
const NEED_A_NAME: readonly string[] = ['sni-not-sent', 'sni-wrong-name'];

/**
 * The next question, or null when the cause is decided or nothing that is left
 * would separate what it can be.
 */
export function nextQuestion(c: Case, left: readonly Question[]): Question | null {
  const asked = askedHere(c);
  if (asked === null) return null;
  const belief = confidences(c);
  const [leading, most] = [...belief].reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0]);
  if (most >= DECIDED) return NEED_A_NAME.includes(leading) ? nextName(c, asked, left) : null;
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
