/**
 * The three protocols in which models are asked: what is sent, and what their
 * streams say. Nothing in here contacts anybody.
 */

export type ProviderId = 'openai' | 'anthropic' | 'gemini';

/** Whom to ask. */
export interface Endpoint {
  readonly provider: ProviderId;
  /** Address below which the protocol's paths stand, for example `http://127.0.0.1:11434/v1`. */
  readonly base: string;
  readonly model: string;
}

export interface Prompt {
  readonly system: string;
  readonly user: string;
}

/** A request, complete: nothing is added on its way. */
export interface ModelRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What one event of a stream brings. */
export interface Piece {
  readonly text?: string;
  /** `cut`: the model ran out of room. `refused`: the provider holds the answer back. */
  readonly end?: 'complete' | 'cut' | 'refused';
  /** What the provider says went wrong. */
  readonly error?: string;
}

interface Provider {
  readonly base: string;
  url(base: string, model: string): string;
  headers(key: string): Readonly<Record<string, string>>;
  body(model: string, prompt: Prompt): unknown;
  piece(event: Json): Piece;
}

/** A value of JSON that is looked into without knowing its shape. */
class Json {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }

  at(...path: readonly (string | number)[]): Json {
    let value = this.value;
    for (const step of path)
      value =
        typeof value === 'object' && value !== null && Object.hasOwn(value, step)
          ? (value as Record<string | number, unknown>)[step]
          : undefined;
    return new Json(value);
  }

  get text(): string {
    return typeof this.value === 'string' ? this.value : '';
  }

  get list(): readonly Json[] {
    return Array.isArray(this.value) ? this.value.map((item) => new Json(item)) : [];
  }
}

/** Room for an answer; only Anthropic's protocol asks for it. */
const MOST_TOKENS = 8192;

const openai: Provider = {
  base: 'https://api.openai.com/v1',
  url: (base) => `${base}/chat/completions`,
  // Local servers want no key, and some refuse an empty one.
  headers: (key) => (key === '' ? {} : { authorization: `Bearer ${key}` }),
  body: (model, { system, user }) => ({
    model,
    stream: true,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
  }),
  piece(event) {
    const choice = event.at('choices', 0);
    const reason = choice.at('finish_reason').text;
    const ends = { stop: 'complete', length: 'cut', content_filter: 'refused' } as const;
    const end = ends[reason as keyof typeof ends];
    // A server that does not stream answers with one whole message.
    const text = choice.at('delta', 'content').text || choice.at('message', 'content').text;
    return { text, ...(end && { end }) };
  },
};

const anthropic: Provider = {
  base: 'https://api.anthropic.com',
  url: (base) => `${base.replace(/\/v1$/, '')}/v1/messages`,
  headers: (key) => ({
    'x-api-key': key,
    'anthropic-version': '2023-06-01',
    // Without it the interface refuses to answer a browser.
    'anthropic-dangerous-direct-browser-access': 'true',
  }),
  body: (model, { system, user }) => ({
    model,
    max_tokens: MOST_TOKENS,
    stream: true,
    system,
    messages: [{ role: 'user', content: user }],
  }),
  piece(event) {
    const type = event.at('type').text;
    if (type === 'content_block_delta' && event.at('delta', 'type').text === 'text_delta')
      return { text: event.at('delta', 'text').text };
    const reason =
      type === 'message_delta'
        ? event.at('delta', 'stop_reason').text
        : event.at('stop_reason').text;
    const end = reason === 'max_tokens' ? 'cut' : reason === 'refusal' ? 'refused' : null;
    if (end !== null) return { end };
    if (type === 'message_stop') return { end: 'complete' };
    // Not streamed: the message as a whole.
    if (type !== 'message') return {};
    return { text: joined(event.at('content')), end: 'complete' };
  },
};

const gemini: Provider = {
  base: 'https://generativelanguage.googleapis.com',
  url: (base, model) =>
    `${base.replace(/\/v1(?:beta)?$/, '')}/v1beta/models/${encodeURIComponent(model.replace(/^models\//, ''))}:streamGenerateContent?alt=sse`,
  headers: (key) => ({ 'x-goog-api-key': key }),
  body: (_model, { system, user }) => ({
    systemInstruction: { parts: [{ text: system }] },
    contents: [{ role: 'user', parts: [{ text: user }] }],
    generationConfig: { responseMimeType: 'application/json' },
  }),
  piece(event) {
    const candidate = event.at('candidates', 0);
    const reason = candidate.at('finishReason').text;
    const blocked = event.at('promptFeedback', 'blockReason').text;
    const end =
      blocked !== ''
        ? 'refused'
        : reason === ''
          ? null
          : reason === 'STOP'
            ? 'complete'
            : reason === 'MAX_TOKENS'
              ? 'cut'
              : 'refused';
    return { text: joined(candidate.at('content', 'parts')), ...(end && { end }) };
  },
};

/** The text of an answer's parts; what a model thinks by itself is not part of it. */
function joined(parts: Json): string {
  return parts.list
    .filter((part) => part.at('thought').value !== true)
    .map((part) => part.at('text').text)
    .join('');
}

const PROVIDERS: Readonly<Record<ProviderId, Provider>> = { openai, anthropic, gemini };

export const PROVIDER_IDS = Object.keys(PROVIDERS) as readonly ProviderId[];

/** Where the provider itself is reached. */
export function publicBase(provider: ProviderId): string {
  return PROVIDERS[provider].base;
}

export type BaseProblem = 'no-address' | 'scheme' | 'credentials' | 'query' | 'ipv6';

/** What is wrong with a base address, or its tidy form without a slash at the end. */
export function readBase(
  text: string,
): { readonly base: string } | { readonly problem: BaseProblem } {
  const trimmed = text.trim();
  let url: URL;
  try {
    url = new URL(trimmed);
  } catch {
    return { problem: 'no-address' };
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { problem: 'scheme' };
  if (url.username !== '' || url.password !== '') return { problem: 'credentials' };
  if (url.search !== '' || url.hash !== '') return { problem: 'query' };
  // A content security policy cannot name an IPv6 address.
  if (url.hostname.startsWith('[')) return { problem: 'ipv6' };
  return { base: url.origin + url.pathname.replace(/\/+$/, '') };
}

/** Whether what is sent there can be read on the way. */
export function isInTheClear(base: string): boolean {
  const { protocol, hostname } = new URL(base);
  return protocol === 'http:' && !/^(?:localhost|127(?:\.\d+){3}|.*\.localhost)$/.test(hostname);
}

/** The request that asks for a stream. `base` comes from `readBase`. */
export function requestFor(
  { provider, base, model }: Endpoint,
  key: string,
  prompt: Prompt,
): ModelRequest {
  const { url, headers, body } = PROVIDERS[provider];
  return {
    url: url(base, model),
    headers: { 'content-type': 'application/json', ...headers(key) },
    body: JSON.stringify(body(model, prompt), null, 2),
  };
}

/** Reads one event's data. Never throws: what is no JSON brings nothing. */
export function readPiece(provider: ProviderId, data: string): Piece {
  if (data.trim() === '[DONE]') return { end: 'complete' };
  let event: Json;
  try {
    event = new Json(JSON.parse(data));
  } catch {
    return {};
  }
  const error = event.at('error');
  if (error.value !== undefined && error.value !== null)
    return { error: error.at('message').text || error.text || JSON.stringify(error.value) };
  return PROVIDERS[provider].piece(event);
}
