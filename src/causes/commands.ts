/**
 * Commands that ask the upstream what nginx asks it. Values from logs and
 * configurations go into a shell line only when they are harmless there.
 */
import type { Case } from './cause.ts';
import { isIpAddress, peersOf } from './path-facts.ts';

const SAFE_HOST = /^[A-Za-z0-9._:[\]-]+$/;

/** A host that can stand in a command line as it is, else a placeholder for the reader to fill in. */
function safe(host: string, placeholder: string): string {
  return SAFE_HOST.test(host) && !host.startsWith('-') ? host : placeholder;
}

/** `host:port` that nginx connected to, or a placeholder. */
export function connectAddress(c: Case): string {
  const logged = c.incident.upstreams[0];
  const peer = c.path === null ? undefined : peersOf(c.path)[0];
  const host = logged?.host ?? peer?.host ?? c.path?.target.host.values[0] ?? 'UPSTREAM';
  const port = logged?.port ?? peer?.port ?? c.path?.target.port ?? 443;
  const shown = safe(host, 'UPSTREAM');
  return `${isIpAddress(shown) && shown.includes(':') && !shown.startsWith('[') ? `[${shown}]` : shown}:${port}`;
}

export interface Handshake {
  /** `null` for no SNI at all. */
  readonly servername: string | null;
  /** Further options of `openssl s_client`, already safe. */
  readonly options?: string;
}

/** An `openssl s_client` line; without a server name it sends none, as nginx does by default. */
export function sClient(c: Case, { servername, options }: Handshake): string {
  const sni =
    servername === null ? '-noservername' : `-servername ${safe(servername, 'UPSTREAM_NAME')}`;
  const extra = options === undefined ? '' : ` ${options}`;
  return `openssl s_client -connect ${connectAddress(c)} ${sni}${extra} </dev/null`;
}

/** Placeholder where no name is known. */
export const UNKNOWN_NAME = 'UPSTREAM_NAME';
