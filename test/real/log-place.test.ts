/** From the lines that nginx itself writes back to the directive that proxied. */
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePorts } from '../../lab/servers/free-port.ts';
import { parseLine } from '../../src/log/parse.ts';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import type { ConfigSet } from '../../src/nginx/tree-set.ts';
import { lineOf } from '../../src/nginx/walk.ts';
import { matcher, type PathMatch } from '../../src/upstream/match.ts';
import type { UpstreamTls } from '../../src/upstream/model.ts';
import { upstreamPaths } from '../../src/upstream/paths.ts';
import { need } from './need.ts';
import {
  preamble,
  type RunningNginx,
  startNginx,
  streamModule,
  tempPaths,
  workDir,
} from './nginx-process.ts';

/** Host, path and method of a request, and the mark on the line of the pass that serves it. */
const ASKED: readonly [host: string, uri: string, mark: string, method?: string][] = [
  ['one.test', '/a', 'prefix'],
  ['one.test', '/a/%62?x=1', 'prefix'],
  ['one.test', '/b/c', 'uri'],
  ['one.test', '//b/./x/../c', 'uri'],
  ['one.test', '/exact', 'exact'],
  ['one.test', '/a/index.php', 'regex'],
  ['one.test', '/static/x.php', 'no-regex'],
  ['one.test', '/nest/other', 'nest'],
  ['one.test', '/nest/in/x', 'nested'],
  ['one.test', '/if', 'if-not'],
  ['one.test', '/if', 'if', 'POST'],
  ['one.test', '/le', 'le-not'],
  ['one.test', '/le', 'le', 'PUT'],
  ['one.test', '/group', 'group'],
  ['one.test', '/same-group', 'same-group'],
  ['one.test', '/var', 'var'],
  ['one.test', '/unix', 'unix'],
  ['one.test', '/grpc', 'grpc'],
  ['one.test', '/uwsgi', 'uwsgi'],
  ['one.test', '/falls', 'named'],
  ['one.test', '/rewritten', 'dest'],
  ['one.test', '/authorised', 'auth'],
  ['x.wild.test', '/', 'wildcard'],
  ['re7.test', '/', 'expression'],
  ['sub.dot.test', '/', 'dot'],
  ['unknown.test', '/', 'default'],
  ['first.same.test', '/', 'same-1'],
  ['second.same.test', '/', 'same-2'],
];

const config = (dir: string, port: number, closed: number, streams: readonly number[]) => `
${streamModule()}${preamble(dir)}
http {
  ${tempPaths(dir)}
  upstream grp { server 127.0.0.3:${closed}; server 127.0.0.4:${closed}; }
  server { listen 127.0.0.1:${port} default_server; server_name _;
    location / { proxy_pass https://127.0.0.1:${closed}; } #default
  }
  server { listen 127.0.0.1:${port}; server_name one.test;
    location /a { proxy_pass https://127.0.0.1:${closed}; } #prefix
    location /b/ { proxy_pass https://127.0.0.1:${closed}/there/; } #uri
    location = /exact { proxy_pass https://127.0.0.1:${closed}; } #exact
    location ~ \\.php$ { proxy_pass https://127.0.0.1:${closed}; } #regex
    location ^~ /static/ { proxy_pass https://127.0.0.1:${closed}; } #no-regex
    location /nest/ {
      proxy_pass https://127.0.0.1:${closed}; #nest
      location /nest/in/ { proxy_pass https://127.0.0.1:${closed}; } #nested
    }
    location /if {
      if ($request_method = POST) {
        proxy_pass https://127.0.0.1:${closed}; #if
      }
      proxy_pass https://127.0.0.1:${closed}; #if-not
    }
    location /le {
      limit_except GET {
        proxy_pass https://127.0.0.1:${closed}; #le
      }
      proxy_pass https://127.0.0.1:${closed}; #le-not
    }
    location /group { proxy_pass https://grp; } #group
    location /same-group { proxy_pass https://grp; } #same-group
    location /var { set $up 127.0.0.5; proxy_pass https://$up:${closed}; } #var
    location /unix { proxy_pass https://unix:${dir}/none.sock:/x; } #unix
    location /grpc { grpc_pass grpcs://127.0.0.1:${closed}; } #grpc
    location /uwsgi { uwsgi_pass suwsgi://127.0.0.1:${closed}; } #uwsgi
    location /falls { error_page 404 = @fallback; return 404; }
    location @fallback { proxy_pass https://127.0.0.6:${closed}; } #named
    location /rewritten { rewrite ^ /dest last; }
    location /dest { proxy_pass https://127.0.0.7:${closed}; } #dest
    location /authorised { auth_request /check; proxy_pass https://127.0.0.1:${closed}; } #after-auth
    location = /check { internal; proxy_pass https://127.0.0.8:${closed}; } #auth
  }
  server { listen 127.0.0.1:${port}; server_name *.wild.test;
    location / { proxy_pass https://127.0.0.1:${closed}; } #wildcard
  }
  server { listen 127.0.0.1:${port}; server_name ~^re(?<n>[0-9]+)\\.test$;
    location / { proxy_pass https://127.0.0.1:${closed}; } #expression
  }
  server { listen 127.0.0.1:${port}; server_name .dot.test;
    location / { proxy_pass https://127.0.0.1:${closed}; } #dot
  }
  server { listen 127.0.0.1:${port}; server_name "" first.same.test;
    location / { proxy_pass https://127.0.0.1:${closed}; } #same-1
  }
  server { listen 127.0.0.1:${port}; server_name "" second.same.test;
    location / { proxy_pass https://127.0.0.1:${closed}; } #same-2
  }
}
${
  streamModule() === ''
    ? ''
    : `stream {
  server { listen 127.0.0.1:${streams[0]}; proxy_ssl on; proxy_pass 127.0.0.1:${closed}; } #stream-1
  server { listen 127.0.0.1:${streams[1]}; proxy_ssl on; proxy_pass 127.0.0.1:${closed}; } #stream-2
}`
}
`;

