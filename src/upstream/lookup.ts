/** Finds places among the thousands of a large configuration; each index is made once. */
import type { Directive } from '../nginx/tree.ts';
import type { Located } from '../nginx/tree-set.ts';
import { rememberLast } from '../text/remember-last.ts';
import type { UpstreamTls } from './model.ts';

interface Index {
  readonly under: ReadonlyMap<Directive, readonly UpstreamTls[]>;
  readonly to: ReadonlyMap<string, readonly UpstreamTls[]>;
}

const beside = new WeakMap<UpstreamTls, readonly UpstreamTls[]>();

function push<K>(map: Map<K, UpstreamTls[]>, key: K, path: UpstreamTls): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [path]);
  else if (known.at(-1) !== path) known.push(path);
}

const indexOf = rememberLast((all: readonly UpstreamTls[]): Index => {
  const under = new Map<Directive, UpstreamTls[]>();
  const to = new Map<string, UpstreamTls[]>();
  for (const path of all) {
    for (const scope of path.scopes) push(under, scope.at.directive, path);
    for (const target of targetsOf(path)) push(to, target, path);
  }
  return { under, to };
});

/** Hosts, addresses and groups that a place can reach: what places with the same upstream have in common. */
export function targetsOf(path: UpstreamTls): ReadonlySet<string> {
  const { target } = path;
  return new Set([
    target.host.written,
    ...target.host.values,
    ...target.groups.flatMap((group) => [group.name, ...group.peers.map((peer) => peer.host)]),
  ]);
}

/** Among so few places an index costs more than going through them. */
const FEW = 100;

/** Places inside a block, in the order of the configuration. */
export function pathsUnder(all: readonly UpstreamTls[], block: Directive): readonly UpstreamTls[] {
  if (all.length <= FEW)
    return all.filter(({ scopes }) => scopes.some(({ at }) => at.directive === block));
  return indexOf(all).under.get(block) ?? [];
}

/** Other places that share a host, an address or a group with this one. */
export function pathsBeside(
  all: readonly UpstreamTls[],
  path: UpstreamTls,
): readonly UpstreamTls[] {
  const known = beside.get(path);
  if (known !== undefined) return known;
  const { to } = indexOf(all);
  const found = new Set<UpstreamTls>();
  for (const target of targetsOf(path))
    for (const other of to.get(target) ?? []) if (other !== path) found.add(other);
  const list = [...found];
  beside.set(path, list);
  return list;
}

/** Places that take one of their settings from a directive. */
export function pathsDecidedBy(
  all: readonly UpstreamTls[],
  directive: Directive,
): readonly UpstreamTls[] {
  if (all.length <= FEW)
    return all.filter((path) => originsOf(path).some((at) => at.directive === directive));
  return byOrigin(all).get(directive) ?? [];
}

/** Where the settings of a place stand, those that do. */
function originsOf({ settings }: UpstreamTls): readonly Located[] {
  const { confCommands, ...single } = settings;
  const found: Located[] = [];
  for (const { origin } of [...Object.values(single), ...confCommands])
    if (origin.kind === 'directive') found.push(origin.at);
  return found;
}

const byOrigin = rememberLast((all: readonly UpstreamTls[]) => {
  const map = new Map<Directive, UpstreamTls[]>();
  for (const path of all) {
    for (const at of originsOf(path)) push(map, at.directive, path);
  }
  return map;
});
