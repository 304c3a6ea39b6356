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
  /** Where a directive stands; more than one scope when its file is included more than once. */
  homes(directive: Directive): readonly Scope[];
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
    add(modules, context.scopes, path.module);
    for (const { at } of path.scopes)
      for (const scope of block.get(at.directive) ?? []) add(modules, scope, path.module);
    for (const { origin } of settingsOf(path)) {
      if (origin.kind !== 'directive') continue;
      for (const scope of home.get(origin.at.directive) ?? [])
        add(names, scope, origin.at.directive.name);
    }
  }
  return {
    reaches: (scope, name) => names.get(scope)?.has(name) ?? false,
    modules: (scope) => modules.get(scope) ?? new Set(),
    homes: (directive) => home.get(directive) ?? [],
  };
}

/**
 * The scopes in which each directive stands, and those that each block directive
 * opens: more than one where a file is included more than once. What such a file
 * holds works when it works in one of them.
 */
function index(root: Scope) {
  const home = new Map<Directive, Scope[]>();
  const block = new Map<Directive, Scope[]>();
  for (const scope of allScopes(root)) {
    if (scope.at) push(block, scope.at.directive, scope);
    for (const list of scope.own.values())
      for (const { directive } of list) push(home, directive, scope);
  }
  return { home, block };
}

function push(map: Map<Directive, Scope[]>, directive: Directive, scope: Scope): void {
  const known = map.get(directive);
  if (known) known.push(scope);
  else map.set(directive, [scope]);
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