describe.skipIf(!need('nginx'))('the place of a log line', () => {
  let nginx: RunningNginx;
  let set: ConfigSet;
  let find: (line: string) => PathMatch;
  let port = 0;
  let streams: number[] = [];
  let text = '';

  beforeAll(async () => {
    const dir = workDir();
    let closed = 0;
    [port = 0, closed = 0, ...streams] = await freePorts(4);
    text = config(dir, port, closed, streams);
    nginx = await startNginx(dir, text, port);
    set = loadConfig('nginx.conf', memoryFiles({ 'nginx.conf': text }));
    const match = matcher(upstreamPaths(set, { nginx: '1.22.1' }));
    find = (line) => match(parseLine(line, { input: 'error.log', line: 1 })!);
  });
  afterAll(() => nginx?.stop());

  const markOf = (path: UpstreamTls | null) =>
    path && /#(\S+)/.exec(text.split('\n')[lineOf(set, path.pass) - 1] ?? '')?.[1];

  /** Lines that name an upstream, written since `before`. */
  const linesSince = (before: number) =>
    nginx
      .log()
      .slice(before)
      .split('\n')
      .filter((line) => line.includes('upstream: "'));

  const request = (host: string, uri: string, method: string) =>
    new Promise<void>((done, fail) => {
      const asked = http.request(
        { port, host: '127.0.0.1', path: uri, method, headers: { Host: host }, agent: false },
        (answer) => {
          answer.resume();
          answer.on('end', () => done());
        },
      );
      asked.on('error', fail);
      asked.end();
    });

  for (const [host, uri, mark, method = 'GET'] of ASKED) {
    it(`${method} ${host}${uri} was proxied at #${mark}`, async () => {
      const before = nginx.log().length;
      await request(host, uri, method);
      const lines = linesSince(before);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        const match = find(line);
        expect(markOf(match.path), line).toBe(mark);
        expect(match.others.map(markOf), line).toEqual([]);
      }
    });
  }

  it.skipIf(streamModule() === '')('tells stream servers apart by their address', async () => {
    for (const [i, to] of streams.entries()) {
      const before = nginx.log().length;
      const socket = net.connect(to, '127.0.0.1');
      socket.on('error', () => {});
      socket.resume();
      await once(socket, 'close');
      const lines = linesSince(before);
      expect(lines).toHaveLength(1);
      expect(markOf(find(lines[0]!).path), lines[0]).toBe(`stream-${i + 1}`);
    }
  });
});
