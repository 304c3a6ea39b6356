/** Forms of `server_name` and `listen`. */
import type { ServerBlock } from './model.ts';

/** `$server_name`, as nginx prints it: the first name, `.example.com` without its dot, expressions with `~`. */
export function firstName(server: ServerBlock): string {
  const first = server.names[0] ?? '';
  if (first.startsWith('~')) return first;
  const lower = first.toLowerCase();
  return lower.startsWith('.') ? lower.slice(1) : lower;
}

/** A plain host name: no wildcard, no expression, not empty, not the catch-all `_`. */
export function isExactName(name: string): boolean {
  return /^[\w-]+(?:\.[\w-]+)*\.?$/.test(name) && name !== '_';
}

/** Whether connections of this `listen` are TLS (or QUIC). */
export function hasSsl(listen: string): boolean {
  return /\s(?:ssl|quic)(?:\s|$)/.test(listen);
}

/** Port of a `listen`; null for a socket path or when it cannot be read. */
export function portOf(listen: string): number | null {
  const [address = ''] = listen.split(/\s/);
  if (address.startsWith('unix:')) return null;
  if (/^\d+$/.test(address)) return Number(address);
  const port = /:(\d+)$/.exec(address.replace(/^\[[^\]]*\]/, ''));
  return port ? Number(port[1]) : 80;
}
