/**
 * The blocks of a configuration as nginx nests them: includes expanded, each
 * block with its parent and the directives that matter here. Everything in this
 * folder works on scopes; nothing walks the tree a second time.
 */
import { PASS_DIRECTIVES, RUNTIME_SETTERS } from '../directives/passes.ts';
import { COMMERCIAL_ONLY, TLS_DIRECTIVES } from '../directives/tls.ts';
import type { Directive, Item } from '../nginx/tree.ts';
import type { ConfigSet, Located } from '../nginx/tree-set.ts';
import type { Level, LocationBlock, ServerBlock } from './model.ts';
import { OwnDirectives } from './own-directives.ts';

export interface Scope {
  readonly level: Level;
  /** The block's directive; null for the main level and for what a fragment only implies. */
  readonly at: Located | null;
  readonly parent: Scope | null;
  /** Below `stream`, or a fragment of it. */
  readonly stream: boolean;
  readonly children: readonly Scope[];
  /** Directives of interest that stand at this level itself. */
  readonly own: OwnDirectives;
  /** `set`, `if`, `rewrite`, `return` and `break` in order: what the rewrite module runs. */
  readonly rewrites: readonly (Located | Scope)[];
  /** Some `*_ssl_*` directive stands at this level. */
  readonly tls: boolean;
  readonly server: ServerBlock | null;
  readonly location: LocationBlock | null;
  /** Block directives that define things at this level: `upstream`, `map`, `geo`, `split_clients`. */
  readonly definitions: readonly Located[];
}

/** A scope while it is read. Most have no children and no rewrites, and share one empty list. */
interface OpenScope extends Scope {
  children: Scope[];
  rewrites: (Located | Scope)[];
  own: OwnDirectives;
  tls: boolean;
  server: ServerBlock | null;
  definitions: Located[];
}
const NO_DIRECTIVES = new OwnDirectives([]);
const NOTHING: never[] = [];

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
  ...Object.keys(COMMERCIAL_ONLY),
]);

/** Includes deeper than this are cut, as the loader cuts cycles. */
const MAX_DEPTH = 200;

/** The outermost scope of a configuration or fragment, with all below it. */
export function buildScopes(set: ConfigSet): Scope {
  return readMain({ set, later: null });
}

/**
 * The same without the server blocks, which are read one by one when they are asked for
 * and belong to no parent's `children`: ten thousand of them need not stay in memory.
 */
export function outlineScopes(set: ConfigSet): { root: Scope; servers: () => Generator<Scope> } {
  const later: Deferred[] = [];
  const root = readMain({ set, later });
  return {
    root,
    *servers() {
      for (const { at, parent, depth } of later) {
        const scope = newScope(serverLevel(parent), at, parent);
        fillServer(scope, at, { set, later: null }, depth);
        yield scope;
      }
    },
  };
}

interface Deferred {
  readonly at: Located;
  readonly parent: OpenScope;
  readonly depth: number;
}

interface Reading {
  readonly set: ConfigSet;
  /** Server blocks to be read later; null when they are read with the rest. */
  readonly later: Deferred[] | null;
}

function readMain(reading: Reading): Scope {
  const root = newScope(reading.set.context, null, null);
  const main = reading.set.files.get(reading.set.main);
  if (main) fill(root, main.items, main.path, reading, 0);
  return root;
}

function serverLevel(parent: Scope): Level {
  return parent.stream ? 'stream-server' : 'server';
}

function newScope(level: Level, at: Located | null, parent: OpenScope | null): OpenScope {
  return {
    level,
    at,
    parent,
    stream: parent?.stream || level === 'stream' || level === 'stream-server',
    children: NOTHING,
    own: NO_DIRECTIVES,
    rewrites: NOTHING,
    tls: false,
    server: parent?.server ?? null,
    location: level === 'location' && at ? locationOf(at) : (parent?.location ?? null),
    definitions: NOTHING,
  };
}

function added<T>(list: T[], item: T): T[] {
  if (list.length === 0) return [item];
  list.push(item);
  return list;
}

/** Reads one level: what stands there itself, includes expanded, and the blocks in it. */
function fill(
  scope: OpenScope,
  items: readonly Item[],
  file: string,
  reading: Reading,
  depth: number,
): void {
  const own: Located[] = [];
  read(scope, own, items, file, reading, depth);
  // A copy has no room to grow, which tens of thousands of lists would keep for nothing.
  if (own.length > 0) scope.own = new OwnDirectives(own.slice());
}

function read(
  scope: OpenScope,
  own: Located[],
  items: readonly Item[],
  file: string,
  reading: Reading,
  depth: number,
): void {
  if (depth > MAX_DEPTH) return;
  for (const item of items) {
    if (item.kind !== 'directive') continue;
    if (item.block) {
      if (item.block.content !== 'lua') fillBlock(scope, item, file, reading, depth);
    } else if (item.name === 'include') {
      for (const path of reading.set.includes.get(item) ?? []) {
        const included = reading.set.files.get(path);
        if (included) read(scope, own, included.items, included.path, reading, depth + 1);
      }
    } else if (OF_INTEREST.has(item.name)) {
      const at = { file, directive: item };
      own.push(at);
      if (TLS_NAMES.has(item.name)) scope.tls = true;
      else if (REWRITES.has(item.name)) scope.rewrites = added(scope.rewrites, at);
    }
  }
}

function fillBlock(
  scope: OpenScope,
  d: Directive,
  file: string,
  reading: Reading,
  depth: number,
): void {
  const at: Located = { file, directive: d };
  if (DEFINITIONS.has(d.name)) {
    scope.definitions = added(scope.definitions, at);
    return;
  }
  const named = CHILD_LEVELS.get(d.name);
  if (!named || !d.block) return;
  if (named === 'server') {
    if (reading.later) {
      reading.later.push({ at, parent: scope, depth });
      return;
    }
    const server = newScope(serverLevel(scope), at, scope);
    scope.children = added(scope.children, server);
    fillServer(server, at, reading, depth);
    return;
  }
  const child = newScope(named, at, scope);
  scope.children = added(scope.children, child);
  if (named === 'if') scope.rewrites = added(scope.rewrites, child);
  fill(child, d.block.items, file, reading, depth + 1);
}

function fillServer(scope: OpenScope, at: Located, reading: Reading, depth: number): void {
  fill(scope, at.directive.block?.items ?? [], at.file, reading, depth + 1);
  setServer(scope, serverOf(scope, at));
}

/** The server block is known once its directives are read, and its locations are read with them. */
function setServer(scope: OpenScope, server: ServerBlock) {
  scope.server = server;
  for (const child of scope.children) setServer(child as OpenScope, server);
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
  return scope.stream;
}

/** Scopes that may define groups and variables: those outside server blocks. */
export function definingScopes(scope: Scope, found: Scope[] = []): readonly Scope[] {
  if (scope.definitions.length > 0) found.push(scope);
  for (const child of scope.children)
    if (child.level === 'http' || child.level === 'stream') definingScopes(child, found);
  return found;
}

/** Innermost scope of the level, the scope itself included. */
export function enclosing(scope: Scope, levels: readonly Level[]): Scope | null {
  for (let s: Scope | null = scope; s; s = s.parent) if (levels.includes(s.level)) return s;
  return null;
}

/** All scopes, outermost first, in the order of the configuration. */
export function allScopes(scope: Scope): readonly Scope[] {
  const found: Scope[] = [];
  const stack = [scope];
  for (let s = stack.pop(); s; s = stack.pop()) {
    found.push(s);
    for (let i = s.children.length - 1; i >= 0; i--) stack.push(s.children[i]!);
  }
  return found;
}
