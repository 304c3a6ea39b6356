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

/**
 * All places that proxy with `proxy_pass`, `grpc_pass` or `uwsgi_pass` (http) or
 * `proxy_pass` (stream), in the order of the configuration, plain-text ones included.
 * Fragments work as well: what stands outside them counts as not set. Who has built the
 * scopes already hands them in; variables that neither the place nor a table defines, so
 * that any server may matter, are added to `sought`.
 */
export function upstreamPaths(
  set: ConfigSet,
  versions: NginxVersion,
  root: Scope = buildScopes(set),
  sought: Set<string> | null = null,
): UpstreamTls[] {
  const paths = new Paths(root, () => root, set, versions.nginx, sought);
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
  const paths = new Paths(root, all, set, versions.nginx, null);
  for (const scope of allScopes(root)) yield* paths.at(scope);
  for (const server of servers()) {
    for (const scope of allScopes(server)) yield* paths.at(scope);
  }
}

/** The scope whose `*_pass` a path is; undefined for paths that were not made here. */
export function scopeOf(path: UpstreamTls): Scope | undefined {
  return path instanceof FoundPath ? path.place.scope : undefined;
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

  constructor(
    root: Scope,
    whole: () => Scope,
    set: ConfigSet,
    nginx: string,
    sought: Set<string> | null,
  ) {
    this.variables = new Variables(root, whole, set, nginx, sought);
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

  private path(scope: Scope, module: Module, pass: Located): UpstreamTls | null {
    const word = pass.directive.args[0];
    if (!word) return null;
    const before: Place = { scope, proxyHost: null };
    const { target, proxyHost } = targetOf(word, module, before, this.variables, this.groups);
    const place = { scope, proxyHost };
    const scoped = this.settings.at(scope, module);
    const settings = settingsFor(scoped, place, this.variables);
    const checkedName = checkedNameOf(settings.name.value, target);
    const proxyProtocol = module === 'stream' && proxyProtocolAt(scope);
    const tls = tlsOf(module, target, scoped.ssl);
    const named = namedOtherwise(settings.name.value);
    const sni = sniOf(settings.serverName, checkedName, target, named);
    const told = { target, tls, settings, sni, checkedName, proxyProtocol };
    return new FoundPath(module, pass, place, told, this.variables);
  }
}

type Told = Pick<
  UpstreamTls,
  'target' | 'tls' | 'settings' | 'sni' | 'checkedName' | 'proxyProtocol'
>;

/** What follows from the place is worked out for who asks: most never ask for all of it. */
class FoundPath implements UpstreamTls {
  readonly module: Module;
  readonly pass: Located;
  readonly place: FoundAt;
  readonly target: Target;
  readonly tls: UpstreamTls['tls'];
  readonly settings: UpstreamTls['settings'];
  readonly sni: UpstreamTls['sni'];
  readonly checkedName: Possible;
  readonly proxyProtocol: boolean;
  private readonly variables: Variables;
  private chain: UpstreamTls['scopes'] | null = null;
  private header: Possible | null | undefined = undefined;

  constructor(module: Module, pass: Located, place: FoundAt, told: Told, variables: Variables) {
    this.module = module;
    this.pass = pass;
    this.place = place;
    this.target = told.target;
    this.tls = told.tls;
    this.settings = told.settings;
    this.sni = told.sni;
    this.checkedName = told.checkedName;
    this.proxyProtocol = told.proxyProtocol;
    this.variables = variables;
  }

  get level(): UpstreamTls['level'] {
    return this.place.scope.level;
  }

  get server(): UpstreamTls['server'] {
    return this.place.scope.server;
  }

  get location(): UpstreamTls['location'] {
    return this.place.scope.location;
  }

  get scopes(): UpstreamTls['scopes'] {
    this.chain ??= chainOf(this.place.scope);
    return this.chain;
  }

  get hostHeader(): Possible | null {
    if (this.header === undefined)
      this.header = hostHeaderOf(this.module, this.place, this.place.proxyHost, this.variables);
    return this.header;
  }
}

function chainOf(scope: Scope): UpstreamTls['scopes'] {
  const chain: UpstreamTls['scopes'][number][] = [];
  for (let s: Scope | null = scope; s; s = s.parent)
    if (s.at) chain.push({ level: s.level, at: s.at });
  return chain.reverse();
}

/** A place whose `$proxy_host` is known. */
type FoundAt = Place & { readonly proxyHost: Possible };

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
