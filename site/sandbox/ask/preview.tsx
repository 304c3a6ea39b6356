/** All that would leave, before it does: the very text that is sent. */
import { signal } from '@preact/signals';
import type { ModelRequest } from '../../../src/ask/provider.ts';
import { Copy } from '../actions.tsx';
import { language } from '../state.ts';
import { fill } from '../words.ts';
import type { ShownQuestion } from './protocol.ts';
import { addressProblem, fields, question, request } from './state.ts';
import { ASK_WORDS } from './words.ts';

const raw = signal(false);

export function Preview() {
  const w = ASK_WORDS[language.value];
  const asked = question.value;
  const sent = request.value;
  return (
    <section class="ask-preview" aria-labelledby="ask-preview-title">
      <h4 id="ask-preview-title">{w.preview}</h4>
      {asked === null ? (
        <p class="dim">{w.preparing}</p>
      ) : (
        <>
          <p class="dim small">
            {asked.taken === 0 ? w.takenNone : fill(w.taken, { places: places(asked.taken) })}
            {asked.left.length > 0 && ` ${fill(w.left, { files: asked.left.join(', ') })}`}
          </p>
          <div class="toolbar">
            <fieldset class="switch">
              <legend class="sr">{w.preview}</legend>
              {[false, true].map((bytes) => (
                <button
                  key={String(bytes)}
                  type="button"
                  aria-pressed={raw.value === bytes}
                  onClick={() => (raw.value = bytes)}
                >
                  {bytes ? w.raw : w.reading}
                </button>
              ))}
            </fieldset>
            <Copy text={raw.value ? (sent?.body ?? '') : textOf(asked)} />
          </div>
          {raw.value ? <Raw sent={sent} /> : <Reading asked={asked} />}
        </>
      )}
      {sent !== null && <Envelope sent={sent} />}
    </section>
  );
}

function places(n: number): string {
  const w = ASK_WORDS[language.value];
  return n === 1 ? w.placesOne : fill(w.places, { n });
}

function textOf({ prompt }: ShownQuestion): string {
  return `${prompt.system}\n\n${prompt.user}`;
}

function Reading({ asked }: { readonly asked: ShownQuestion }) {
  const w = ASK_WORDS[language.value];
  const { system, user } = asked.prompt;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <div class="ask-text" id="ask-reading" tabIndex={0}>
      <p class="label">{w.user}</p>
      <pre>{user}</pre>
      <p class="label">{w.system}</p>
      <pre>{system}</pre>
    </div>
  );
}

function Raw({ sent }: { readonly sent: ModelRequest | null }) {
  const w = ASK_WORDS[language.value];
  const problem = addressProblem.value;
  if (sent === null) return <p class="bad">{problem === null ? w.preparing : w[problem]}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <pre class="ask-text" id="ask-raw" tabIndex={0}>
      {sent.body}
    </pre>
  );
}

/** Where it goes, and what stands around it. */
function Envelope({ sent }: { readonly sent: ModelRequest }) {
  const w = ASK_WORDS[language.value];
  const key = fields.value.key.trim();
  const headers = Object.entries(sent.headers)
    .map(([name, value]) => `${name}: ${key === '' ? value : value.replace(key, '••••')}`)
    .join(', ');
  const bytes = new TextEncoder().encode(sent.body).length;
  const count = new Intl.NumberFormat(language.value).format(bytes);
  return (
    <p class="dim small ask-envelope">
      {fill(w.size, { bytes: count, url: sent.url })}
      <br />
      {fill(w.headers, { headers })}
    </p>
  );
}
