import { describe, expect, it } from 'vitest';
import { parseUpstream } from '../../src/log/fields.ts';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { lineOf } from '../../src/nginx/walk.ts';
import { matcher, type RequestSeen } from '../../src/upstream/match.ts';
import { upstreamPaths } from '../../src/upstream/paths.ts';
import { normalisedPath } from '../../src/upstream/uri.ts';

/** Line of the pass that the request came from, the others, and how it was found. */
function place(text: string, seen: Partial<RequestSeen> & { uri?: string; to?: string }) {
  const set = loadConfig('nginx.conf', memoryFiles({ 'nginx.conf': text }));
  const match = matcher(upstreamPaths(set, { nginx: '1.22.1' }))({
    server: null,
    request: seen.uri === undefined ? null : { method: 'GET', uri: seen.uri },
    subrequest: null,
    upstream: seen.to === undefined ? null : parseUpstream(seen.to),
    host: null,
    ...seen,
  });
  const line = (p: (typeof match)['path']) => (p ? lineOf(set, p.pass) : null);
  return { line: line(match.path), others: match.others.map(line), how: match.how };
}

const TWO = `http {
  server { server_name a.test;
    location /v1/ { proxy_pass https://10.0.0.1; }
    location /v2/ { proxy_pass https://10.0.0.2:8443/x/; }
    location /v3/ { proxy_pass https://$up; }
    location ~ (?>no)pe { proxy_pass https://10.0.0.1; }
  }
  server { server_name b.test; location / { proxy_pass https://b.example.com; } }
}`;

describe('the place of a request', () => {
  it('is a lone location, whatever the log says of servers', () => {
    const lone = 'location /v2/ {\n proxy_pass https://10.0.4.22:443;\n}';
    const to = 'https://10.0.4.22:443/v2/ingest';
    expect(place(lone, { server: 'api.internal', uri: '/v2/ingest', to })).toEqual({
      line: 2,
      others: [],
      how: 'request',
    });
    expect(place(lone, { server: 'api.internal', uri: '/other', to }).how).toBe('upstream');
    expect(place(lone, { server: 'x', uri: '/v2/', to: 'https://10.9.9.9:443/v2/' }).how).toBe(
      'location',
    );
    expect(place('proxy_pass https://10.0.4.22;', { uri: '/any', to }).line).toBe(1);
  });

  it('is told by the upstream where the request leads elsewhere', () => {
    const seen = { server: 'a.test', uri: '/v1/x', to: 'https://10.0.0.2:8443/x/y' };
    expect(place(TWO, seen)).toEqual({ line: 4, others: [], how: 'upstream' });
  });

  it('is not another server’s when the log’s server is known', () => {
    const seen = { server: 'b.test', uri: '/', to: 'https://10.0.0.1:443/' };
    expect(place(TWO, seen).line).toBe(8);
    expect(place(TWO, { ...seen, to: 'https://10.0.0.1:9/' })).toEqual({
      line: 8,
      others: [],
      how: 'location',
    });
  });

  it('keeps what cannot be decided among the others', () => {
    const seen = { server: 'a.test', uri: '/v1/nope', to: 'https://10.0.0.1:443/v1/nope' };
    expect(place(TWO, seen)).toEqual({ line: 6, others: [3], how: 'request' });
  });

  it('follows the port and the scheme of the upstream', () => {
    const text = `http { server { server_name a.test;
      location /a { proxy_pass https://x.example.com:8443; }
      location /b { proxy_pass http://x.example.com:8443; }
      location /c { proxy_pass https://x.example.com; } } }`;
    const to = 'https://10.1.1.1:8443/';
    expect(place(text, { server: 'a.test', to }).line).toBe(2);
    expect(place(text, { server: 'a.test', uri: '/c', to })).toMatchObject({
      line: 2,
      how: 'upstream',
    });
    expect(place(text, { server: 'a.test', uri: '/c', to: 'http://10.1.1.1:8443/' }).line).toBe(3);
  });

  it('finds a group by its peers and by its own name', () => {
    const text = `http { upstream grp { server 10.0.0.1:443; server [::1]:443; server unix:/u.sock; }
      server { server_name a.test; location / { proxy_pass https://grp; } } }`;
    for (const to of [
      'https://10.0.0.1:443/',
      'https://[::1]:443/',
      'https://grp/',
      'https://unix:/u.sock:/',
    ]) {
      expect(place(text, { server: 'a.test', uri: '/', to }), to).toMatchObject({
        line: 2,
        how: 'request',
      });
    }
  });

  it('is nowhere when nothing fits', () => {
    expect(place('events {}', { uri: '/', to: 'https://10.0.0.1:443/' })).toEqual({
      line: null,
      others: [],
      how: null,
    });
    expect(place(TWO, { server: 'z.test', to: 'grpcs://10.0.0.1:1/' }).line).toBeNull();
  });
});

describe('request paths', () => {
  it('are decoded and resolved as nginx does', () => {
    const cases: [string, string | null][] = [
      ['/a/b?x=/c', '/a/b'],
      ['/a//b///c', '/a/b/c'],
      ['/a/./b/../c', '/a/c'],
      ['/a/..', '/'],
      ['/%61%2Fb', '/a/b'],
      ['/a/b/.', '/a/b/'],
      ['/..', null],
      ['/%', null],
      ['/%00', null],
      ['http://host/x?y', '/x'],
      ['http://host', '/'],
      ['*', null],
      ['/é', '/\u00c3\u00a9'],
    ];
    for (const [uri, path] of cases) expect(normalisedPath(uri, true), uri).toBe(path);
    expect(normalisedPath('/a//b', false)).toBe('/a//b');
  });
});
