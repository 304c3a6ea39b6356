/**
 * What people try and what does not work. The ids are shared with the knowledge
 * base and with the lab, which tries each of them and counts.
 */

import { message } from '../text/message.ts';
import type { DeadEnd } from './cause.ts';

export const DEAD_ENDS = [
  'verify-off',
  'restart',
  'upgrade-nginx',
  'rebuild-openssl',
  'longer-timeouts',
  'set-host-header',
  'session-reuse-off',
  'restrict-protocols-ciphers',
  'seclevel-0',
  'ssl-protocols-wrong-side',
  'wrong-family',
  'dns-flush',
  'keepalive-off',
  'trust-bundle',
  'name-without-switch',
  'hosts-file',
  'http-version',
  'new-client-certificate',
  'curl-works',
  'ip-san',
] as const;

export type DeadEndId = (typeof DEAD_ENDS)[number];

/** The dead end with its reason, `deadend.<id>` in the catalogue unless a closer reason is given. */
export function deadEnd(id: DeadEndId, reason: string = id): DeadEnd {
  return { id, why: message(`deadend.${reason}`) };
}
