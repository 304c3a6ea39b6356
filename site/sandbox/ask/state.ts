/** What the page knows of the model that it may ask. The key, too, is in memory only, and gone with the tab. */
import { batch, computed, effect, signal } from '@preact/signals';
import {
  type Endpoint,
  isInTheClear,
  type ModelRequest,
  type ProviderId,
  publicBase,
  readBase,
  requestFor,
} from '../../../src/ask/provider.ts';
import { language, result, working } from '../state.ts';
import { judgementOf, questionAbout } from './asking.ts';
import { dial, type Failure } from './line.ts';
import type { ShownJudgement, ShownQuestion } from './protocol.ts';

export const provider = signal<ProviderId>('openai');
/** As they were entered, for each protocol: a key must not go to another one's server. */
const entered = signal<Readonly<Record<ProviderId, Entered>>>({
  openai: { base: publicBase('openai'), model: '', key: '' },
  anthropic: { base: publicBase('anthropic'), model: '', key: '' },
  gemini: { base: publicBase('gemini'), model: '', key: '' },
});
/** Rename host names and addresses in what is sent. */
export const names = signal(false);
/** Seconds without a byte after which the page gives up. */
export const silence = signal(120);
/** The incident that is asked about; null while the panel is closed. */
export const incident = signal<string | null>(null);
export const question = signal<ShownQuestion | null>(null);
/** The question is of the latest diagnosis. */
const fresh = signal(false);

interface Entered {
  readonly base: string;
  readonly model: string;
  readonly key: string;
}

export type Phase = 'idle' | 'calling' | 'answering' | 'judging' | 'judged' | 'failed';

/** The latest request and what became of it; it stays until the next is sent. */
export interface Run {
  readonly phase: Phase;
  readonly incident: string;
  readonly origin: string;
  readonly text: string;
  readonly failure: Failure | { readonly why: 'gone' } | null;
  readonly judgement: ShownJudgement | null;
}

export const run = signal<Run | null>(null);
export const isUnderWay = computed(() => {
  const phase = run.value?.phase;
  return phase === 'calling' || phase === 'answering' || phase === 'judging';
});

export const fields = computed(() => entered.value[provider.value]);

export function enter(field: keyof Entered, text: string): void {
  const of = provider.peek();
  const all = entered.peek();
  entered.value = { ...all, [of]: { ...all[of], [field]: text } };
}

const base = computed(() => readBase(fields.value.base));

/** Where the request goes, and no other place. */
export const origin = computed(() =>
  'base' in base.value ? new URL(base.value.base).origin : null,
);

export type AddressProblem = Extract<ReturnType<typeof readBase>, { problem: unknown }>['problem'];

/** What is wrong with the address; `mixed`: browsers ask no such address from a page that came by HTTPS. */
export const addressProblem = computed<AddressProblem | 'mixed' | null>(() => {
  if ('problem' in base.value) return base.value.problem;
  return location.protocol === 'https:' && isInTheClear(base.value.base) ? 'mixed' : null;
});

export const inTheClear = computed(() => 'base' in base.value && isInTheClear(base.value.base));

/** No header can carry it: something else was pasted. */
export const keyIsWrong = computed(() => !/^[!-~]*$/.test(fields.value.key.trim()));

/** Exactly what is sent: the preview shows it, and the button sends it. */
export const request = computed<ModelRequest | null>(() => {
  const { model, key } = fields.value;
  if (question.value === null || addressProblem.value !== null || !('base' in base.value))
    return null;
  const endpoint: Endpoint = {
    provider: provider.value,
    base: base.value.base,
    model: model.trim(),
  };
  return requestFor(endpoint, key.trim(), question.value.prompt);
});

/** The diagnosis has caught up with what was entered, and there is a model to ask. */
export const canSend = computed(
  () =>
    request.value !== null &&
    fresh.value &&
    !keyIsWrong.value &&
    fields.value.model.trim() !== '' &&
    !working.value &&
    !isUnderWay.value,
);

let turn = 0;

/** The question follows the diagnosis, as long as somebody looks at it and no answer is awaited. */
effect(() => {
  const about = incident.value;
  const renamed = names.value;
  const shown = result.value;
  if (isUnderWay.value) return;
  const own = ++turn;
  fresh.value = false;
  const become = (now: ShownQuestion | null) => {
    if (own !== turn) return;
    batch(() => {
      question.value = now;
      fresh.value = true;
    });
  };
  if (about === null || shown === null) become(null);
  else
    void questionAbout(about, renamed)
      .catch(() => null)
      .then(become);
});

let hangUp: (() => void) | null = null;

export function stop(): void {
  hangUp?.();
}

export function send(): void {
  const sent = request.peek();
  const about = incident.peek();
  const asked = question.peek();
  if (!canSend.peek() || sent === null || about === null || asked === null) return;
  const first: Run = {
    phase: 'calling',
    incident: about,
    origin: new URL(sent.url).origin,
    text: '',
    failure: null,
    judgement: null,
  };
  run.value = first;
  askedFor = asked.id;
  const patience = { silence: silence.peek() * 1000, whole: WHOLE };
  hangUp = dial(provider.peek(), sent, patience, {
    onAnswering: () => become({ phase: 'answering' }),
    onText: (text) => become({ phase: 'answering', text }),
    onDone: (text) => void judged(text),
    onFailed: (failure) => become({ phase: 'failed', failure }),
  });
}

/** Of a whole answer, milliseconds. */
const WHOLE = 15 * 60_000;
/** The question that was answered last. */
let askedFor = 0;

function become(change: Partial<Run>): void {
  const before = run.peek();
  if (before !== null) run.value = { ...before, ...change };
}

/** Judges what came; in another language again, for the reasons are sentences. */
async function judged(text: string): Promise<void> {
  become({ phase: 'judging', text });
  const of = askedFor;
  const judgement = await judgementOf(of, text).catch(() => null);
  if (of !== askedFor) return;
  const before = run.peek()?.judgement ?? null;
  if (judgement !== null) become({ phase: 'judged', judgement });
  else if (before !== null) become({ phase: 'judged' });
  else become({ phase: 'failed', failure: { why: 'gone' } });
}

let spoken = language.peek();
effect(() => {
  if (language.value === spoken) return;
  spoken = language.value;
  const { phase, text } = run.peek() ?? {};
  if (phase === 'judged' && text !== undefined) void judged(text);
});
