/**
 * The blocks of a configuration as nginx nests them: includes expanded, each
 * block with its parent and the directives that matter here. Everything in this
 * folder works on scopes; nothing walks the tree a second time.
 */
import { PASS_DIRECTIVES, RUNTIME_SETTERS } from '../directives/passes.ts';
import { TLS_DIRECTIVES } from '../directives/tls.ts';
import type { Directive, Item } from '../nginx/tree.ts';
import type { ConfigSet, Located } from '../nginx/tree-set.ts';
import type { Level, LocationBlock, ServerBlock } from './model.ts';

export interface Scope {
  readonly level: Level;
  /** The block's directive; null for the main level and for what a fragment only implies. */
  readonly at: Located | null;
  readonly parent: Scope | null;
  readonly children: Scope[];
  /** Directives of interest that stand at this level itself, by name, in order. */
  readonly own: Map<string, Located[]>;
  /** `set`, `if` and `return` in order: what the rewrite module runs. */
  readonly rewrites: (Located | Scope)[];
  /** Some `*_ssl_*` directive stands at this level. */
  tls: boolean;
  readonly server: ServerBlock | null;
  readonly location: LocationBlock | null;
  /** Block directives that define things at this level: `upstream`, `map`, `geo`, `split_clients`. */
  readonly definitions: Located[];
}

const CHILD_LEVELS: ReadonlyMap<string, Level> = new Map([
  ['http', 'http'],
  ['stream', 'stream'],
  ['server', 'server'],
  ['location', 'location'],
  ['if', 'if'],
  ['limit_except', 'limit_except'],
]);
const DEFINITIONS: ReadonlySet<string> = new Set([
  'upstream',
  'map',
  'geo',
  'split_clients',
  'geoip2',
]);
const REWRITES: ReadonlySet<string> = new Set(['set', 'return', 'rewrite', 'break']);
const TLS_NAMES: ReadonlySet<string> = new Set(TLS_DIRECTIVES.map((d) => d.name));
const OF_INTEREST: ReadonlySet<string> = new Set([
  ...TLS_NAMES,
  ...REWRITES,
  ...RUNTIME_SETTERS,
  ...Object.values(PASS_DIRECTIVES).flatMap((p) => [p.name, p.headers?.directive ?? p.name]),
  'server_name',
  'listen',
  'proxy_http_version',
  'proxy_protocol',
  'merge_slashes',
  'resolver',
]);

/** Includes deeper than this are cut, as the loader cuts cycles. */
const MAX_DEPTH = 200;

/** The outermost scope of a configuration or fragment, with all below it. */
export function buildScopes(set: ConfigSet): Scope {
  const root = newScope(set.context, null, null);
  const main = set.files.get(set.main);
  if (main) fill(root, main.items, main.path, set, 0);
  return root;
}

function newScope(level: Level, at: Located | null, parent: Scope | null): Scope {
  const scope: Scope = {
    level,
    at,
    parent,
    children: [],
    own: new Map(),
    rewrites: [],
    tls: false,
    server: parent?.server ?? null,
    location: level === 'location' && at ? locationOf(at) : (parent?.location ?? null),
    definitions: [],
  };
  parent?.children.push(scope);
  return scope;
}

function fill(scope: Scope, items: readonly Item[], file: string, set: ConfigSet, depth: number) {
  if (depth > MAX_DEPTH) return;
  for (const item of items) {
    if (item.kind !== 'directive') continue;
    if (item.name === 'include' && !item.block) {
      for (const path of set.includes.get(item) ?? []) {
        const included = set.files.get(path);
        if (included) fill(scope, included.items, included.path, set, depth + 1);
      }
    } else if (item.block && item.block.content !== 'lua') {
      fillBlock(scope, item, file, set, depth);
    } else if (OF_INTEREST.has(item.name)) {
      keep(scope, { file, directive: item });
    }
  }
}

function fillBlock(scope: Scope, d: Directive, file: string, set: ConfigSet, depth: number) {
  const at: Located = { file, directive: d };
  if (DEFINITIONS.has(d.name)) {
    scope.definitions.push(at);
    return;
  }
  const named = CHILD_LEVELS.get(d.name);
  if (!named || !d.block) return;
  const level = named === 'server' && isStream(scope) ? 'stream-server' : named;
  const child = newScope(level, at, scope);
  if (level === 'if') scope.rewrites.push(child);
  fill(child, d.block.items, file, set, depth + 1);
  if (level === 'server' || level === 'stream-server') setServer(child, serverOf(child, at));
}

function keep(scope: Scope, at: Located) {
  const { name } = at.directive;
  const list = scope.own.get(name);
  if (list) list.push(at);
  else scope.own.set(name, [at]);
  if (TLS_NAMES.has(name)) scope.tls = true;
  else if (REWRITES.has(name)) scope.rewrites.push(at);
}

/** The server block is known once its directives are read, and its locations are read with them. */
function setServer(scope: Scope, server: ServerBlock) {
  (scope as { server: ServerBlock | null }).server = server;
  for (const child of scope.children) setServer(child, server);
}

function serverOf(scope: Scope, at: Located): ServerBlock {
  const names = (scope.own.get('server_name') ?? []).flatMap(words);
  const listens = (scope.own.get('listen') ?? []).map((l) => words(l).join(' '));
  return {
    at,
    names,
    listens: listens.length > 0 || scope.level === 'stream-server' ? listens : ['*:80'],
  };
}

function words(at: Located): string[] {
  return at.directive.args.map((w) => w.value);
}

const MODIFIERS: ReadonlySet<string> = new Set(['=', '^~', '~', '~*']);

/** `location = /x`, `location =/x`, `location @name` … as nginx reads them. */
function locationOf(at: Located): LocationBlock {
  const [first = '', second] = words(at);
  if (second !== undefined && MODIFIERS.has(first)) {
    return { at, modifier: first as LocationBlock['modifier'], path: second };
  }
  const glued = /^(?:=|\^~|~\*|~|@)/.exec(first)?.[0] ?? '';
  const path = glued === '@' ? first : first.slice(glued.length);
  return { at, modifier: glued as LocationBlock['modifier'], path };
}

export function isStream(scope: Scope): boolean {
  for (let s: Scope | null = scope; s; s = s.parent) {
    if (s.level === 'stream' || s.level === 'stream-server') return true;
  }
  return false;
}

/** Innermost scope of the level, the scope itself included. */
export function enclosing(scope: Scope, levels: readonly Level[]): Scope | null {
  for (let s: Scope | null = scope; s; s = s.parent) if (levels.includes(s.level)) return s;
  return null;
}

/** All scopes, outermost first, in the order of the configuration. */
export function* allScopes(scope: Scope): Generator<Scope> {
  const stack = [scope];
  for (let s = stack.pop(); s; s = stack.pop()) {
    yield s;
    for (let i = s.children.length - 1; i >= 0; i--) stack.push(s.children[i]!);
  }
}
