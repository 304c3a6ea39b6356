/** Where nginx would connect: the peers of a path, with names resolved as nginx resolves them. */
import { isIP } from 'node:net';
import type { Incident } from '../../log/incident.ts';
import type { UpstreamTls } from '../../upstream/model.ts';

export type Address = {
  /** `host:port` as the configuration writes it. */
  readonly target: string;
  /** The address itself, for the list of connections. */
  readonly shown: string;
  readonly host: string;
} & (
  | { readonly kind: 'ip'; readonly ip: string; readonly port: number }
  | { readonly kind: 'unix'; readonly path: string }
);

export interface Unresolved {
  readonly host: string;
  readonly why: 'not-found' | 'no-answer' | 'variable' | 'no-port';
}

interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly kind: 'name' | 'ipv4' | 'ipv6' | 'unix' | 'variable';
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  grpc: 80,
  grpcs: 443,
};

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

/** The places that a path connects to, before names are resolved. */
function endpoints(path: UpstreamTls): Endpoint[] {
  const fallback = path.target.port ?? DEFAULT_PORTS[path.target.scheme ?? 'https'] ?? 443;
  if (path.target.groups.length > 0)
    return path.target.groups.flatMap((group) =>
      group.peers
        .filter((peer) => !peer.parameters.includes('down'))
        .map((peer) => ({ host: peer.host, port: peer.port ?? 80, kind: peer.kind })),
    );
  return path.target.host.values.map((host) => ({
    host,
    port: fallback,
    kind: path.target.kind === 'group' ? 'name' : path.target.kind,
  }));
}

/** An address that is written `host:port`, `[::1]:port` or `unix:/path`. */
export function parseTarget(text: string, port = 443): Endpoint | null {
  if (text.startsWith('unix:')) return { host: text.slice(5), port: 0, kind: 'unix' };
  const match = /^(\[[0-9a-fA-F:.]+\]|[^:[\]\s]+)(?::(\d{1,5}))?$/.exec(text);
  if (!match?.[1]) return null;
  const given = match[2] === undefined ? port : Number(match[2]);
  if (given < 1 || given > 65_535) return null;
  return { host: bare(match[1]), port: given, kind: 'name' };
}

/** Addresses of a host name; throws when there are none. */
export type Lookup = (
  host: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

class NoAnswer extends Error {}

/**
 * getaddrinfo, which is what nginx asks when it starts, given up after so many milliseconds. It
 * cannot be called off and would keep this process alive while name servers are silent, so a
 * process of its own asks where there is a `getent`.
 */
export function systemWithin(timeout: number): Lookup {
  return async (host) => {
    // Most upstreams are addresses, and these modules take a while to load.
    const { execFile } = await import('node:child_process');
    return new Promise((resolve, reject) => {
      execFile('getent', ['ahosts', '--', host], { timeout }, (error, said) => {
        if (error?.code === 'ENOENT') resolve(byNode(host));
        else if (error?.killed) reject(new NoAnswer());
        else if (error) reject(error);
        else resolve(said.split('\n').flatMap(asAddress));
      });
    });
  };
}

async function byNode(host: string): ReturnType<Lookup> {
  const { lookup } = await import('node:dns/promises');
  return lookup(host, { all: true, verbatim: true });
}

/** `10.0.4.22       STREAM api.example.com`; the same address again for other kinds of socket. */
function asAddress(line: string): { address: string; family: number }[] {
  const [address = '', kind] = line.split(/\s+/);
  const family = isIP(address);
  return family > 0 && kind === 'STREAM' ? [{ address, family }] : [];
}

async function resolveOne(endpoint: Endpoint, find: Lookup): Promise<Address[] | Unresolved> {
  const { port } = endpoint;
  if (endpoint.kind === 'unix') {
    const path = endpoint.host.replace(/^unix:/, '');
    return [
      { kind: 'unix', path, target: `unix:${path}`, shown: `unix:${path}`, host: 'localhost' },
    ];
  }
  const host = bare(endpoint.host);
  try {
    const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await find(host);
    const target = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
    const unique = [...new Map(found.map((f) => [f.address, f])).values()];
    return unique.map(({ address, family }) => ({
      kind: 'ip',
      ip: address,
      port,
      target,
      host,
      shown: family === 6 ? `[${address}]:${port}` : `${address}:${port}`,
    }));
  } catch (error) {
    return { host, why: error instanceof NoAnswer ? 'no-answer' : 'not-found' };
  }
}

export interface Resolved {
  readonly addresses: readonly Address[];
  readonly unresolved: readonly Unresolved[];
}

/** Every address of these endpoints, each once. */
export async function resolveAll(all: readonly Endpoint[], find: Lookup): Promise<Resolved> {
  const answers = await Promise.all(all.map((endpoint) => resolveOne(endpoint, find)));
  const addresses = new Map<string, Address>();
  const unresolved: Unresolved[] = [];
  for (const answer of answers) {
    if (!Array.isArray(answer)) unresolved.push(answer as Unresolved);
    else for (const address of answer) addresses.set(address.shown, address);
  }
  return { addresses: [...addresses.values()], unresolved };
}

/** Every address that nginx could connect to from this place, and those that the log says it did connect to. */
export async function addressesOf(
  path: UpstreamTls,
  incident: Incident | null,
  find: Lookup,
): Promise<Resolved> {
  const logged = (incident?.upstreams ?? []).flatMap((u): Endpoint[] =>
    isIP(u.host) && u.port !== null ? [{ host: u.host, port: u.port, kind: 'ipv4' }] : [],
  );
  const all = endpoints(path);
  if (all.length === 0 && logged.length === 0)
    return { addresses: [], unresolved: [{ host: path.target.pass.written, why: 'variable' }] };
  const resolved = await resolveAll(all, find);
  // A name may resolve to another address by now; the one that failed is still asked.
  const known = new Set(resolved.addresses.map((a) => a.shown));
  const further = await resolveAll(
    path.target.kind === 'variable' || all.length === 0 ? logged : [],
    find,
  );
  return {
    addresses: [...resolved.addresses, ...further.addresses.filter((a) => !known.has(a.shown))],
    unresolved: resolved.unresolved,
  };
}
