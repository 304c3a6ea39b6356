/**
 * From a log line back to the place that proxied: the server by the `server:` field,
 * the location by nginx's own search, checked against the `upstream:` field. Where a
 * rewrite, `error_page` or `try_files` has led elsewhere, the upstream alone tells.
 */

import { findLocation } from './match-location.ts';
import { chooseServer, defaultServer, listenKey } from './match-server.ts';
import { fitness, type UpstreamSeen } from './match-upstream.ts';
import type { ServerBlock, UpstreamTls } from './model.ts';
import { scopeOf } from './paths.ts';
import { allScopes, type Scope } from './scopes.ts';
import { firstName, portOf } from './server-names.ts';
import { normalisedPath } from './uri.ts';

/** What of a log line is needed; an event of the log reader is one. */
export interface RequestSeen {
  readonly server: string | null;
  readonly request: { readonly method: string; readonly uri: string } | null;
  readonly subrequest: string | null;
  readonly upstream: UpstreamSeen | null;
  readonly host: string | null;
}

export interface PathMatch {
  /** The place it came from; null when none of the configuration can be. */
  readonly path: UpstreamTls | null;
  /** Other places that fit equally well. */
  readonly others: readonly UpstreamTls[];
  /**
   * `request`: server, location and upstream agree. `upstream`: only the upstream field
   * tells (internal redirect, or a configuration that has changed since).
   * `location`: the request tells, but the upstream there is another one.
   */
  readonly how: 'request' | 'upstream' | 'location' | null;
}

const NONE: PathMatch = { path: null, others: [], how: null };

/** Prepares the search over these paths, which `upstreamPaths` made. */
export function matcher(paths: readonly UpstreamTls[]): (seen: RequestSeen) => PathMatch {
  const finder = new Finder(paths);
  return (seen) => finder.find(seen);
}

class Finder {
  private readonly paths: readonly UpstreamTls[];
  private readonly byScope = new Map<Scope, UpstreamTls[]>();
  private readonly servers: Scope[] = [];
  private readonly blocks: ServerBlock[] = [];
  private readonly scopeOfBlock = new Map<ServerBlock, Scope>();
  private readonly byName = new Map<string, Scope[]>();
  private readonly byServer = new Map<Scope | null, UpstreamTls[]>();
  private readonly root: Scope | null = null;

  constructor(paths: readonly UpstreamTls[]) {
    this.paths = paths;
    for (const path of paths) {
      const scope = scopeOf(path);
      if (scope) push(this.byScope, scope, path);
      if (scope) push(this.byServer, serverScope(scope), path);
    }
    const [first] = this.byScope.keys();
    if (!first) return;
    let root: Scope = first;
    while (root.parent) root = root.parent;
    this.root = root;
    for (const scope of allScopes(root)) {
      if (scope.level !== 'server' || !scope.server) continue;
      this.servers.push(scope);
      this.blocks.push(scope.server);
      this.scopeOfBlock.set(scope.server, scope);
      push(this.byName, firstName(scope.server).toLowerCase(), scope);
    }
  }

  find(seen: RequestSeen): PathMatch {
    const upstream = seen.upstream;
    if (upstream && !upstream.scheme) return this.findStream(seen, upstream);
    const servers = this.candidates(seen);
    const located = this.located(servers, seen);
    const byRequest = best(located, upstream);
    if (byRequest.length > 0) return result(byRequest, 'request');
    if (!upstream) return result(located, 'location');
    const inServers = best(
      servers.flatMap((s) => this.byServer.get(s) ?? []),
      upstream,
    );
    if (inServers.length > 0) return result(inServers, 'upstream');
    // Somewhere else only when the log's server is not in this configuration.
    const known = seen.server !== null && this.byName.has(seen.server.toLowerCase());
    const anywhere = known
      ? []
      : best(
          this.paths.filter((p) => p.module !== 'stream'),
          upstream,
        );
    if (anywhere.length > 0) return result(anywhere, 'upstream');
    return located.length > 0 ? result(located, 'location') : NONE;
  }

  /** Server blocks that the line can come from; null stands for the servers a fragment leaves out. */
  private candidates(seen: RequestSeen): (Scope | null)[] {
    if (this.servers.length === 0) return [null];
    const named = seen.server === null ? undefined : this.byName.get(seen.server.toLowerCase());
    // The name of the machine stands in the log where the configuration says $hostname.
    const from = named ?? this.byName.get('$hostname') ?? this.servers;
    if (from.length === 1) return from;
    const chosen = this.chosenByHost(from, seen.host);
    if (chosen.length > 0) return chosen;
    return from;
  }

  /** Of servers with the same first name, those that nginx would choose for the Host on some address. */
  private chosenByHost(from: readonly Scope[], host: string | null): Scope[] {
    if (host === null) return [];
    const addresses = new Set(from.flatMap((s) => s.server?.listens.map(listenKey) ?? []));
    const chosen = new Set<Scope>();
    for (const address of addresses) {
      const match = chooseServer(this.blocks, address, host);
      for (const block of match ? [match.server, ...match.undecided] : []) {
        const scope = this.scopeOfBlock.get(block);
        if (scope && from.includes(scope)) chosen.add(scope);
      }
    }
    return [...chosen];
  }

