/**
 * VirtualServer and VirtualServerRoute of NGINX's controller, as the server and
 * the locations that it writes from them. An upstream with `tls.enable` is a
 * group of nginx's, and so what is sent without a policy is no name at all, and
 * with a policy that states none the name of the group.
 */
import type { YAMLMap } from 'yaml';
import type { Range } from '../../text/edit.ts';
import { message } from '../../text/message.ts';
import {
  type Egress,
  type EgressLine,
  isTagged,
  isUnknown,
  type Policies,
  type PolicyRef,
  refsIn,
  type Unknown,
} from './egress-policy.ts';
import type { Extracted, Piece, Unclear } from './piece.ts';
import { isHost, PieceWriter } from './writer.ts';
import { mapIn, mapsIn, rangeOf, stringOf } from './yaml-map.ts';

interface Snippet {
  readonly value: string;
  readonly range: Range;
}

interface Upstream {
  readonly group: string;
  readonly grpc: boolean;
  /** Where TLS is switched on. */
  readonly range: Range;
}

/** A route with what its server adds to it; of a VirtualServerRoute a subroute. */
interface Route {
  readonly upstreams: readonly Upstream[];
  /** The more specific level first. */
  readonly policies: readonly (readonly PolicyRef[])[];
  readonly snippets: readonly Snippet[];
}

/** A route of a VirtualServer that hands its path to a VirtualServerRoute. */
interface Delegation {
  readonly to: string;
  readonly policies: readonly PolicyRef[];
  readonly snippets: readonly Snippet[];
}

export interface VirtualServer {
  readonly namespace: string | null;
  readonly name: string;
  readonly host: string;
  readonly range: Range;
  readonly policies: readonly PolicyRef[];
  readonly snippets: readonly Snippet[];
  readonly routes: readonly Route[];
  readonly delegations: readonly Delegation[];
}

/** The pieces of all VirtualServers and VirtualServerRoutes of one file; `byHost` are those of all files. */
export function fromVirtualServers(
  servers: readonly YAMLMap[],
  routes: readonly YAMLMap[],
  text: string,
  policies: Policies,
  byHost: ReadonlyMap<string, readonly VirtualServer[]>,
): Extracted {
  const unclear: Unclear[] = [];
  const here = servers.map((object) => virtualServerOf(object, text, unclear));
  const below = new Map<VirtualServer, Route[]>();
  const pieces: Piece[] = [];
  for (const object of routes) {
    const host = stringOf(specOf(object), 'host') ?? '';
    const own = here.find((server) => server.host === host);
    const server = own ?? byHost.get(host)?.[0];
    const subroutes = subroutesOf(object, server, text, unclear);
    if (own) below.set(own, [...(below.get(own) ?? []), ...subroutes]);
    else if (server) pieces.push(...pieceOf(moved(server, object), subroutes, policies, unclear));
    else if (subroutes.length > 0) unclear.push(alone(object, host));
  }
  for (const server of here)
    pieces.push(
      ...pieceOf(server, [...server.routes, ...(below.get(server) ?? [])], policies, unclear),
    );
  return { pieces, unclear };
}

function alone(object: YAMLMap, host: string): Unclear {
  const range = rangeOf(specOf(object), 'host');
  const told = message('lint.embedded.route-alone', { host: host || '*' });
  return { rule: 'unreadable', severity: 'note', range, message: told };
}

/** A server of another file, as far as the routes of this one go: what it sets stands for the host that they name. */
function moved(server: VirtualServer, object: YAMLMap): VirtualServer {
  const range = rangeOf(specOf(object), 'host');
  const here = <T>(one: T): T => ({ ...one, range });
  return {
    ...server,
    range,
    policies: server.policies.map(here),
    snippets: server.snippets.map(here),
  };
}

export function virtualServerOf(object: YAMLMap, text: string, unclear: Unclear[]): VirtualServer {
  const spec = specOf(object);
  const { namespace, name } = nameOf(object);
  const upstreams = upstreamsOf(spec, `vs_${namespace ?? 'default'}_${name}_`, text, unclear);
  const all = mapsIn(spec, 'routes').map((route) => ({
    to: stringOf(route, 'route'),
    route: routeOf(route, namespace, upstreams),
  }));
  return {
    namespace,
    name,
    host: stringOf(spec, 'host') ?? '',
    range: rangeOf(spec, 'host'),
    policies: refsIn(spec, namespace),
    snippets: snippetsIn(spec, 'server-snippets'),
    routes: all.filter(({ to }) => to === null).map(({ route }) => route),
    delegations: all.flatMap(({ to, route }) =>
      to === null ? [] : [{ to, policies: route.policies.flat(), snippets: route.snippets }],
    ),
  };
}

function specOf(object: YAMLMap): YAMLMap {
  return mapIn(object, 'spec') ?? object;
}

function nameOf(object: YAMLMap) {
  const metadata = mapIn(object, 'metadata') ?? object;
  return { namespace: stringOf(metadata, 'namespace'), name: stringOf(metadata, 'name') ?? '' };
}

function snippetsIn(map: YAMLMap, key: string): readonly Snippet[] {
  const value = stringOf(map, key);
  return value === null ? [] : [{ value, range: rangeOf(map, key) }];
}

function routeOf(
  map: YAMLMap,
  namespace: string | null,
  upstreams: ReadonlyMap<string, Upstream>,
): Route {
  const named = new Set(targetsOf(map));
  return {
    upstreams: [...named].flatMap((name) => upstreams.get(name) ?? []),
    policies: [refsIn(map, namespace)],
    snippets: snippetsIn(map, 'location-snippets'),
  };
}

