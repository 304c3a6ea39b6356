/** What a real nginx sends from each location of a tree: the ClientHello of each connection, as the upstream sees it. */
import http from 'node:http';
import net from 'node:net';
import { type ClientHello, parseClientHello } from '../../src/tls/client-hello.ts';
import type { UpstreamTls } from '../../src/upstream/model.ts';

/** Ports of the upstreams in generated trees. */
const PORTS = [443, 8443, 9446, 8080];
/** The type of a record of TLS that holds an alert. */
const ALERT = 21;

/** Takes connections of every upstream on one address, keeps the ClientHello and hangs up. */
export class Recorder {
  readonly #servers: net.Server[] = [];
  #seen: string[] = [];

  async open(address: string): Promise<void> {
    for (const port of PORTS) {
      const server = net.createServer((socket) => this.#take(socket));
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, address, resolve);
      });
      this.#servers.push(server);
    }
  }

  close(): void {
    for (const server of this.#servers) server.close();
  }

  /** What came in since the last time it was asked. */
  taken(): readonly string[] {
    const seen = this.#seen;
    this.#seen = [];
    return seen;
  }

  #take(socket: net.Socket): void {
    let bytes = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      const read = parseClientHello(bytes);
      if (read.kind === 'incomplete') return;
      // OpenSSL found nothing that it may offer; nginx does not wait for that to arrive before it answers.
      if (bytes[0] === ALERT) return void socket.destroy();
      this.#seen.push(read.kind === 'hello' ? shown(read.hello) : 'plain');
      socket.destroy();
    });
  }
}

/** All that the settings decide, and nothing that differs from one connection to the next. */
function shown({ serverName, versions, suites, groups, alpn }: ClientHello): string {
  return JSON.stringify({ serverName, versions, suites, groups, alpn });
}

/** Requests that reach every pass of a location: in `if ($args)`, in `limit_except GET`, and outside. */
const REQUESTS = [
  { method: 'GET', query: '' },
  { method: 'GET', query: '?a' },
  { method: 'POST', query: '' },
] as const;

/** The ClientHellos by place, `port path`, in the order of the requests. */
export async function hellosOf(
  paths: readonly UpstreamTls[],
  address: string,
  recorder: Recorder,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const place of new Set(paths.flatMap(placeOf))) {
    const [port = '', at = ''] = place.split(' ');
    const hellos: string[] = [];
    for (const { method, query } of REQUESTS) {
      await ask({ host: address, port: Number(port), path: at + query, method });
      hellos.push(...recorder.taken());
    }
    found.set(place, hellos);
  }
  return found;
}

/** Where a request reaches the path; stream and named servers are left out. */
export function placeOf({ server, location }: UpstreamTls): readonly string[] {
  const port = /:(180\d\d)$/.exec(server?.listens[0] ?? '')?.[1];
  return port && location ? [`${port} ${location.path}`] : [];
}

function ask(options: http.RequestOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.request({ ...options, agent: false, timeout: 9000 }, (response) => {
      response.resume();
      response.once('close', resolve);
    });
    request.once('error', reject);
    request.once('timeout', () => request.destroy(new Error('nginx does not answer')));
    request.end();
  });
}
