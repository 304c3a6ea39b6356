/** `upstream` blocks and their peers. */
import { keepaliveByDefault } from '../directives/passes.ts';
import type { Item } from '../nginx/tree.ts';
import type { ConfigSet, Located } from '../nginx/tree-set.ts';
import { addressOf } from './address.ts';
import type { Peer, UpstreamGroup } from './model.ts';
import { definingScopes, type Scope } from './scopes.ts';

/** Groups by lower-case name: http and stream have their own. */
export interface Groups {
  readonly http: ReadonlyMap<string, UpstreamGroup>;
  readonly stream: ReadonlyMap<string, UpstreamGroup>;
}

export function groupsOf(root: Scope, set: ConfigSet, nginx: string): Groups {
  const http = new Map<string, UpstreamGroup>();
  const stream = new Map<string, UpstreamGroup>();
  for (const scope of definingScopes(root)) {
    for (const at of scope.definitions) {
      if (at.directive.name !== 'upstream') continue;
      const inStream = scope.stream;
      const group = groupOf(at, set, inStream ? null : 80, !inStream && keepaliveByDefault(nginx));
      if (group) (inStream ? stream : http).set(group.name.toLowerCase(), group);
    }
  }
  return { http, stream };
}

function groupOf(
  at: Located,
  set: ConfigSet,
  defaultPort: number | null,
  keptAlive: boolean,
): UpstreamGroup | null {
  const name = at.directive.args[0]?.value;
  if (!name || !at.directive.block) return null;
  const peers: Peer[] = [];
  let keepalive = keptAlive;
  const read = (items: readonly Item[], file: string, depth: number) => {
    for (const item of items) {
      if (item.kind !== 'directive') continue;
      const [first] = item.args;
      if (item.name === 'include' && depth < 20) {
        for (const path of set.includes.get(item) ?? []) {
          read(set.files.get(path)?.items ?? [], path, depth + 1);
        }
      } else if (item.name === 'server' && first) {
        const address = addressOf(first.value, defaultPort);
        const parameters = item.args.slice(1).map((w) => w.value);
        peers.push({ address: first.value, ...address, at: { file, directive: item }, parameters });
      } else if (item.name === 'keepalive' && first) {
        keepalive = first.value !== '0';
      }
    }
  };
  read(at.directive.block.items, at.file, 0);
  return { name, at, peers, keepalive };
}
