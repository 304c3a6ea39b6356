/** Every place of a configuration that proxies, with what nginx sends and checks there. */
import { TLS_SCHEMES } from '../directives/passes.ts';
import type { ConfigSet, Located } from '../nginx/tree-set.ts';
import { type Groups, groupsOf } from './groups.ts';
import { hostHeaderOf } from './headers.ts';
import type { Module, Possible, Setting, Target, UpstreamTls } from './model.ts';
import { allScopes, buildScopes, outlineScopes, type Scope } from './scopes.ts';
import { Settings, settingsFor } from './settings.ts';
import { checkedNameOf, sniOf } from './sni.ts';
import { targetOf } from './target.ts';
import { type Place, Variables } from './variables.ts';

/** What of the versions matters here. */
export interface NginxVersion {
  /** For example `1.22.1`: decides defaults. */
  readonly nginx: string;
}

/** What is wanted besides the paths, and what is not. */
export interface Asked {
  /** Takes the variables that neither the place nor a table defines, so that any server may matter. */
  readonly sought?: Set<string> | undefined;
  /** `false`: nobody asks for the Host header, and it is null. Working it out is a tenth of the whole. */
  readonly hostHeader?: boolean;
}

/**
 * All places that proxy with `proxy_pass`, `grpc_pass` or `uwsgi_pass` (http) or
 * `proxy_pass` (stream), in the order of the configuration, plain-text ones included.
 * Fragments work as well: what stands outside them counts as not set. Who has built the
 * scopes already hands them in. The paths are data, which other threads can be sent.
 */
export function upstreamPaths(
  set: ConfigSet,
  versions: NginxVersion,
  root: Scope = buildScopes(set),
  asked: Asked = {},
): UpstreamTls[] {
  const paths = new Paths(root, () => root, set, versions.nginx, asked);
  const found: UpstreamTls[] = [];
  for (const scope of allScopes(root)) found.push(...paths.at(scope));
  return found;
}

/**
 * The same one after the other, for who looks at each once: of 20,000 none needs to stay.
 * The search for the place of a log line (`match.ts`) needs them all, from `upstreamPaths`.
 */
export function* eachUpstreamPath(
  set: ConfigSet,
  versions: NginxVersion,
): Generator<UpstreamTls, void, undefined> {
  const { root, servers } = outlineScopes(set);
  let whole: Scope | null = null;
  const all = () => {
    whole ??= buildScopes(set);
    return whole;
  };
  const paths = new Paths(root, all, set, versions.nginx, {});
  for (const scope of allScopes(root)) yield* paths.at(scope);
  for (const server of servers()) {
    for (const scope of allScopes(server)) yield* paths.at(scope);
  }
}

const SCOPE = Symbol('scope');

/** A path with the scope of its `*_pass`, for the search of `match.ts`. */
interface ScopedPath extends UpstreamTls {
  readonly [SCOPE]: Scope;
}

/** The scope whose `*_pass` a path is; undefined for paths that were not made here. */
export function scopeOf(path: UpstreamTls): Scope | undefined {
  return (path as Partial<ScopedPath>)[SCOPE];
}

const STREAM_PASSES: ReadonlyMap<string, Module> = new Map([['proxy_pass', 'stream']]);
const HTTP_PASSES: ReadonlyMap<string, Module> = new Map([
  ['proxy_pass', 'proxy'],
  ['grpc_pass', 'grpc'],
  ['uwsgi_pass', 'uwsgi'],
]);

class Paths {
  private readonly variables: Variables;
  private readonly groups: Groups;
  private readonly settings: Settings;
  private readonly withHost: boolean;
  /** The chain asked for last: locations of one server follow each other. */
  private last: { scope: Scope; chain: UpstreamTls['scopes'] } | null = null;

  constructor(root: Scope, whole: () => Scope, set: ConfigSet, nginx: string, asked: Asked) {
    this.withHost = asked.hostHeader ?? true;
    this.variables = new Variables(root, whole, set, nginx, asked.sought ?? null);
    this.groups = groupsOf(root, set, nginx);
    this.settings = new Settings(nginx);
  }

  /** The paths whose `*_pass` stands at the scope itself. */
  at(scope: Scope): UpstreamTls[] {
    const passes = scope.stream ? STREAM_PASSES : HTTP_PASSES;
    const paths: UpstreamTls[] = [];
    for (const at of scope.own.list()) {
      const module = passes.get(at.directive.name);
      const path = module && this.path(scope, module, at);
      if (path) paths.push(path);
    }
    return paths;
  }

  private path(scope: Scope, module: Module, pass: Located): ScopedPath | null {
    const word = pass.directive.args[0];
    if (!word) return null;
    const before: Place = { scope, proxyHost: null };
    const { target, proxyHost } = targetOf(word, module, before, this.variables, this.groups);
    const place: Place = { scope, proxyHost };
    const scoped = this.settings.at(scope, module);
    const settings = settingsFor(scoped, place, this.variables);
    const checkedName = checkedNameOf(settings.name.value, target);
    const proxyProtocol = module === 'stream' && proxyProtocolAt(scope);
    return {
      [SCOPE]: scope,
      module,
      pass,
      level: scope.level,
      scopes: this.chain(scope),
      server: scope.server,
      location: scope.location,
      target,
      tls: tlsOf(module, target, scoped.ssl),
      settings,
      sni: sniOf(settings.serverName, checkedName, target, namedOtherwise(settings.name.value)),
      checkedName,
      hostHeader: this.withHost ? hostHeaderOf(module, place, proxyHost, this.variables) : null,
      proxyProtocol,
    };
  }

  private chain(scope: Scope): UpstreamTls['scopes'] {
    if (this.last?.scope === scope) return this.last.chain;
    const outer = scope.parent ? this.chain(scope.parent) : [];
    const { at, level } = scope;
    const chain = at ? [...outer, { level, at }] : outer;
    if (scope.children.length > 0) this.last = { scope, chain };
    return chain;
  }
}

/** `$proxy_host` is the default written out. */
function namedOtherwise(name: Possible | null): boolean {
  return name !== null && name.written !== '$proxy_host';
}

function tlsOf(module: Module, target: Target, ssl: Setting<boolean>): UpstreamTls['tls'] {
  if (module === 'stream') return ssl.undecided ? 'depends' : ssl.value ? 'yes' : 'no';
  if (target.scheme === null) return 'depends';
  return TLS_SCHEMES.has(target.scheme) ? 'yes' : 'no';
}

function proxyProtocolAt(from: Scope): boolean {
  for (let scope: Scope | null = from; scope; scope = scope.parent) {
    const own = scope.own.get('proxy_protocol')?.[0];
    if (own) return own.directive.args[0]?.value.toLowerCase() === 'on';
  }
  return false;
}
