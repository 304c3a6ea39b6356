/** Whether a path can have produced the `upstream:` field of a log line. */
import { kindOf } from './address.ts';
import type { Peer, UpstreamTls } from './model.ts';

/** The `upstream:` field, as the log reader takes it apart. */
export interface UpstreamSeen {
  readonly scheme: string | null;
  readonly host: string;
  readonly port: number | null;
  readonly uri: string | null;
}

const MODULE_SCHEMES: Record<UpstreamTls['module'], readonly string[]> = {
  proxy: ['http', 'https'],
  grpc: ['grpc', 'grpcs'],
  uwsgi: ['uwsgi', 'suwsgi'],
  stream: [],
};

/**
 * How well the path fits: 0 when it cannot be, else higher for an address that stands in
 * the configuration than for one that a name may have resolved to.
 */
export function fitness(path: UpstreamTls, seen: UpstreamSeen): number {
  if (!schemeFits(path, seen.scheme)) return 0;
  const address = addressFit(path, seen);
  return address === 0 ? 0 : address + uriFit(path, seen.uri);
}

function schemeFits(path: UpstreamTls, scheme: string | null): boolean {
  // Stream lines have no scheme; http lines always do.
  if (scheme === null || scheme === '') return path.module === 'stream';
  const lower = scheme.toLowerCase();
  if (!MODULE_SCHEMES[path.module].includes(lower)) return false;
  return path.target.scheme === null || path.target.scheme === lower;
}

function addressFit(path: UpstreamTls, seen: UpstreamSeen): number {
  const host = seen.host.toLowerCase();
  const { target } = path;
  const fits = target.groups.map((g) =>
    // `no live upstreams` names the group itself.
    g.name.toLowerCase() === host ? 5 : Math.max(0, ...g.peers.map((p) => peerFit(p, seen))),
  );
  const direct = target.host.values.filter(
    (h) => !target.groups.some((g) => g.name.toLowerCase() === h.toLowerCase()),
  );
  for (const h of direct) fits.push(hostFit(h, path, seen));
  // A variable may name any address.
  if (!target.host.complete) fits.push(portFits(target.port, seen.port) ? 1 : 0);
  return Math.max(0, ...fits);
}

function peerFit(peer: Peer, seen: UpstreamSeen): number {
  if (peer.kind === 'unix') return samePath(peer.host, seen.host) ? 5 : 0;
  if (peer.host.toLowerCase() === seen.host.toLowerCase()) {
    return portFits(peer.port, seen.port) ? 5 : 0;
  }
  return peer.kind === 'name' && isAddress(seen.host) && portFits(peer.port, seen.port) ? 2 : 0;
}

function hostFit(host: string, path: UpstreamTls, seen: UpstreamSeen): number {
  if (host.toLowerCase() === seen.host.toLowerCase())
    return portFits(path.target.port, seen.port) ? 5 : 0;
  if (seen.host.startsWith('unix:') || host.startsWith('/'))
    return samePath(host, seen.host) ? 5 : 0;
  // A name in the configuration is an address in the log.
  const resolvable = kindOf(host) === 'name' && isAddress(seen.host);
  return resolvable && portFits(path.target.port, seen.port) ? 2 : 0;
}

function portFits(configured: number | null, seen: number | null): boolean {
  return configured === null || seen === null || configured === seen;
}

function samePath(a: string, b: string): boolean {
  return a.replace(/^unix:/, '') === b.replace(/^unix:/, '').replace(/:$/, '');
}

function isAddress(host: string): boolean {
  return kindOf(host) !== 'name' || host.includes(':');
}

/** With a path in `*_pass`, the request that went upstream begins with it. */
function uriFit(path: UpstreamTls, uri: string | null): number {
  if (uri === null || path.module !== 'proxy') return 0;
  const pass = path.target.pass;
  if (!pass.complete || pass.values.length !== 1) return 0;
  const written = /^https?:\/\/(?:unix:[^:]*:?|[^/?]*)([/?].*)?$/i.exec(pass.values[0] ?? '')?.[1];
  if (written === undefined) return 0;
  return uri.startsWith(written) ? 1 : -0.5;
}
