/** A server that speaks the three protocols of models over SSE, and does what it is told, good or bad. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Protocol = 'openai' | 'anthropic' | 'gemini';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Script {
  /** What the model says. */
  readonly text?: string;
  /** What happens behind it; without it the answer ends as it should. */
  readonly ending?: 'break' | 'hang' | 'pings' | 'noise' | 'endless' | 'held open' | 'out of room';
  /** Nothing at all comes back. */
  readonly mute?: boolean;
  readonly status?: number;
  readonly body?: string;
  readonly redirect?: string;
  /** Does not allow pages to ask. */
  readonly closed?: boolean;
}

const PIECE = 24;

export class ModelServer {
  /** Without preflights. */
  readonly asked: Asked[] = [];
  /** Everything that arrived. */
  readonly arrived: string[] = [];
  /** Answers that the other side broke off. */
  hungUp = 0;
  script: Script = {};
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<ModelServer> {
    const server = createServer((request, response) => void own.#answer(request, response));
    const own = new ModelServer(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return own;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    this.arrived.push(`${method} ${url}`);
    const { script } = this;
    if (!script.closed) {
      response.setHeader('Access-Control-Allow-Origin', headers.origin ?? '*');
      response.setHeader(
        'Access-Control-Allow-Headers',
        headers['access-control-request-headers'] ?? '*',
      );
    }
    if (method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    this.asked.push({ method, url, headers, body });
    response.on('close', () => {
      if (!response.writableFinished) this.hungUp++;
    });
    if (script.mute) return;
    if (script.redirect !== undefined) {
      response.writeHead(307, { Location: script.redirect }).end();
      return;
    }
    if (script.status !== undefined) {
      response.writeHead(script.status, { 'Content-Type': 'application/json' }).end(script.body);
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    await this.#stream(protocolOf(url), response);
  }

  async #stream(protocol: Protocol, response: ServerResponse): Promise<void> {
    const { text = '', ending } = this.script;
    for (const piece of text.match(new RegExp(`[^]{1,${PIECE}}`, 'g')) ?? []) {
      response.write(eventOf(protocol, piece));
      await soon();
    }
    if (ending === 'break') response.destroy();
    else if (ending === 'pings' || ending === 'noise' || ending === 'endless') {
      const more = {
        pings: ': ping\n\n',
        noise: `: ${'noise '.repeat(10_000)}\n\n`,
        endless: eventOf(protocol, 'and on '.repeat(200)),
      }[ending];
      while (!response.destroyed) {
        if (!response.write(more))
          await new Promise((resolve) => {
            response.once('drain', resolve).once('close', resolve);
          });
        await soon();
      }
    } else if (ending !== 'hang') {
      response.write(endOf(protocol, ending === 'out of room'));
      if (ending !== 'held open') response.end();
    }
  }
}

function soon(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}

function protocolOf(url: string): Protocol {
  if (url.endsWith('/chat/completions')) return 'openai';
  return url.endsWith('/v1/messages') ? 'anthropic' : 'gemini';
}

function eventOf(protocol: Protocol, text: string): string {
  if (protocol === 'openai') return data({ choices: [{ index: 0, delta: { content: text } }] });
  if (protocol === 'gemini')
    return data({ candidates: [{ content: { role: 'model', parts: [{ text }] } }] });
  const type = 'content_block_delta';
  return `event: ${type}\n${data({ type, index: 0, delta: { type: 'text_delta', text } })}`;
}

function endOf(protocol: Protocol, full: boolean): string {
  if (protocol === 'openai')
    return `${data({ choices: [{ index: 0, delta: {}, finish_reason: full ? 'length' : 'stop' }] })}data: [DONE]\n\n`;
  if (protocol === 'gemini')
    return data({ candidates: [{ finishReason: full ? 'MAX_TOKENS' : 'STOP' }] });
  const stopped = {
    type: 'message_delta',
    delta: { stop_reason: full ? 'max_tokens' : 'end_turn' },
  };
  return `event: message_delta\n${data(stopped)}event: message_stop\n${data({ type: 'message_stop' })}`;
}

function data(event: unknown): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}
