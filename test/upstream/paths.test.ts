/** Each folder of `fixtures/` is one story: a configuration, and what nginx sends and checks where it proxies. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { lineOf } from '../../src/nginx/walk.ts';
import type { Possible, Setting, UpstreamTls } from '../../src/upstream/model.ts';
import { eachUpstreamPath, upstreamPaths } from '../../src/upstream/paths.ts';
import { onlyValue } from '../../src/upstream/possible.ts';

interface Story {
  readonly nginx?: string;
  /** In order of the configuration; only what is stated is compared. */
  readonly paths: readonly Record<string, unknown>[];
}

const root = path.resolve(import.meta.dirname, 'fixtures');
const stories = globSync('*/expected.json', { cwd: root }).map((f) => path.dirname(f));

function load(story: string) {
  const dir = path.join(root, story);
  const files = globSync(['**/*.conf', '**/*.inc'], { cwd: dir });
  return loadConfig(
    'nginx.conf',
    memoryFiles(Object.fromEntries(files.map((f) => [f, readFileSync(path.join(dir, f), 'utf8')]))),
  );
}

const unknowns = (p: Possible | null) =>
  p?.unknown.map((u) => `${u.variable} ${u.why}`).join(', ') ?? '';
const only = (p: Possible | null) => (p ? onlyValue(p) : null);

function seen(set: ReturnType<typeof load>, p: UpstreamTls): Record<string, unknown> {
  const { settings: s, target } = p;
  const origin = (x: Setting<unknown>) =>
    x.origin.kind === 'directive' ? lineOf(set, x.origin.at) : x.origin.kind;
  return {
    file: p.pass.file,
    line: lineOf(set, p.pass),
    module: p.module,
    level: p.level,
    scopes: p.scopes.map((x) => x.level).join(' '),
    server: p.server !== null,
    location: p.location && `${p.location.modifier} ${p.location.path}`.trim(),
    tls: p.tls,
    scheme: target.scheme,
    kind: target.kind,
    port: target.port,
    values: target.host.values,
    complete: target.host.complete,
    unknown: unknowns(target.host),
    peers: target.groups.flatMap((g) => g.peers.map((x) => `${x.host} ${x.port}`)),
    keepalive: target.groups[0]?.keepalive,
    sni: p.sni.sent === 'yes' ? only(p.sni.name) : null,
    sent: p.sni.sent,
    why: p.sni.why,
    checked: only(p.checkedName),
    checkedUnknown: unknowns(p.checkedName),
    host: only(p.hostHeader),
    hostUnknown: unknowns(p.hostHeader),
    verify: s.verify.value,
    ca: s.trustedCertificate.value,
    crl: s.crl.value,
    certificate: only(s.certificate.value),
    protocols: s.protocols.value.join(' '),
    commands: s.confCommands.map((c) => c.value.join(' ')),
    alpn: s.alpn.value.join(' '),
    proxyProtocol: p.proxyProtocol,
    undecided: Object.entries(s).flatMap(([key, x]) =>
      !Array.isArray(x) && (x as Setting<unknown>).undecided ? [key] : [],
    ),
    origins: {
      name: origin(s.name),
      verify: origin(s.verify),
      serverName: origin(s.serverName),
    },
  };
}

describe('upstream TLS in force', () => {
  it('finds the stories', () => {
    expect(stories.length).toBeGreaterThan(12);
  });

  for (const story of stories) {
    it(story.replaceAll('-', ' '), () => {
      const expected = JSON.parse(
        readFileSync(path.join(root, story, 'expected.json'), 'utf8'),
      ) as Story;
      const set = load(story);
      const paths = upstreamPaths(set, { nginx: expected.nginx ?? '1.22.1' });
      const actual = paths.map((p) => seen(set, p));
      const one = [...eachUpstreamPath(set, { nginx: expected.nginx ?? '1.22.1' })];
      expect(one.map((p) => seen(set, p))).toEqual(actual);
      expect(actual.map((a) => a.line)).toEqual(expected.paths.map((e) => e.line));
      for (const [i, e] of expected.paths.entries()) expect(actual[i]).toMatchObject(e);
    });
  }
});

it('finds paths that another thread can be sent, with everything in them', () => {
  const all = stories.flatMap((story) => upstreamPaths(load(story), { nginx: '1.26.3' }));
  const sent = structuredClone(all);
  expect(sent).toHaveLength(all.length);
  for (const [i, one] of all.entries()) {
    expect(sent[i]).toEqual(Object.fromEntries(Object.entries(one)));
    expect(Object.keys(sent[i] ?? {})).toContain('hostHeader');
  }
});
