/** Whom to ask, all that would be sent, and the button that sends it. */
import { useLayoutEffect } from 'preact/hooks';
import { PROVIDER_IDS, type ProviderId } from '../../../src/ask/provider.ts';
import type { ShownIncident } from '../protocol.ts';
import { language } from '../state.ts';
import { fill } from '../words.ts';
import { Outcome } from './outcome.tsx';
import { Preview } from './preview.tsx';
import {
  addressProblem,
  canSend,
  enter,
  fields,
  incident,
  inTheClear,
  isUnderWay,
  keyIsWrong,
  names,
  origin,
  provider,
  send,
  silence,
  stop,
} from './state.ts';
import { ASK_WORDS } from './words.ts';

/** Names of models, as examples of what is wanted. */
const EXAMPLES: Readonly<Record<ProviderId, string>> = {
  openai: 'qwen3:8b',
  anthropic: 'claude-sonnet-4-5',
  gemini: 'gemini-2.5-flash',
};
const PATIENCE = [30, 120, 600];

export function AskPanel({ incident: { id, asks } }: { readonly incident: ShownIncident }) {
  const w = ASK_WORDS[language.value];
  return (
    <>
      <p class="dim">{w[asks]}</p>
      {(asks === 'no-verdict' || asks === 'needs') && <Asking about={id} />}
    </>
  );
}

function Asking({ about }: { readonly about: string }) {
  useLayoutEffect(() => {
    incident.value = about;
    return () => {
      incident.value = null;
    };
  }, [about]);
  return (
    <>
      <Fields />
      <Preview />
      <Buttons />
      <Outcome incident={about} />
    </>
  );
}

function Fields() {
  const w = ASK_WORDS[language.value];
  const { base, model, key } = fields.value;
  const problem = base.trim() === '' ? null : addressProblem.value;
  return (
    <div class="ask-fields">
      <p>
        <label for="ask-protocol">{w.protocol}</label>
        <select
          id="ask-protocol"
          value={provider.value}
          onChange={(e) => (provider.value = e.currentTarget.value as ProviderId)}
        >
          {PROVIDER_IDS.map((id) => (
            <option key={id} value={id}>
              {w[id]}
            </option>
          ))}
        </select>
      </p>
      <p>
        <label for="ask-model">{w.model}</label>
        <input
          id="ask-model"
          value={model}
          onInput={(e) => enter('model', e.currentTarget.value)}
          placeholder={EXAMPLES[provider.value]}
          {...PLAIN}
        />
      </p>
      <p class="wide">
        <label for="ask-address">{w.address}</label>
        <input
          id="ask-address"
          inputMode="url"
          aria-describedby="ask-address-hint"
          aria-invalid={problem !== null}
          value={base}
          onInput={(e) => enter('base', e.currentTarget.value)}
          {...PLAIN}
        />
        <span
          id="ask-address-hint"
          class={problem !== null || inTheClear.value ? 'hint bad' : 'hint'}
        >
          {problem !== null ? w[problem] : inTheClear.value ? w.clear : w.addressHint}
        </span>
      </p>
      <p>
        <label for="ask-key">{w.key}</label>
        <input
          id="ask-key"
          type="password"
          aria-describedby="ask-key-hint"
          aria-invalid={keyIsWrong.value}
          value={key}
          onInput={(e) => enter('key', e.currentTarget.value)}
          {...PLAIN}
        />
        <span id="ask-key-hint" class={keyIsWrong.value ? 'hint bad' : 'hint'}>
          {keyIsWrong.value
            ? w.keyIsWrong
            : origin.value === null
              ? w.keyHintNowhere
              : fill(w.keyHint, { origin: origin.value })}
        </span>
      </p>
      <p>
        <label for="ask-patience">{w.patience}</label>
        <select
          id="ask-patience"
          value={silence.value}
          onChange={(e) => (silence.value = Number(e.currentTarget.value))}
        >
          {PATIENCE.map((n) => (
            <option key={n} value={n}>
              {n < 60 ? fill(w.seconds, { n }) : fill(w.minutes, { n: n / 60 })}
            </option>
          ))}
        </select>
      </p>
      <p class="wide">
        <label class="tick">
          <input
            id="ask-names"
            type="checkbox"
            checked={names.value}
            onChange={(e) => (names.value = e.currentTarget.checked)}
          />{' '}
          {w.rename}
        </label>
      </p>
    </div>
  );
}

/** Nothing of what is entered is to be kept, corrected or looked up elsewhere. */
const PLAIN = {
  autocomplete: 'off',
  autocapitalize: 'off',
  spellcheck: false,
} as const;

function Buttons() {
  const w = ASK_WORDS[language.value];
  const to = origin.value;
  const noModel = fields.value.model.trim() === '';
  return (
    <p class="buttons ask-send">
      <button type="button" id="ask-send" class="primary" disabled={!canSend.value} onClick={send}>
        {fill(w.send, { host: to === null ? '…' : new URL(to).host })}
      </button>
      {isUnderWay.value && (
        <button type="button" id="ask-stop" onClick={stop}>
          {w.stop}
        </button>
      )}
      {noModel && <span class="dim small">{w.needsModel}</span>}
    </p>
  );
}
