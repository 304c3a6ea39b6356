/** What comes back: the text as it arrives, the judgement, or why there is none. */
import { Diff } from '../diff.tsx';
import { language } from '../state.ts';
import { fill } from '../words.ts';
import type { ShownJudgement } from './protocol.ts';
import { type Run, run } from './state.ts';
import { ASK_WORDS, type AskWords } from './words.ts';

export function Outcome({ incident }: { readonly incident: string }) {
  const w = ASK_WORDS[language.value];
  const shown = run.value?.incident === incident ? run.value : null;
  return (
    <section class="ask-outcome" aria-label={w.answer}>
      <p class={shown?.phase === 'failed' ? 'bad' : 'dim'} role="status" id="ask-status">
        {shown === null ? '' : statusOf(shown, w)}
      </p>
      {shown !== null && (shown.phase === 'calling' || shown.phase === 'answering') && (
        <Arriving text={shown.text} />
      )}
      {shown?.judgement && shown.phase === 'judged' && (
        <Judged judgement={shown.judgement} text={shown.text} />
      )}
      {shown?.phase === 'failed' && shown.text !== '' && <Whole text={shown.text} />}
    </section>
  );
}

function statusOf(shown: Run, w: AskWords): string {
  const { phase, origin, failure } = shown;
  if (phase === 'failed' && failure !== null) {
    const more = {
      origin,
      page: window.origin === 'null' ? w.aFile : window.origin,
      n: 'seconds' in failure ? failure.seconds : 0,
      status: 'status' in failure ? failure.status : '',
      says: 'says' in failure ? failure.says : '',
    };
    return fill(w[failure.why], more);
  }
  if (phase === 'calling') return fill(w.calling, { origin });
  if (phase === 'answering') return w.answering;
  return phase === 'judging' ? w.judging : '';
}

/** Grows at its end, and so does what is seen of it. */
function Arriving({ text }: { readonly text: string }) {
  const w = ASK_WORDS[language.value];
  if (text === '') return null;
  return (
    <>
      <pre class="ask-text arriving" ref={(e) => e?.scrollTo(0, e.scrollHeight)}>
        {text}
      </pre>
      <p class="dim small">{fill(w.characters, { n: text.length })}</p>
    </>
  );
}

function Judged({
  judgement: j,
  text,
}: {
  readonly judgement: ShownJudgement;
  readonly text: string;
}) {
  const w = ASK_WORDS[language.value];
  const { outcome } = j;
  return (
    <section class={`ask-judged ${outcome}`} aria-labelledby="ask-verdict">
      <h4 id="ask-verdict">{w[outcome]}</h4>
      {outcome === 'rejected' ? (
        <>
          <p>{w.rejectedWhy}</p>
          <ul class="reasons">
            {j.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </>
      ) : (
        <p class="dim">{outcome === 'accepted' ? w.acceptedWhy : w.wordsWhy}</p>
      )}
      {j.diff !== '' && <Diff diff={j.diff} />}
      {j.alsoChanged > 0 && (
        <p>{j.alsoChanged === 1 ? w.alsoOne : fill(w.also, { n: j.alsoChanged })}</p>
      )}
      {j.cause !== null && <p>{fill(w.cause, { cause: j.cause })}</p>}
      {j.why !== '' && (
        <figure>
          <figcaption class="dim small">{w.modelSays}</figcaption>
          <blockquote>{j.why}</blockquote>
        </figure>
      )}
      <Whole text={text} />
    </section>
  );
}

function Whole({ text }: { readonly text: string }) {
  const w = ASK_WORDS[language.value];
  return (
    <details>
      <summary>{w.whole}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <pre class="ask-text" tabIndex={0}>
        {text}
      </pre>
    </details>
  );
}
