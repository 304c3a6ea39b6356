/** Turns errors and raw bytes into one of the answers that an observation can hold. */
import type { Observation } from '../../causes/observation.ts';
import { parseOpensslErrors } from '../../tls/openssl-errors.ts';
import type { Seen } from './seen.ts';
import type { Tap } from './tap.ts';

export type Answer = Observation['answer'];

/** OpenSSL's reasons that mean: what came back was no TLS at all. */
const NOT_TLS = /wrong version number|http request|packet length too long|record layer failure/;

/** Why a handshake did not finish, from the error and from what was received. */
export function failureAnswer(error: Error | null, tap: Tap, seen: Seen | null): Answer {
  if (tap.flooded) return { kind: 'garbage' };
  if (seen?.notTls) return { kind: 'not-tls' };
  const [parsed] = error ? parseOpensslErrors(error.message) : [];
  const alert = parsed?.alert ?? seen?.alert ?? null;
  if (alert !== null && alert !== 0) return { kind: 'alert', alert };
  const code = (error as NodeJS.ErrnoException | null)?.code ?? tap.failure?.code ?? '';
  if (tap.failure?.code === 'ECONNRESET' || tap.failure?.code === 'EPIPE') return { kind: 'reset' };
  if (parsed && NOT_TLS.test(parsed.reason)) return { kind: 'not-tls' };
  if (parsed) return { kind: 'local', reason: parsed.reason };
  const reason = (error as { reason?: string } | null)?.reason;
  if (reason) return { kind: 'local', reason };
  if (code.startsWith('ERR_SSL_')) return { kind: 'local', reason: ownReason(code) };
  if (tap.receivedBytes > 0 && !seen?.hello && tap.receivedBytes > 5) return { kind: 'garbage' };
  return { kind: 'closed' };
}

function ownReason(code: string): string {
  return code.slice('ERR_SSL_'.length).toLowerCase().replaceAll('_', ' ');
}

/** What servers say on a TLS port when someone speaks plain HTTP to it. */
const TLS_PORT_PAGE = /HTTPS port|HTTP request to an HTTPS|SSL-enabled server port|plain HTTP/i;

/** Enough was received to tell. */
export function isHttpAnswer(received: Buffer): boolean {
  const text = received.toString('latin1');
  if (received.length > 0 && !'HTTP/'.startsWith(text.slice(0, 5))) return true;
  return /^HTTP\/\d[^\n]*\n/.test(text) && (/\r?\n\r?\n/.test(text) || received.length >= 16_384);
}

/** The answer to a plain request. */
export function readHttpAnswer(
  received: Buffer,
  otherwise: 'closed' | 'reset' | 'timeout',
): Answer {
  if (received.length === 0) return { kind: otherwise };
  const text = received.toString('latin1');
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})/.exec(text)?.[1];
  if (status !== undefined) {
    if (status === '400' && TLS_PORT_PAGE.test(text)) return { kind: 'closed' };
    return { kind: 'http', status: Number(status) };
  }
  if (received[0] === 21 && received[1] === 3) return { kind: 'alert', alert: received[6] ?? 0 };
  return { kind: 'garbage' };
}