  private located(servers: readonly (Scope | null)[], seen: RequestSeen): UpstreamTls[] {
    const uri = seen.subrequest ?? seen.request?.uri;
    if (!uri) return [];
    return servers.flatMap((server) => {
      const scope = server ?? this.root;
      if (!scope) return [];
      // A bare fragment of a location serves whatever comes.
      if (!server && scope.location) return this.pathsAt(scope, seen);
      const path = normalisedPath(uri, this.mergesSlashes(scope));
      if (path === null) return [];
      const match = findLocation(scope, path);
      const found = [...match.undecided, ...(match.scope ? [match.scope] : [])];
      return found.flatMap((location) => this.pathsAt(location, seen));
    });
  }

  /** nginx reads the request line before it knows the Host, so the default server decides. */
  private mergesSlashes(server: Scope): boolean {
    const listen = server.server?.listens[0];
    const block = listen === undefined ? undefined : defaultServer(this.blocks, listen);
    return mergesSlashes((block && this.scopeOfBlock.get(block)) ?? server);
  }

  /** Paths of a location itself and of its `if` and `limit_except` blocks that the method allows. */
  private pathsAt(location: Scope, seen: RequestSeen): UpstreamTls[] {
    const method = seen.subrequest === null ? (seen.request?.method ?? null) : 'GET';
    const own = this.byScope.get(location) ?? [];
    const limit = location.children.find((s) => s.level === 'limit_except');
    const limited = limit && method !== null && limits(limit, method);
    const limitedPaths = limit && limited ? this.byScope.get(limit) : undefined;
    if (limitedPaths) return limitedPaths;
    // The last `if` that holds decides; one without a pass of its own has the location's.
    let candidates = own;
    for (const scope of location.children) {
      if (scope.level !== 'if') continue;
      const then = this.byScope.get(scope) ?? own;
      const holds = conditionHolds(scope, method);
      if (holds === true) candidates = then;
      else if (holds === null) candidates = [...candidates, ...then];
    }
    return candidates;
  }

  private findStream(seen: RequestSeen, upstream: UpstreamSeen): PathMatch {
    const stream = this.paths.filter((p) => p.module === 'stream');
    const listening = stream.filter((p) => listensAt(p, seen.server));
    const byListen = best(listening, upstream);
    if (byListen.length > 0) return result(byListen, 'request');
    const byUpstream = best(stream, upstream);
    if (byUpstream.length > 0) return result(byUpstream, 'upstream');
    return listening.length > 0 ? result(listening, 'location') : NONE;
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function serverScope(scope: Scope): Scope | null {
  for (let s: Scope | null = scope; s; s = s.parent) {
    if (s.level === 'server' || s.level === 'stream-server') return s;
  }
  return null;
}

/** The paths that fit the upstream best; all of them when the line names none. */
function best(paths: readonly UpstreamTls[], upstream: UpstreamSeen | null): UpstreamTls[] {
  if (!upstream) return [...paths];
  const scored = paths.map((path) => ({ path, fit: fitness(path, upstream) }));
  const most = scored.reduce((m, s) => Math.max(m, s.fit), 0);
  return most === 0 ? [] : scored.filter((s) => s.fit === most).map((s) => s.path);
}

function result(paths: readonly UpstreamTls[], how: NonNullable<PathMatch['how']>): PathMatch {
  const [path, ...others] = new Set(paths);
  return path ? { path, others, how } : NONE;
}

/** `limit_except GET` holds for every other method; GET allows HEAD too. */
function limits(scope: Scope, method: string): boolean {
  const allowed = (scope.at?.directive.args ?? []).map((w) => w.value.toUpperCase());
  if (allowed.includes('GET')) allowed.push('HEAD');
  return !allowed.includes(method.toUpperCase());
}

/** Whether `if ($request_method = POST)` holds; null when it asks for something else. */
function conditionHolds(scope: Scope, method: string | null): boolean | null {
  if (method === null) return null;
  const condition = (scope.at?.directive.args ?? []).map((w) => w.value).join(' ');
  const m = /^\(\s*\$request_method\s+(!?=)\s+"?(\w+)"?\s*\)$/i.exec(condition);
  if (!m) return null;
  return (m[2] === method) === (m[1] === '=');
}

function mergesSlashes(scope: Scope): boolean {
  for (let s: Scope | null = scope; s; s = s.parent) {
    const own = s.own.get('merge_slashes')?.[0];
    if (own) return own.directive.args[0]?.value.toLowerCase() !== 'off';
  }
  return true;
}

/** `server:` of a stream line is the address that was listened on. */
function listensAt(path: UpstreamTls, server: string | null): boolean {
  if (server === null) return true;
  return (path.server?.listens ?? []).some((listen) => {
    const [host = '', port] = splitKey(listenKey(server));
    const [ownHost = '', ownPort] = splitKey(listenKey(listen));
    return port === ownPort && (host === ownHost || ownHost === '*' || host === '*');
  });
}

function splitKey(key: string): [string, string] {
  const at = key.lastIndexOf(':');
  return [key.slice(0, at), String(portOf(key) ?? key.slice(at + 1))];
}
