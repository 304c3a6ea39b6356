/** Kubernetes manifests, plain or in a Helm chart: ConfigMaps with nginx configuration, Ingresses, and what NGINX's controller has in their place. */
import { isMap, isScalar, type Pair, parseAllDocuments, type Scalar, type YAMLMap } from 'yaml';
import { message } from '../../text/message.ts';
import { badYaml } from './bad-yaml.ts';
import { Policies, type Policy, policyOf } from './egress-policy.ts';
import { fromIngresses, type Master, mastersAmong } from './ingress.ts';
import { type Extracted, looksLikeNginx, only, type Piece, type Unclear } from './piece.ts';
import { withoutTags } from './tags.ts';
import { fromVirtualServers, type VirtualServer, virtualServerOf } from './virtual-server.ts';

/** What objects of one file set for those of another. */
export interface Shared {
  /** Masters of mergeable Ingresses. */
  readonly masters: readonly Master[];
  readonly policies: readonly Policy[];
  readonly servers: readonly VirtualServer[];
}

/** What all files share, by what it is asked for with. */
export interface AllShared {
  readonly masters: readonly Master[];
  readonly policies: ReadonlyMap<string, readonly Policy[]>;
  readonly servers: ReadonlyMap<string, readonly VirtualServer[]>;
}

const NOTHING: Shared = { masters: [], policies: [], servers: [] };

export function sharedByAll(each: readonly Shared[]): AllShared {
  return {
    masters: each.flatMap(({ masters }) => masters),
    policies: grouped(
      each.flatMap(({ policies }) => policies),
      ({ name }) => name,
    ),
    servers: grouped(
      each.flatMap(({ servers }) => servers),
      ({ host }) => host,
    ),
  };
}

function grouped<T>(all: readonly T[], key: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(key(one));
    if (group) group.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
}

/** Text without one of these is no manifest for us. */
export function isManifest(text: string): boolean {
  return (
    /^[ \t]*kind:[ \t]*["']?ConfigMap\b/m.test(text) ||
    /nginx\.ingress\.kubernetes\.io\/|\bnginx\.(?:org|com)\//.test(text)
  );
}

/** `shared` is what this file and others have for each other. */
export function fromManifest(text: string, shared: AllShared = sharedByAll([])): Extracted {
  const unclear: Unclear[] = [];
  const all = objectsIn(text, unclear);
  const maps = ofKind(all, 'ConfigMap').map((object) => fromConfigMap(object, text));
  const own = ofKind(all, 'Policy').map((object) => policyOf(object, text));
  const policies = new Policies(own, shared.policies);
  const servers = ofKind(all, 'VirtualServer');
  const routes = ofKind(all, 'VirtualServerRoute');
  const found = [
    ...maps,
    fromIngresses(ofKind(all, 'Ingress'), text, policies, shared.masters),
    fromVirtualServers(servers, routes, text, policies, shared.servers),
  ];
  return {
    pieces: found.flatMap(({ pieces }) => pieces),
    unclear: [...unclear, ...found.flatMap((f) => f.unclear)],
  };
}

function ofKind(objects: readonly YAMLMap[], kind: string): readonly YAMLMap[] {
  return objects.filter((object) => object.get('kind') === kind);
}

/** What the objects of a file set for those of others; most have nothing of the kind. */
export function sharedIn(text: string): Shared {
  const isMaster = /mergeable-ingress-type["']?\s*:\s*["']?master/.test(text);
  const isOfController =
    /\bk8s\.nginx\.org\//.test(text) &&
    /\bkind["']?\s*:\s*["']?(?:Policy|VirtualServer)\b/.test(text);
  if (!isMaster && !isOfController) return NOTHING;
  const all = objectsIn(text, []);
  return {
    masters: isMaster ? mastersAmong(ofKind(all, 'Ingress'), text) : [],
    policies: ofKind(all, 'Policy').map((object) => policyOf(object, text)),
    servers: ofKind(all, 'VirtualServer').map((object) => virtualServerOf(object, text, [])),
  };
}

function objectsIn(text: string, unclear: Unclear[]): readonly YAMLMap[] {
  const found: YAMLMap[] = [];
  for (const document of parseAllDocuments(withoutTags(text), { uniqueKeys: false })) {
    const [error] = document.errors;
    if (error) unclear.push(badYaml(error));
    else if (isMap(document.contents)) found.push(...objects(document.contents));
  }
  return found;
}

/** The object itself, or those of a `List`. */
function objects(top: YAMLMap): readonly YAMLMap[] {
  const items = top.get('items');
  if (top.get('kind') !== 'List' || typeof items !== 'object' || items === null) return [top];
  return 'items' in items ? (items.items as unknown[]).filter((item) => isMap(item)) : [];
}

function fromConfigMap(object: YAMLMap, text: string): Extracted {
  const pieces: Piece[] = [];
  const unclear: Unclear[] = [];
  const data = object.get('data');
  for (const { key, value } of isMap(data) ? (data.items as Pair[]) : []) {
    if (!isScalar(key) || !isScalar(value) || !value.range) continue;
    const name = String(key.value);
    const [start, end] = value.range;
    const source = text.slice(start, end);
    const named = /\.conf$|^nginx/.test(name);
    if (!looksLikeNginx(source) && !(named && source.includes('{{'))) continue;
    const piece = verbatim(value, text);
    if (piece) pieces.push(piece);
    else
      unclear.push({
        rule: 'unreadable',
        severity: 'note',
        range: { start, end: start + (source.split('\n')[0]?.length ?? 0) },
        message: message('lint.embedded.not-verbatim', { key: name }),
      });
  }
  return { pieces, unclear };
}

/** The content of a block scalar, or of a quoted or plain one that needs no unescaping. */
function verbatim(value: Scalar, text: string): Piece | null {
  const [start, end] = value.range ?? [0, 0];
  const source = text.slice(start, end);
  if (value.type === 'BLOCK_LITERAL') {
    const from = text.indexOf('\n', start) + 1;
    const range = { start: from, end: Math.max(from, end) };
    return { text: only(text, range), range, origins: null, notFixable: null };
  }
  if (source.includes('\n') || source.includes('\\') || source.includes("''")) return null;
  if (value.type === 'PLAIN' && source.startsWith('{{')) return null;
  const quoted = value.type === 'QUOTE_DOUBLE' || value.type === 'QUOTE_SINGLE';
  const range = quoted ? { start: start + 1, end: end - 1 } : { start, end };
  const notFixable = message('lint.embedded.one-line');
  return { text: only(text, range), range, origins: null, notFixable };
}