/** The names of all upstreams that a route may pass requests to: directly, by weight, or by conditions. */
function targetsOf(map: YAMLMap): readonly string[] {
  const action = mapIn(map, 'action');
  const proxy = action && mapIn(action, 'proxy');
  const own = [action && stringOf(action, 'pass'), proxy && stringOf(proxy, 'upstream')];
  const within = [...mapsIn(map, 'splits'), ...mapsIn(map, 'matches')].flatMap(targetsOf);
  return [...own.filter((name) => name !== null), ...within];
}

/** The upstreams that are spoken to over TLS. */
function upstreamsOf(spec: YAMLMap, prefix: string, text: string, unclear: Unclear[]) {
  const found = new Map<string, Upstream>();
  for (const map of mapsIn(spec, 'upstreams')) {
    const name = stringOf(map, 'name') ?? '';
    const tls = mapIn(map, 'tls');
    if (tls === null || !isHost(name)) continue;
    const range = rangeOf(tls, 'enable');
    if (isTagged(text, range)) {
      const told = message('lint.embedded.from-template', { key: 'tls.enable' });
      unclear.push({ rule: 'unreadable', severity: 'note', range, message: told });
    } else if (tls.get('enable') === true) {
      const grpc = stringOf(map, 'type') === 'grpc';
      found.set(name, { group: `${prefix}${name}`, grpc, range });
    }
  }
  return found;
}

/** The subroutes, with what the route of their server hands down to them. */
function subroutesOf(
  object: YAMLMap,
  server: VirtualServer | undefined,
  text: string,
  unclear: Unclear[],
): readonly Route[] {
  const spec = specOf(object);
  const { namespace, name } = nameOf(object);
  const above = `vs_${server?.namespace ?? 'default'}_${server?.name ?? ''}_vsr_`;
  const prefix = `${above}${namespace ?? 'default'}_${name}_`;
  const upstreams = upstreamsOf(spec, prefix, text, unclear);
  const given = server?.delegations.find(({ to }) => to.split('/').at(-1) === name);
  return mapsIn(spec, 'subroutes')
    .map((map) => {
      const route = routeOf(map, namespace, upstreams);
      const snippets = route.snippets.length > 0 ? route.snippets : (given?.snippets ?? []);
      return { ...route, snippets, policies: [...route.policies, given?.policies ?? []] };
    })
    .filter((route) => route.upstreams.length > 0);
}

/** The configuration that the controller would write, reduced to what concerns TLS to the upstream. */
function pieceOf(
  server: VirtualServer,
  routes: readonly Route[],
  policies: Policies,
  unclear: Unclear[],
): readonly Piece[] {
  const places = placesOf(server, routes, policies, unclear);
  if (places.length === 0) return [];
  const { range } = server;
  const writer = new PieceWriter();
  writer.line('events {}\nhttp {', range);
  for (const group of new Set(places.map(({ upstream }) => upstream.group)))
    writer.line(`upstream ${group} { server 192.0.2.1:8443; }`, range);
  writer.line('server {', range);
  const above = policies.egress(server.policies);
  if (!isUnknown(above) && places.some(({ upstream }) => !upstream.grpc))
    for (const line of above) writer.line(`proxy_${line.directive};`, line.range);
  for (const snippet of server.snippets) writer.line(snippet.value, snippet.range);
  places.forEach((place, i) => {
    writeLocation(writer, place, i);
  });
  writer.line('}\n}', range);
  return [writer.piece(range, message('lint.embedded.virtual-server'))];
}

interface Place {
  readonly upstream: Upstream;
  readonly snippets: readonly Snippet[];
  readonly egress: readonly EgressLine[];
}

/** The locations whose settings are known; of the others it is told why they are not. */
function placesOf(
  server: VirtualServer,
  routes: readonly Route[],
  policies: Policies,
  unclear: Unclear[],
): readonly Place[] {
  const above = policies.egress(server.policies);
  const told = new Set<Range>();
  const tell = (one: Unclear) => {
    if (!told.has(one.range)) unclear.push(one);
    told.add(one.range);
  };
  return routes.flatMap(({ upstreams, policies: levels, snippets }) => {
    const egress =
      levels
        .map((refs) => policies.egress(refs))
        .find((level) => isUnknown(level) || level.length > 0) ?? [];
    return upstreams.flatMap((upstream) => {
      const { grpc } = upstream;
      const counting = isUnknown(egress) || egress.length > 0 || grpc ? egress : above;
      if (isUnknown(counting)) tell(notKnown(counting));
      if (isUnknown(counting) || isUnknown(egress)) return [];
      if (grpc && egress.length === 0) forHttpAlone(server, above).forEach(tell);
      return [{ upstream, snippets, egress }];
    });
  });
}

function notKnown({ range, why }: Unknown): Unclear {
  return { rule: 'unreadable', severity: 'note', range, message: why };
}

/** What the policy of a whole server sets is written by the controller as `proxy_ssl_*` alone. */
function forHttpAlone({ policies }: VirtualServer, egress: Egress): readonly Unclear[] {
  const range = policies[0]?.range;
  if (range === undefined || isUnknown(egress) || egress.length === 0) return [];
  const told = message('lint.embedded.http-alone');
  return [{ rule: 'no-effect', severity: 'warning', range, message: told }];
}

function writeLocation(
  writer: PieceWriter,
  { upstream, snippets, egress }: Place,
  i: number,
): void {
  const { group, grpc, range } = upstream;
  const family = grpc ? 'grpc' : 'proxy';
  writer.line(`location /${i}/ {`, range);
  for (const snippet of snippets) writer.line(snippet.value, snippet.range);
  for (const line of egress) writer.line(`${family}_${line.directive};`, line.range);
  writer.line(grpc ? `grpc_pass grpcs://${group};` : `proxy_pass https://${group};`, range);
  writer.line('}', range);
}
