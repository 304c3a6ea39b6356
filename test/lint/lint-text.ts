/** Lints a text, for tests. */
import { lint } from '../../src/lint/lint.ts';
import type { Finding, Preset } from '../../src/lint/rule.ts';
import { DEFAULT_SETTINGS } from '../../src/lint/settings.ts';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import type { ConfigSet } from '../../src/nginx/tree-set.ts';
import type { UpstreamTls } from '../../src/upstream/model.ts';
import { upstreamPaths } from '../../src/upstream/paths.ts';
import { buildScopes } from '../../src/upstream/scopes.ts';

const VERSIONS = { nginx: '1.22.1', openssl: '3.0.19', from: 'flag' } as const;

export interface Linted {
  readonly set: ConfigSet;
  readonly paths: readonly UpstreamTls[];
  readonly findings: readonly Finding[];
}

/** Lints one file of its own, without reading what it names. */
export function lintText(text: string, preset: Preset = 'recommended'): Linted {
  const set = loadConfig('nginx.conf', memoryFiles({ 'nginx.conf': text }));
  const paths = upstreamPaths(set, VERSIONS);
  const context = {
    set,
    scopes: buildScopes(set),
    paths,
    versions: VERSIONS,
    files: new Map(),
    now: Date.parse('2026-06-01T00:00:00Z'),
    expiresWithinDays: 30,
  };
  const { findings } = lint(context, { ...DEFAULT_SETTINGS, extends: preset });
  return { set, paths, findings };
}

export function findingsIn(text: string): readonly Finding[] {
  return lintText(text).findings;
}
