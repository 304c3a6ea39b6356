/** Which places can be verified with the system's CAs, and which have to stay as they are. */

import { pathsBeside } from '../upstream/lookup.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import { settingScope } from '../upstream/rewrite.ts';

/** Why a place keeps what it has. */
export type Kept =
  | 'verified'
  | 'opted-out'
  | 'own-ca'
  | 'undecided'
  | 'unknown-name'
  | 'address'
  | 'group-name'
  | 'private-name'
  | 'fails'
  | 'shares-block'
  | 'shares-sessions';

export interface Outcome {
  readonly path: UpstreamTls;
  /** Null when the place gains verification. */
  readonly kept: Kept | null;
}

/** Upstreams are asked, so what only they can tell is no reason to keep a place. */
export interface Trial {
  /** Places whose upstream nginx would not get through to, by their number among those that speak TLS. */
  readonly failed: ReadonlySet<number>;
}

/** Outcomes of all places that speak TLS to the upstream, or may. */
export function outcomesOf(
  all: readonly UpstreamTls[],
  trial: Trial | null = null,
): readonly Outcome[] {
  const paths = all.filter((path) => path.tls !== 'no');
  const kept = new Map<UpstreamTls, Kept | null>(
    paths.map((path, i) => {
      const reason = ownReason(path, trial !== null);
      return [path, reason === null && trial?.failed.has(i) ? 'fails' : reason];
    }),
  );
  for (let changed = true; changed; ) {
    changed = false;
    const unverified = paths.filter((path) => (kept.get(path) ?? 'verified') !== 'verified');
    const blocks = new Set(unverified.map((path) => settingScope(path)?.directive));
    for (const path of paths) {
      if (kept.get(path) !== null) continue;
      const reason = blocks.has(settingScope(path)?.directive)
        ? 'shares-block'
        : // A session made without verification fails where it is verified.
          pathsBeside(all, path).some(
              (other) => unverified.includes(other) && sharesSessions(path, other),
            )
          ? 'shares-sessions'
          : null;
      if (reason === null) continue;
      kept.set(path, reason);
      changed = true;
    }
  }
  return paths.map((path) => ({ path, kept: kept.get(path) ?? null }));
}

/** nginx keeps a session with the peer of a group, or of the host and port that stand in its place. */
function sharesSessions(a: UpstreamTls, b: UpstreamTls): boolean {
  const keeping = ({ target: { groups, host, port } }: UpstreamTls) =>
    groups.length > 0 ? groups.map(({ name }) => name) : host.values.map((h) => `${h}:${port}`);
  const others = new Set(keeping(b));
  return keeping(a).some((key) => others.has(key));
}

function ownReason(path: UpstreamTls, asked: boolean): Kept | null {
  const { verify, serverName, trustedCertificate } = path.settings;
  if (path.tls === 'depends' || verify.undecided || serverName.undecided) return 'undecided';
  if (verify.value) return 'verified';
  if (isInner(verify.origin) || (isInner(serverName.origin) && !serverName.value))
    return 'opted-out';
  if (trustedCertificate.value !== null && !asked) return 'own-ca';
  const reason = nameReason(path);
  return asked && reason === 'private-name' ? null : reason;
}

/** Set below the level of the baseline: somebody meant this place. */
function isInner(origin: UpstreamTls['settings']['verify']['origin']): boolean {
  return origin.kind === 'directive' && origin.level !== 'http' && origin.level !== 'stream';
}

function nameReason({ checkedName, target }: UpstreamTls): Kept | null {
  const { complete, values } = checkedName;
  if (!complete || values.length === 0) return 'unknown-name';
  if (values.some((name) => !/[a-z]/i.test(name) || name.includes(':'))) return 'address';
  const groups = new Set(target.groups.map((group) => group.name));
  if (values.some((name) => groups.has(name) && !isPublic(name))) return 'group-name';
  return values.every(isPublic) ? null : 'private-name';
}

/** Top-level names that no public CA signs. */
const PRIVATE =
  /\.(?:local|localhost|localdomain|internal|intranet|lan|corp|home|private|test|invalid|svc|consul|docker|onion|arpa)$/i;

/** A name that a public CA can have signed: only those are in the system's bundle. */
function isPublic(name: string): boolean {
  return /^(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*[a-z0-9]$/i.test(name) && !PRIVATE.test(name);
}
