/** What the rules are given of a configuration on this disk. */
import path from 'node:path';
import type { NamedFile } from '../causes/named-files.ts';
import type { LintContext } from '../lint/rule.ts';
import type { Settings } from '../lint/settings.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { allMentions, readNamedFiles } from '../node/certificates.ts';
import { ASSUMED_VERSIONS, type Versions } from '../tls/versions.ts';
import { upstreamPaths } from '../upstream/paths.ts';
import { buildScopes } from '../upstream/scopes.ts';

export interface ContextOptions {
  readonly nginxVersion?: string;
  readonly opensslVersion?: string;
  /** Whether the certificates that the configuration names may be read. */
  readonly files: boolean;
}

/** What several configurations, linted one after the other, have in common. */
export interface Common {
  readonly now: number;
  /** Named files that have been read. */
  readonly known: Map<string, NamedFile>;
  /** Collects the variables that any server may have set, when it matters. */
  readonly sought?: Set<string>;
}

export function lintContext(
  set: ConfigSet,
  settings: Settings,
  options: ContextOptions,
  { now, known, sought }: Common = { now: Date.now(), known: new Map() },
): LintContext {
  const versions = versionsOf(settings, options);
  const scopes = buildScopes(set);
  const paths = upstreamPaths(set, versions, scopes, { sought, hostHeader: false });
  const files = options.files
    ? readNamedFiles(allMentions(paths, scopes), path.dirname(path.resolve(set.main)), known)
    : new Map();
  const expiresWithinDays = Number.parseInt(settings.expires, 10);
  return { set, scopes, paths, versions, files, now, expiresWithinDays };
}

function versionsOf(settings: Settings, options: ContextOptions): Versions {
  const nginx = options.nginxVersion ?? settings.nginx;
  const openssl = options.opensslVersion ?? settings.openssl;
  return {
    nginx: nginx ?? ASSUMED_VERSIONS.nginx,
    openssl: openssl ?? ASSUMED_VERSIONS.openssl,
    from: nginx === undefined ? 'assumed' : 'flag',
  };
}
