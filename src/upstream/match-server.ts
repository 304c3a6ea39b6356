/** Which server block answers for a Host: nginx's own tables of names, per listening address. */
import type { ServerBlock } from './model.ts';
import { regex, toBytes } from './regex.ts';

export interface ServerMatch<T> {
  readonly server: T;
  /** Servers that would come first if their expression matched, which could not be decided. */
  readonly undecided: readonly T[];
}

/** The names of all servers on one address. Of two that clash nginx ignores the second. */
class NameTable<T extends ServerBlock> {
  readonly exact = new Map<string, T>();
  /** By suffix without the dot; `self`: `.example.com` is also the name itself. */
  readonly heads = new Map<string, { server: T; self: boolean }>();
  readonly tails = new Map<string, T>();
  readonly expressions: { pattern: string; caseless: boolean; server: T }[] = [];
  private readonly taken = new Set<string>();

  constructor(servers: readonly T[]) {
    for (const server of servers) {
      // A block without `server_name` answers for requests without Host.
      const names = server.names.length > 0 ? server.names : [''];
      for (const name of names) this.add(name, server);
    }
  }

  private add(name: string, server: T): void {
    if (name.startsWith('~')) {
      const pattern = name.slice(1);
      this.expressions.push({ pattern, caseless: /[A-Z]/.test(pattern), server });
      return;
    }
    const lower = name.toLowerCase();
    if (lower.startsWith('*.')) this.addHead(lower.slice(2), server, false);
    else if (lower.startsWith('.')) {
      const bare = lower.slice(1);
      if (this.taken.has(bare)) return;
      this.taken.add(bare);
      this.addHead(bare, server, true);
    } else if (lower.endsWith('.*')) {
      const prefix = lower.slice(0, -2);
      if (!this.tails.has(prefix)) this.tails.set(prefix, server);
    } else if (!this.taken.has(lower)) {
      this.taken.add(lower);
      this.exact.set(lower, server);
    }
  }

  private addHead(suffix: string, server: T, self: boolean): void {
    if (!this.heads.has(suffix)) this.heads.set(suffix, { server, self });
  }
}

/** What one listening address needs, worked out once per configuration. */
interface AddressTable<T extends ServerBlock> {
  readonly here: readonly T[];
  readonly table: NameTable<T>;
  /** The one with `default_server`. */
  readonly chosen: T | undefined;
}

const tables = new WeakMap<readonly ServerBlock[], Map<string, unknown>>();

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
  const { here, table, chosen } = tableAt(servers, address);
  const [firstServer] = here;
  if (!firstServer) return undefined;
  const name = normalisedHost(host);
  const undecided: T[] = [];
  const server =
    table.exact.get(name) ??
    byHead(table, name) ??
    byTail(table, name) ??
    byExpression(table, name, undecided) ??
    chosen ??
    firstServer;
  return { server, undecided };
}

/** The server whose settings hold before the Host is known. */
export function defaultServer<T extends ServerBlock>(
  servers: readonly T[],
  listen: string,
): T | undefined {
  const address = listenKey(listen);
  const { here, chosen } = tableAt(servers, address);
  return chosen ?? here[0];
}

function defaultOf<T extends ServerBlock>(here: readonly T[], address: string): T | undefined {
  return here.find((s) => s.listens.some((l) => listenKey(l) === address && isDefault(l)));
}

function tableAt<T extends ServerBlock>(servers: readonly T[], address: string): AddressTable<T> {
  let byAddress = tables.get(servers) as Map<string, AddressTable<T>> | undefined;
  if (!byAddress) {
    byAddress = new Map();
    tables.set(servers, byAddress);
  }
  const known = byAddress.get(address);
  if (known) return known;
  const here = servers.filter((s) => s.listens.some((l) => listenKey(l) === address));
  const made = { here, table: new NameTable(here), chosen: defaultOf(here, address) };
  byAddress.set(address, made);
  return made;
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

function byHead<T extends ServerBlock>(table: NameTable<T>, host: string): T | undefined {
  const whole = table.heads.get(host);
  if (whole?.self) return whole.server;
  for (let dot = host.indexOf('.', 1); dot > 0; dot = host.indexOf('.', dot + 1)) {
    const head = table.heads.get(host.slice(dot + 1));
    if (head) return head.server;
  }
  return undefined;
}

function byTail<T extends ServerBlock>(table: NameTable<T>, host: string): T | undefined {
  for (let dot = host.lastIndexOf('.'); dot > 0; dot = host.lastIndexOf('.', dot - 1)) {
    const server = dot < host.length - 1 ? table.tails.get(host.slice(0, dot)) : undefined;
    if (server) return server;
  }
  return undefined;
}

function byExpression<T extends ServerBlock>(
  table: NameTable<T>,
  host: string,
  undecided: T[],
): T | undefined {
  if (host === '') return undefined;
  for (const { pattern, caseless, server } of table.expressions) {
    const matches = regex(pattern, caseless)?.test(toBytes(host)) ?? null;
    if (matches) return server;
    if (matches === null && !undecided.includes(server)) undecided.push(server);
  }
  return undefined;
}
