/** One request to a model: through an inner frame, with everything that may go wrong on the way. */
import type { ModelRequest, ProviderId } from '../../../src/ask/provider.ts';
import { type AnswerEnd, AnswerReader } from '../../../src/ask/reader.ts';
import { MARK, type Order, READY, type Reply } from './frame.ts';

/** How a request ended without an answer that can be judged. */
export type Failure =
  | { readonly why: 'frame' | 'reach' | 'endless' | 'stopped' }
  | { readonly why: 'silent'; readonly seconds: number }
  | { readonly why: 'status'; readonly status: number; readonly says: string }
  | { readonly why: 'provider'; readonly says: string }
  | { readonly why: Exclude<AnswerEnd, 'complete'> };

export interface Listener {
  /** The server began to answer. */
  readonly onAnswering: () => void;
  /** The whole text so far. */
  readonly onText: (text: string) => void;
  readonly onDone: (text: string) => void;
  readonly onFailed: (failure: Failure) => void;
}

export interface Patience {
  /** Milliseconds without a byte. */
  readonly silence: number;
  /** Milliseconds for the whole answer. */
  readonly whole: number;
}

/** The page itself opens the frame, which takes no time. */
const FRAME_OPENS = 15_000;
/** For what may still come behind the end of an answer. */
const AFTER_END = 2_000;
const MOST_SAID = 500;
/** What is read of an error. */
const MOST_ERROR = 20_000;

/** Sends the request and listens; the function that it gives back hangs up. */
export function dial(
  provider: ProviderId,
  request: ModelRequest,
  patience: Patience,
  listener: Listener,
): () => void {
  const frame = document.createElement('iframe');
  const { port1: port, port2 } = new MessageChannel();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (time: number, then: () => void) => {
    clearTimeout(timer);
    timer = setTimeout(then, time);
  };
  const whole = setTimeout(() => fail({ why: 'endless' }), patience.whole);
  let over = false;
  /** The frame takes its connection with it. */
  const hangUp = () => {
    if (over) return false;
    over = true;
    clearTimeout(timer);
    clearTimeout(whole);
    window.removeEventListener('message', onReady);
    port.close();
    frame.remove();
    return true;
  };
  const fail = (failure: Failure) => hangUp() && listener.onFailed(failure);
  const own = window.origin;
  const onReady = ({ source, data }: MessageEvent) => {
    if (source === null || source !== frame.contentWindow || data !== READY) return;
    window.removeEventListener('message', onReady);
    listen();
    frame.contentWindow.postMessage(request satisfies Order, own === 'null' ? '*' : own, [port2]);
  };
  const answer = answering(provider, listener, { hangUp, fail, silence: patience.silence });
  const listen = () => wait(answer.over() ? AFTER_END : patience.silence, answer.silent);
  port.onmessage = ({ data }: MessageEvent<Reply>) => {
    if (over) return;
    answer.take(data);
    if (!over) listen();
  };
  window.addEventListener('message', onReady);
  wait(FRAME_OPENS, () => fail({ why: 'frame' }));
  frame.hidden = true;
  frame.title = 'alert40';
  const page = location.href.replace(/#.*/s, '');
  frame.src = `${page}${MARK}${encodeURIComponent(new URL(request.url).origin)}`;
  document.body.append(frame);
  return () => fail({ why: 'stopped' });
}

interface End {
  hangUp(): boolean;
  fail(failure: Failure): void;
  readonly silence: number;
}

/** Takes what comes through the port, from the status to the end. */
function answering(provider: ProviderId, listener: Listener, { hangUp, fail, silence }: End) {
  let reader = new AnswerReader(provider, '');
  let refused: { readonly status: number; text: string } | null = null;
  const end = () => {
    const how = reader.finish();
    if (reader.error !== null) fail({ why: 'provider', says: short(reader.error) });
    else if (how !== 'complete') fail({ why: how });
    else if (hangUp()) listener.onDone(reader.text);
  };
  const piece = (text: string) => {
    if (refused !== null) {
      refused.text += text;
      if (refused.text.length > MOST_ERROR) fail(asFailure(refused));
      return;
    }
    const more = reader.push(text);
    listener.onText(reader.text);
    if (!more) end();
  };
  const take = (reply: Reply): void => {
    if (reply.kind === 'status') {
      reader = new AnswerReader(provider, reply.type);
      if (reply.status >= 400) refused = { status: reply.status, text: '' };
      else listener.onAnswering();
    } else if (reply.kind === 'piece') piece(reply.text);
    else if (reply.kind === 'failed' && reply.why !== 'broken') fail({ why: reply.why });
    else if (refused !== null) fail(asFailure(refused));
    else end();
  };
  const silent = () => (reader.over ? end() : fail({ why: 'silent', seconds: silence / 1000 }));
  return { take, silent, over: () => reader.over };
}

/** What a server says went wrong; the three protocols have it at the same place. */
function asFailure({ status, text }: { readonly status: number; readonly text: string }): Failure {
  const says = /"message"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(text)?.[1];
  try {
    return { why: 'status', status, says: short(says === undefined ? text : JSON.parse(says)) };
  } catch {
    return { why: 'status', status, says: short(text) };
  }
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MOST_SAID ? `${line.slice(0, MOST_SAID)} …` : line;
}
