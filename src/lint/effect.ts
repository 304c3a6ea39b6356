/** Which `*_ssl_*` directives reach a place that proxies over TLS. */
import type { Directive } from '../nginx/tree.ts';
import type { Module, Setting, UpstreamTls } from '../upstream/model.ts';
import { allScopes, type Scope } from '../upstream/scopes.ts';
import { tlsPaths } from './places.ts';
import type { LintContext } from './rule.ts';

export interface Effect {
  /** Some place below takes its value from directives of this name at this level. */
  reaches(scope: Scope, name: string): boolean;
  /** Modules that proxy over TLS at this level or below. */
  modules(scope: Scope): ReadonlySet<Module>;
}

const effects = new WeakMap<LintContext, Effect>();

/** Computed once for a configuration; two rules ask. */
export function effectOf(context: LintContext): Effect {
  let effect = effects.get(context);
  if (!effect) {
    effect = compute(context);
    effects.set(context, effect);
  }
  return effect;
}

function compute(context: LintContext): Effect {
  const { home, block } = index(context.scopes);
  const names = new Map<Scope, Set<string>>();
  const modules = new Map<Scope, Set<Module>>();
  for (const path of tlsPaths(context)) {
    for (const scope of chain(path, block, context.scopes)) add(modules, scope, path.module);
    for (const { origin } of settingsOf(path)) {
      if (origin.kind !== 'directive') continue;
      const scope = home.get(origin.at.directive);
      if (scope) add(names, scope, origin.at.directive.name);
    }
  }
  return {
    reaches: (scope, name) => names.get(scope)?.has(name) ?? false,
    modules: (scope) => modules.get(scope) ?? new Set(),
  };
}

/** The scope in which each directive stands, and the scope that each block directive opens. */
function index(root: Scope) {
  const home = new Map<Directive, Scope>();
  const block = new Map<Directive, Scope>();
  for (const scope of allScopes(root)) {
    if (scope.at) block.set(scope.at.directive, scope);
    for (const list of scope.own.values())
      for (const { directive } of list) home.set(directive, scope);
  }
  return { home, block };
}

function* chain(path: UpstreamTls, block: Map<Directive, Scope>, root: Scope): Iterable<Scope> {
  yield root;
  for (const { at } of path.scopes) {
    const scope = block.get(at.directive);
    if (scope) yield scope;
  }
}

function settingsOf({ settings }: UpstreamTls): readonly Setting<unknown>[] {
  const { confCommands, ...single } = settings;
  return [...Object.values(single), ...confCommands];
}

function add<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}
