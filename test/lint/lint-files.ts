/** Lints texts, for tests. */
import type { NamedFiles } from '../../src/causes/named-files.ts';
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

/** Lints a configuration whose main file is `nginx.conf`. */
export function lintFiles(
  files: Readonly<Record<string, string>>,
  preset: Preset = 'recommended',
  named: NamedFiles = new Map(),
): Linted {
  const set = loadConfig('nginx.conf', memoryFiles(files));
  const paths = upstreamPaths(set, VERSIONS);
  const context = {
    set,
    scopes: buildScopes(set),
    paths,
    versions: VERSIONS,
    files: named,
    now: Date.parse('2026-06-01T00:00:00Z'),
    expiresWithinDays: 30,
  };
  const { findings } = lint(context, { ...DEFAULT_SETTINGS, extends: preset });
  return { set, paths, findings };
}
