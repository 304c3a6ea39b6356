/** Which `*_ssl_*` directives reach a place that proxies over TLS. */
import { TLS_DIRECTIVES, type TlsDirective, tlsDirective } from '../directives/tls.ts';
import type { Directive } from '../nginx/tree.ts';
import type { Located } from '../nginx/tree-set.ts';
import { rememberLast } from '../text/remember-last.ts';
import type { Level, Module, TlsSettings } from '../upstream/model.ts';
import { allScopes, type Scope } from '../upstream/scopes.ts';
import { settingsIn, tlsPaths } from './places.ts';
import type { LintContext } from './rule.ts';

export const TLS_NAMES: ReadonlySet<string> = new Set(TLS_DIRECTIVES.map((d) => d.name));
/** Blocks that take a pass, and no settings. */
export const NEVER_IN: ReadonlySet<Level> = new Set(['if', 'limit_except']);

/** A `*_ssl_*` directive that no place below takes its value from. */
export interface Idle {
  readonly at: Located;
  readonly scope: Scope;
  readonly directive: TlsDirective;
}

export interface Effect {
  readonly idle: readonly Idle[];
  /** Modules that proxy over TLS at this level or below. */
  modules(scope: Scope): ReadonlySet<Module>;
  /** Where a `*_ssl_*` directive stands; more than one scope when its file is included more than once. */
  homes(directive: Directive): readonly Scope[];
}

const NONE: ReadonlySet<Module> = new Set();

/** Computed once for a configuration; two rules ask. */
export const effectOf: (context: LintContext) => Effect = rememberLast(compute);

function compute(context: LintContext): Effect {
  // Most configurations have no directive without effect, and then nobody asks.
  let modules: ReadonlyMap<Directive | null, ReadonlySet<Module>> | null = null;
  let homes: ReadonlyMap<Directive, readonly Scope[]> | null = null;
  return {
    idle: context.paths.length === 0 ? [] : [...idleIn(context)],
    modules(scope) {
      modules ??= modulesByBlock(context);
      return modules.get(scope.at?.directive ?? null) ?? NONE;
    },
    homes(directive) {
      homes ??= homesOfDirectives(context);
      return homes.get(directive) ?? [];
    },
  };
}

/**
 * What is asked is whether the directive is used, or one of its name beside it. A file
 * that is included more than once stands in several scopes; what it holds works when it
 * works in one.
 */
function* idleIn(context: LintContext): Generator<Idle> {
  const used = usedDirectives(context);
  for (const scope of allScopes(context.scopes)) {
    if (!scope.tls || NEVER_IN.has(scope.level)) continue;
    if (scope.own.list().every((at) => used.has(at.directive) || !isTls(at))) continue;
    for (const [name, list] of scope.own) {
      if (!TLS_NAMES.has(name) || list.some((at) => used.has(at.directive))) continue;
      const family = scope.stream ? 'stream' : (name.split('_')[0] as Module);
      const directive = tlsDirective(name, family);
      // These two are not values of the handshake, so no path names them as an origin.
      if (!directive || directive.key === 'ssl' || directive.key === 'certificate_cache') continue;
      for (const at of list) yield { at, scope, directive };
    }
  }
}

function isTls({ directive }: Located): boolean {
  return TLS_NAMES.has(directive.name);
}

/** The directives that some place over TLS takes a value from. */
function usedDirectives(context: LintContext): ReadonlySet<Directive> {
  const used = new Set<Directive>();
  let last: TlsSettings | null = null;
  for (const { settings } of tlsPaths(context)) {
    // Neighbours that change nothing share their settings.
    if (settings === last) continue;
    last = settings;
    for (const { origin } of settingsIn(settings))
      if (origin.kind === 'directive') used.add(origin.at.directive);
  }
  return used;
}

/** The modules that proxy over TLS within each block; null stands for the outermost level. */
function modulesByBlock(context: LintContext): ReadonlyMap<Directive | null, ReadonlySet<Module>> {
  const modules = new Map<Directive | null, Set<Module>>();
  for (const { module, scopes } of tlsPaths(context)) {
    add(modules, null, module);
    for (const { at } of scopes) add(modules, at.directive, module);
  }
  return modules;
}

function homesOfDirectives({ scopes }: LintContext): ReadonlyMap<Directive, readonly Scope[]> {
  const homes = new Map<Directive, Scope[]>();
  for (const scope of allScopes(scopes)) {
    if (!scope.tls) continue;
    for (const at of scope.own.list()) {
      if (!isTls(at)) continue;
      const known = homes.get(at.directive);
      if (known) known.push(scope);
      else homes.set(at.directive, [scope]);
    }
  }
  return homes;
}

function add<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}
