/** The client in front of nginx. */
import http from 'node:http';
import type { Request } from './scenario.ts';

export interface Answer {
  /** 0 when the connection ended without an answer (what a client of a failed stream proxy sees). */
  readonly status: number;
  readonly ok: boolean;
}

const TIMEOUT = 9_000;
/** Pages of servers that cannot be told what to say; they can only have come through. */
const PAGES = /s_server|GnuTLS|upstream ok/;

export async function sendAll(
  requests: readonly Request[],
  address: string,
  from: string,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const request of requests)
    for (let i = 0; i < (request.times ?? 1); i++) answers.push(await send(request, address, from));
  return answers;
}

function send(request: Request, address: string, from: string): Promise<Answer> {
  return new Promise((resolve) => {
    const method = request.method ?? 'GET';
    const body = method === 'POST' ? (request.body ?? '{"hello":"world"}') : undefined;
    const sent = http.request({
      host: address,
      port: request.port ?? 80,
      localAddress: from,
      method,
      path: request.path ?? '/',
      agent: false,
      timeout: TIMEOUT,
      headers: {
        Host: request.host ?? 'www.example.com',
        'User-Agent': 'curl/8.5.0',
        Accept: '*/*',
        Connection: 'close',
        ...(body !== undefined && { 'Content-Length': String(Buffer.byteLength(body)) }),
        ...request.headers,
      },
    });
    const none = () => resolve({ status: 0, ok: false });
    sent.once('error', none);
    sent.once('timeout', () => {
      sent.destroy();
      none();
    });
    sent.once('response', (response) => {
      const status = response.statusCode ?? 0;
      let text = '';
      response.setEncoding('latin1');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      const done = () => resolve({ status, ok: status === 200 && PAGES.test(text) });
      response.once('end', done);
      response.once('error', done);
    });
    sent.end(body);
  });
}
