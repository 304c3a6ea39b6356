/** Servers and locations are found as nginx finds them: the same questions to both. */
import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePorts } from '../../lab/servers/free-port.ts';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { findLocation } from '../../src/upstream/match-location.ts';
import { chooseServer } from '../../src/upstream/match-server.ts';
import type { ServerBlock } from '../../src/upstream/model.ts';
import { allScopes, buildScopes, type Scope } from '../../src/upstream/scopes.ts';
import { firstName } from '../../src/upstream/server-names.ts';
import { normalisedPath } from '../../src/upstream/uri.ts';
import { need } from './need.ts';
import { preamble, type RunningNginx, startNginx, tempPaths, workDir } from './nginx-process.ts';

/** A generator with a seed, so that a failure can be repeated. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const SEED = Number(process.env.SEED ?? 40);
const pick = <T>(next: (n: number) => number, list: readonly T[]): T => list[next(list.length)]!;

const SEGMENTS = ['a', 'b', 'ab', 'api', 'API', 'v1', 'x.php', 'é', 'a b'];
const EXPRESSIONS = [
  '\\.php$',
  '^/api',
  '^/(a|b)/',
  '/v[0-9]+/',
  '^/a(?!b)',
  '(?i)/api/',
  '^/(?<name>[a-z]+)/(?P<rest>.*)$',
  '[[:digit:]]$',
  '^/.{3,4}$',
  'a+b?/',
  '^/[^/]+$',
  '(?<=api)/v1',
  '\\bab\\b',
  '^/(?:a/|b/)*x\\.php$',
];

function locations(
  next: (n: number) => number,
  parent: string | null,
  depth: number,
  id: () => string,
): string {
  const seen = new Set<string>();
  let text = '';
  for (let i = 0; i < 2 + next(6); i++) {
    // Inside an expression nginx allows expressions only.
    const kind = parent === null ? 0 : next(10);
    let head: string;
    let inside = parent;
    if (kind < 4) {
      head = `~${next(2) === 0 ? '*' : ''} "${pick(next, EXPRESSIONS)}"`;
    } else {
      let prefix = parent || '/';
      for (let s = 0; s < 1 + next(2); s++) {
        prefix += `${prefix.endsWith('/') ? '' : '/'}${pick(next, SEGMENTS)}`;
      }
      if (next(3) === 0) prefix += '/';
      if (next(8) === 0) prefix = parent || '/';
      inside = prefix;
      head = `${pick(next, ['', '', '=', '^~'])} "${prefix}"`;
    }
    // nginx has one prefix location of a name, whatever its modifier, and one exact one.
    const key = head.replace(/^\^~/, '').trim();
    if (seen.has(key)) continue;
    seen.add(key);
    const nested = depth < 2 && !head.startsWith('=') && next(3) === 0;
    const inner = nested ? locations(next, kind < 4 ? null : inside, depth + 1, id) : '';
    text += `location ${head} { ${inner} return 200 ${id()}; }\n`;
  }
  return text;
}

const URI_PARTS = [
  ...SEGMENTS.map(encodeURI),
  '..',
  '.',
  '',
  '%61',
  'A',
  'zz',
  'x.PHP',
  'v12',
  '%2e%2e',
  'a%2Fb',
];
function uri(next: (n: number) => number): string {
  let text = '';
  for (let i = 0; i < 1 + next(4); i++) text += `/${pick(next, URI_PARTS)}`;
  return text + pick(next, ['', '', '/', '?q=/a', '#/b']);
}

const NAME_FORMS = [
  'a.example.com',
  'b.example.com',
  '*.example.com',
  '.example.com',
  '*.b.example.com',
  'www.example.*',
  'www.*',
  '~^(?<n>.+)\\.example\\.com$',
  '~^A[0-9]+\\.',
  '~example\\.(com|net)$',
  'example.com',
  '_',
  '""',
  'EXAMPLE.net',
];
const HOSTS = [
  'a.example.com',
  'A.Example.Com',
  'a.example.com.',
  'a.example.com:8080',
  'c.example.com',
  'x.b.example.com',
  'b.example.com',
  'www.example.com',
  'www.example.net',
  'www.other.org',
  'example.com',
  'example.net',
  'a1.other.org',
  '_',
  '10.0.0.1',
  'nothing',
];

const SERVERS = 24;
const NAME_SETS = 12;
const URIS = 60;

describe.skipIf(!need('nginx'))('matching, against nginx itself', () => {
  const next = random(SEED);
  let nginx: RunningNginx;
  let port = 0;
  /** Where double slashes are kept: the default server of an address decides for all of its servers. */
  let kept = 0;
  let ports: number[] = [];
  let text = '';
  let servers: Scope[] = [];
  const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

  const ask = (host: string, path: string, to: number) =>
    new Promise<{ status: number; body: string }>((done, fail) => {
      const request = http.request(
        { agent, port: to, host: '127.0.0.1', path, headers: { Host: host } },
        (answer) => {
          let body = '';
          answer.on('data', (d) => {
            body += d;
          });
          answer.on('end', () => done({ status: answer.statusCode ?? 0, body }));
        },
      );
      request.on('error', fail);
      request.end();
    });

  beforeAll(async () => {
    const dir = workDir();
    [port = 0, kept = 0, ...ports] = await freePorts(2 + NAME_SETS);
    let count = 0;
    const id = () => `L${++count}`;
    let body = '';
    for (let i = 0; i < SERVERS; i++) {
      body += `server { listen 127.0.0.1:${i % 3 === 0 ? kept : port}; server_name s${i}.test; ${i === 0 ? 'merge_slashes off;' : ''}
${locations(next, '', 0, id)} }\n`;
    }
    for (const [i, to] of ports.entries()) {
      const names = NAME_FORMS.filter(() => next(2) === 0);
      const chosen = next(names.length + 1);
      for (const [n, name] of names.entries()) {
        body += `server { listen 127.0.0.1:${to}${n === chosen ? ' default_server' : ''}; server_name ${name};
  location / { return 200 "$server_name|N${i}-${n}"; } }\n`;
      }
    }
    text = `${preamble(dir, 'error')}http { ${tempPaths(dir)} server_names_hash_bucket_size 128;\n${body} }\n`;
    nginx = await startNginx(dir, text, port);
    const set = loadConfig('nginx.conf', memoryFiles({ 'nginx.conf': text }));
    servers = [...allScopes(buildScopes(set))].filter((s) => s.level === 'server');
  });
  afterAll(async () => {
    agent.destroy();
    await nginx?.stop();
  });

  it(`serves ${SERVERS * URIS} requests from the location that we name`, async () => {
    const differences: string[] = [];
    let found = 0;
    for (let i = 0; i < SERVERS; i++) {
      const server = servers.find((s) => s.server?.names[0] === `s${i}.test`)!;
      for (let n = 0; n < URIS; n++) {
        const path = uri(next);
        const answer = await ask(`s${i}.test`, path, i % 3 === 0 ? kept : port);
        const normal = normalisedPath(path, i % 3 !== 0);
        let ours = '400';
        if (normal !== null) {
          const match = findLocation(server, normal);
          expect(match.undecided, path).toEqual([]);
          ours = match.scope?.own.get('return')?.[0]?.directive.args[1]?.value ?? 'none';
        }
        const theirs = answer.status === 200 ? answer.body : answer.status === 400 ? '400' : 'none';
        if (theirs.startsWith('L')) found++;
        if (ours !== theirs)
          differences.push(`s${i} ${path} (${normal}): nginx ${theirs}, we ${ours}`);
      }
    }
    expect(differences).toEqual([]);
    // The question is only worth asking when many requests meet a location.
    expect(found).toBeGreaterThan((SERVERS * URIS) / 4);
  });

  it(`chooses the server for ${HOSTS.length} hosts on ${NAME_SETS} addresses`, async () => {
    const blocks: ServerBlock[] = servers.map((s) => s.server!);
    const differences: string[] = [];
    for (const to of ports) {
      for (const host of HOSTS) {
        const answer = await ask(host, '/', to);
        const ours = chooseServer(blocks, `127.0.0.1:${to}`, host);
        const at = servers.find((s) => s.server === ours?.server);
        const id = at?.children[0]?.own.get('return')?.[0]?.directive.args[1]?.value.split('|')[1];
        const expected = `${ours ? firstName(ours.server) : ''}|${id}`;
        if (answer.body !== expected) {
          differences.push(`${host} on ${to}: nginx ${answer.body}, we ${expected}`);
        }
      }
    }
    expect(differences).toEqual([]);
  });
});
