/** Node's own HTTPS, HTTP/2 and TLS servers, inside the lab's process. */
import { readFileSync } from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import path from 'node:path';
import tls from 'node:tls';
import type { NodeOptions } from '../scenario.ts';
import { listen } from './listen.ts';
import { certificateName } from './names.ts';
import type { ServerContext, Start } from './server.ts';
import { PROOF } from './server.ts';
import { uwsgi } from './uwsgi.ts';

export const start: Start<'node'> = async (options, context) => {
  const app = application(options);
  if (options.plain) {
    if (options.app === 'h2') return listen(http2.createServer(grpc), context);
    return listen(http.createServer(app), context);
  }
  const settings = tlsSettings(options, context);
  switch (options.app) {
    case 'h2':
      return listen(http2.createSecureServer(settings, grpc), context);
    case 'uwsgi':
      return listen(tls.createServer(settings, uwsgi), context);
    case 'never-answers':
      return listen(
        tls.createServer(settings, (s) => s.resume()),
        context,
      );
    case 'closes':
      return listen(
        tls.createServer(settings, (s) => s.once('data', () => s.destroy())),
        context,
      );
    case 'garbage':
      return listen(
        tls.createServer(settings, (s) => s.once('data', () => s.end('\u0001\u0002nonsense\r\n'))),
        context,
      );
    default: {
      const inner = http.createServer(app);
      return listen(
        tls.createServer(settings, (s) => inner.emit('connection', s)),
        context,
      );
    }
  }
};

function pair(name: string, options: NodeOptions, pki: string): { cert: Buffer; key: Buffer } {
  const file = options.leafOnly ? `${name}.pem` : `${name}.chain.pem`;
  return {
    cert: readFileSync(path.join(pki, file)),
    key: readFileSync(path.join(pki, `${name}.key`)),
  };
}

function tlsSettings(options: NodeOptions, context: ServerContext): tls.TlsOptions {
  const limits = {
    ...(options.minVersion && { minVersion: options.minVersion }),
    ...(options.maxVersion && { maxVersion: options.maxVersion }),
    ...(options.ciphers && { ciphers: options.ciphers }),
    ...(options.groups && { ecdhCurve: options.groups }),
    ...(options.sigalgs && { sigalgs: options.sigalgs }),
  };
  const settings: tls.TlsOptions = { ...limits };
  const { names } = options;
  const authorities = options.clientCa?.map((c) =>
    readFileSync(path.join(context.pki, `${c}.pem`)),
  );
  if (options.cert !== null)
    Object.assign(settings, pair(options.cert ?? 'api', options, context.pki));
  if (names) {
    settings.SNICallback = (asked, done) => {
      const entry = certificateName(names, asked);
      if (entry)
        done(
          null,
          tls.createSecureContext({
            ...limits,
            ...pair(entry, options, context.pki),
            ...(authorities && { ca: authorities }),
          }),
        );
      else done(null);
    };
  }
  if (authorities) {
    settings.requestCert = true;
    settings.rejectUnauthorized = options.clientAuth !== 'http';
    settings.ca = authorities;
  }
  if (options.alpn) settings.ALPNProtocols = [...options.alpn];
  else if (options.app === 'h2') settings.ALPNProtocols = ['h2'];
  return settings;
}

function application(options: NodeOptions): http.RequestListener {
  return (request, response) => {
    const socket = request.socket as tls.TLSSocket;
    const asked = typeof socket.servername === 'string' ? socket.servername : null;
    const known = options.names === undefined || certificateName(options.names, asked ?? '');
    const fallback = /^http-(\d+)$/.exec(options.unknownName ?? '')?.[1];
    request.resume();
    if (options.app === 'http-500') return answer(response, 500, 'application error');
    if (fallback && !known) return answer(response, Number(fallback), 'no such site');
    if (options.clientAuth === 'http' && !socket.authorized)
      return answer(response, 403, 'client certificate required');
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    if (options.hosts && !options.hosts.includes(host))
      return answer(response, 404, 'no such host');
    return answer(response, 200, PROOF);
  };
}

function answer(response: http.ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain' });
  response.end(`${text}\n`);
}

function grpc(_request: http2.Http2ServerRequest, response: http2.Http2ServerResponse): void {
  response.stream.on('error', () => {});
  response.writeHead(200, { 'content-type': 'application/grpc' });
  response.addTrailers({ 'grpc-status': '0' });
  response.end(PROOF);
}
