/** Which location serves a path: nginx's own search, nested locations included. */
import { regex, toBytes } from './regex.ts';
import type { Scope } from './scopes.ts';

export interface LocationMatch {
  /** The serving location; null when the server itself answers. */
  readonly scope: Scope | null;
  /** Locations that would come first if their expression matched, which could not be decided. */
  readonly undecided: readonly Scope[];
}

interface Index {
  readonly exact: ReadonlyMap<string, Scope>;
  readonly prefixes: ReadonlyMap<string, Scope>;
  /** Distinct lengths of prefixes, longest first. */
  readonly lengths: readonly number[];
  readonly expressions: readonly Scope[];
}

const indexes = new WeakMap<Scope, Index>();

/** Searches the locations of a server (or of a location, or of a fragment) for a normalised path. */
export function findLocation(server: Scope, path: string): LocationMatch {
  const undecided: Scope[] = [];
  const found = search(server, path, undecided);
  return { scope: found.scope, undecided };
}

interface Found {
  readonly scope: Scope | null;
  /** The search is over: an exact match or an expression was found. */
  readonly final: boolean;
}

function search(outer: Scope, path: string, undecided: Scope[]): Found {
  const index = indexOf(outer);
  const exact = index.exact.get(path);
  if (exact) return { scope: exact, final: true };
  const prefix = longestPrefix(index, path);
  let inner: Found = { scope: null, final: false };
  if (prefix) {
    const nested = search(prefix, path, undecided);
    inner = { scope: nested.scope ?? prefix, final: nested.final };
    if (inner.final || prefix.location?.modifier === '^~') return inner;
  }
  for (const scope of index.expressions) {
    const matches = matchesExpression(scope, path);
    if (matches === null) undecided.push(scope);
    else if (matches) {
      return { scope: search(scope, path, undecided).scope ?? scope, final: true };
    }
  }
  return inner;
}

function longestPrefix(index: Index, path: string): Scope | null {
  for (const length of index.lengths) {
    if (length > path.length) continue;
    const scope = index.prefixes.get(path.slice(0, length));
    if (scope) return scope;
  }
  return null;
}

function matchesExpression(scope: Scope, path: string): boolean | null {
  const { location } = scope;
  if (!location || scope.at?.directive.args.some((w) => w.opaque)) return null;
  return regex(location.path, location.modifier === '~*')?.test(path) ?? null;
}

function indexOf(outer: Scope): Index {
  const known = indexes.get(outer);
  if (known) return known;
  const exact = new Map<string, Scope>();
  const prefixes = new Map<string, Scope>();
  const expressions: Scope[] = [];
  for (const scope of outer.children) {
    const { location } = scope;
    if (scope.level !== 'location' || !location || location.modifier === '@') continue;
    const opaque = scope.at?.directive.args.some((w) => w.opaque);
    if (opaque || location.modifier.startsWith('~')) expressions.push(scope);
    else if (location.modifier === '=') first(exact, toBytes(location.path), scope);
    else first(prefixes, toBytes(location.path), scope);
  }
  const lengths = [...new Set([...prefixes.keys()].map((p) => p.length))].sort((a, b) => b - a);
  const index = { exact, prefixes, lengths, expressions };
  indexes.set(outer, index);
  return index;
}

function first(map: Map<string, Scope>, key: string, scope: Scope): void {
  if (!map.has(key)) map.set(key, scope);
}
