/** What is sent in the three protocols, and how their streams are read. */
import { describe, expect, it } from 'vitest';
import {
  isInTheClear,
  PROVIDER_IDS,
  type ProviderId,
  publicBase,
  readBase,
  requestFor,
} from '../../src/ask/provider.ts';
import { AnswerReader } from '../../src/ask/reader.ts';

const PROMPT = { system: 'be strict', user: 'line one\n"line" two' };
const EVENTS = 'text/event-stream; charset=utf-8';

const streams: Readonly<Record<ProviderId, (text: string) => string>> = {
  openai: (text) => `data: ${JSON.stringify({ choices: [{ delta: { content: text } }] })}\n\n`,
  anthropic: (text) =>
    `event: content_block_delta\ndata: ${JSON.stringify({ type: 'content_block_delta', delta: { type: 'text_delta', text } })}\n\n`,
  gemini: (text) =>
    `data: ${JSON.stringify({ candidates: [{ content: { parts: [{ text: 'hm', thought: true }, { text }] } }] })}\r\n\r\n`,
};
const ends: Readonly<Record<ProviderId, string>> = {
  openai: 'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
  anthropic:
    'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn"}}\n\ndata: {"type":"message_stop"}\n\n',
  gemini: 'data: {"candidates":[{"finishReason":"STOP"}]}\n\n',
};

describe('a request', () => {
  it.each([
    ['openai', 'http://127.0.0.1:11434/v1', 'http://127.0.0.1:11434/v1/chat/completions'],
    ['anthropic', 'https://api.anthropic.com', 'https://api.anthropic.com/v1/messages'],
    [
      'anthropic',
      'https://proxy.example/anthropic/v1',
      'https://proxy.example/anthropic/v1/messages',
    ],
    [
      'gemini',
      'https://generativelanguage.googleapis.com/v1beta',
      'https://generativelanguage.googleapis.com/v1beta/models/m:streamGenerateContent?alt=sse',
    ],
  ] as const)('of %s goes to the right address', (provider, base, url) => {
    expect(requestFor({ provider, base, model: 'm' }, 'k', PROMPT).url).toBe(url);
  });

  it.each(PROVIDER_IDS)('of %s holds the prompt, the model and the key where they belong', (id) => {
    const endpoint = { provider: id, base: publicBase(id), model: 'a/b c' };
    const { url, headers, body } = requestFor(endpoint, 'the-key', PROMPT);
    expect(url + body).not.toContain('the-key');
    expect(JSON.stringify(headers)).toContain('the-key');
    expect(body).toContain(JSON.stringify(PROMPT.user));
    expect(body).toContain(JSON.stringify(PROMPT.system));
    expect(url + body).toContain(id === 'gemini' ? 'a%2Fb%20c' : 'a/b c');
  });

  it('goes without a key where none is given', () => {
    const endpoint = { provider: 'openai', base: 'http://localhost:1', model: 'm' } as const;
    expect(requestFor(endpoint, '', PROMPT).headers).toEqual({
      'content-type': 'application/json',
    });
  });
});

describe('an address', () => {
  it.each([
    [' https://api.openai.com/v1/ ', { base: 'https://api.openai.com/v1' }],
    ['HTTP://LocalHost:8080', { base: 'http://localhost:8080' }],
    ['api.openai.com', { problem: 'no-address' }],
    ['javascript:alert(1)', { problem: 'scheme' }],
    ['file:///etc/passwd', { problem: 'scheme' }],
    ['https://user:pass@example.com', { problem: 'credentials' }],
    ['https://example.com/v1?key=abc', { problem: 'query' }],
    ['http://[::1]:8080/v1', { problem: 'ipv6' }],
  ])('%s is read', (text, expected) => {
    expect(readBase(text)).toEqual(expected);
  });

  it('that others can read is known', () => {
    const bases = [
      'https://a.example',
      'http://localhost:1',
      'http://127.0.0.1:1',
      'http://10.0.0.1',
    ];
    expect(bases.map(isInTheClear)).toEqual([false, false, false, true]);
  });
});

describe.each(PROVIDER_IDS)('a stream of %s', (id) => {
  const text = '{"why": "über\\n日本"}';
  const whole = [...text].map(streams[id]).join('');

  function read(stream: string, size = stream.length, type = EVENTS) {
    const reader = new AnswerReader(id, type);
    for (let at = 0; at < stream.length; at += size) {
      if (!reader.push(stream.slice(at, at + size))) break;
    }
    return { end: reader.finish(), text: reader.text, error: reader.error };
  }

  it('is read, in pieces of any size', () => {
    for (const size of [1, 2, 3, 7, 100_000])
      expect(read(`: hello\n\n${whole}${ends[id]}`, size)).toEqual({
        end: 'complete',
        text,
        error: null,
      });
  });

  it('that breaks off is lost', () => {
    expect(read(whole).end).toBe('lost');
    expect(read('').end).toBe('lost');
    expect(read('<html>hello</html>').end).toBe('lost');
  });

  it('says when the model ran out of room', () => {
    const cut = {
      openai: '{"choices":[{"finish_reason":"length"}]}',
      anthropic: '{"type":"message_delta","delta":{"stop_reason":"max_tokens"}}',
      gemini: '{"candidates":[{"finishReason":"MAX_TOKENS"}]}',
    }[id];
    expect(read(`${whole}data: ${cut}\n\n${ends.anthropic}`).end).toBe('cut');
  });

  it('hands on what the provider says went wrong', () => {
    expect(read(`${whole}data: {"error":{"message":"overloaded"}}\n\n`).error).toBe('overloaded');
  });

  it('is not read for ever', () => {
    const long = streams[id]('x'.repeat(50_000));
    expect(read(long.repeat(30), 10_000)).toMatchObject({ end: 'too-long' });
    expect(read(`data: ${'x'.repeat(5_000_000)}`, 100_000).end).toBe('too-long');
  });

  it('may come as one answer', () => {
    const answer = {
      openai: { choices: [{ message: { content: text }, finish_reason: 'stop' }] },
      anthropic: { type: 'message', content: [{ type: 'text', text }], stop_reason: 'end_turn' },
      gemini: { candidates: [{ content: { parts: [{ text }] }, finishReason: 'STOP' }] },
    }[id];
    expect(read(JSON.stringify(answer), 5, 'application/json')).toMatchObject({
      end: 'complete',
      text,
    });
  });
});
