/** Which server block answers for a Host: nginx's own order of names. */
import type { ServerBlock } from './model.ts';
import { regex } from './regex.ts';

export interface ServerMatch<T> {
  readonly server: T;
  /** Servers that would come first if their expression matched, which could not be decided. */
  readonly undecided: readonly T[];
}

/**
 * The server that answers for `host` on one listening address: exact name, longest
 * `*.name`, longest `name.*`, first expression, `default_server`, first block.
 * `host` as sent by the client; null when there was none. Undefined when no server
 * listens there.
 */
export function chooseServer<T extends ServerBlock>(
  servers: readonly T[],
  listen: string,
  host: string | null,
): ServerMatch<T> | undefined {
  const address = listenKey(listen);
  const here = servers.filter((s) => s.listens.some((l) => listenKey(l) === address));
  const [firstServer] = here;
  if (!firstServer) return undefined;
  const name = normalisedHost(host);
  const undecided: T[] = [];
  const server =
    byExactName(here, name) ??
    byWildcard(here, name, suffixOf) ??
    byWildcard(here, name, prefixOf) ??
    byExpression(here, name, undecided) ??
    here.find((s) => s.listens.some((l) => listenKey(l) === address && isDefault(l))) ??
    firstServer;
  return { server, undecided };
}

/** Host without port and trailing dot, lower case. */
function normalisedHost(host: string | null): string {
  const lower = (host ?? '').toLowerCase();
  const bare = lower.startsWith('[') ? lower.replace(/\]:\d*$/, ']') : lower.replace(/:\d*$/, '');
  return bare.endsWith('.') ? bare.slice(0, -1) : bare;
}

/** `listen` in one form, so that `80`, `*:80` and `0.0.0.0:80` are the same address. */
export function listenKey(listen: string): string {
  const [address = ''] = listen.toLowerCase().split(/\s+/);
  if (address.startsWith('unix:')) return address;
  if (/^\d+$/.test(address)) return `*:${address}`;
  const m = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(address);
  const host = m?.[1] ?? address;
  return `${host === '0.0.0.0' ? '*' : host}:${m?.[2] ?? '80'}`;
}

function isDefault(listen: string): boolean {
  return /\s(?:default_server|default)(?:\s|$)/.test(listen);
}

/** Names of a block; a block without `server_name` answers for requests without Host. */
function namesOf(server: ServerBlock): readonly string[] {
  return server.names.length > 0 ? server.names : [''];
}

function byExactName<T extends ServerBlock>(servers: readonly T[], host: string): T | undefined {
  return servers.find((s) =>
    namesOf(s).some((n) => !n.startsWith('~') && n.toLowerCase() === host),
  );
}

/** The part of a wildcard that the host has to end with (`.example.com`). `.example.com` is also the name itself. */
function suffixOf(name: string, host: string): number | null {
  const suffix = name.startsWith('*.') ? name.slice(1) : name.startsWith('.') ? name : null;
  if (suffix === null) return null;
  if (name.startsWith('.') && host === suffix.slice(1)) return suffix.length;
  return host.endsWith(suffix) && host.length > suffix.length ? suffix.length : null;
}

function prefixOf(name: string, host: string): number | null {
  if (!name.endsWith('.*')) return null;
  const prefix = name.slice(0, -1);
  return host.startsWith(prefix) && host.length > prefix.length ? prefix.length : null;
}

function byWildcard<T extends ServerBlock>(
  servers: readonly T[],
  host: string,
  length: (name: string, host: string) => number | null,
): T | undefined {
  let best: T | undefined;
  let longest = 0;
  for (const server of servers) {
    for (const name of namesOf(server)) {
      if (name.startsWith('~')) continue;
      const matched = length(name.toLowerCase(), host);
      if (matched !== null && matched > longest) {
        longest = matched;
        best = server;
      }
    }
  }
  return best;
}

function byExpression<T extends ServerBlock>(
  servers: readonly T[],
  host: string,
  undecided: T[],
): T | undefined {
  if (host === '') return undefined;
  for (const server of servers) {
    for (const name of namesOf(server)) {
      if (!name.startsWith('~')) continue;
      const matches = regex(name.slice(1), /[A-Z]/.test(name))?.test(host) ?? null;
      if (matches) return server;
      if (matches === null && !undecided.includes(server)) undecided.push(server);
    }
  }
  return undefined;
}
