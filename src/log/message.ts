/** What a message of nginx says, whatever stands in its fields. */
import { type ParsedError, parseOpensslErrors } from '../tls/openssl-errors.ts';
import type { EventKind, Phase } from './event.ts';

export interface Message {
  /** The text itself; one string for all lines that say the same. */
  readonly text: string;
  readonly kind: EventKind;
  readonly phase: Phase;
  readonly operation: string | null;
  readonly errors: readonly ParsedError[];
  readonly alert: number | null;
  readonly verifyError: { readonly code: number; readonly text: string } | null;
  readonly errno: { readonly code: number; readonly text: string } | null;
  readonly checkedName: string | null;
  readonly at: { readonly file: string; readonly line: number } | null;
}

const MAX_TEXT = 2000;

/** Kinds by how the message begins. Anchored: a path or name further on can hold anything. */
const KINDS: readonly (readonly [RegExp, EventKind])[] = [
  [/^SSL_do_handshake\(\) failed/, 'handshake-failed'],
  [
    /^SSL_(?:read|write|shutdown|sendfile|read_early_data|write_early_data)\(\) failed/,
    'tls-io-failed',
  ],
  [/^upstream SSL certificate verify error:/, 'verify-failed'],
  [/^upstream SSL certificate does not match "/, 'name-mismatch'],
  [/^peer closed connection in SSL handshake/, 'peer-closed'],
  [/^upstream timed out/, 'timed-out'],
  [/^(?:connect|getsockopt)\(\) (?:to \S+ )?failed/, 'connect-failed'],
  [/^no resolver defined to resolve |^\S+ could not be resolved(?: |$)/, 'connect-failed'],
  [/^upstream prematurely closed connection/, 'closed-early'],
  [/^(?:recv|readv|send|writev|sendfile|sendmsg)\(\) failed/, 'closed-early'],
  [/^upstream (?:server temporarily disabled)/, 'cascade'],
  [/^no live upstreams/, 'cascade'],
  [/^auth request unexpected status/, 'cascade'],
  [/^upstream (?:sent|prematurely sent|closed|rejected|returned|did not)/, 'bad-response'],
  [/^cannot load certificate/, 'load-failed'],
];

/** Kinds that a client's own connection logs with the same words. */
const BOTH_SIDES: ReadonlySet<EventKind> = new Set([
  'handshake-failed',
  'tls-io-failed',
  'peer-closed',
  'closed-early',
  'load-failed',
]);

/** Messages repeat: a failing upstream says the same thing a million times. */
const known = new Map<string, Known>();
const MAX_KNOWN = 256;

interface Known {
  readonly level: string;
  readonly side: Side;
  readonly message: Message;
}

/**
 * The text between level and fields, split into what happened and `while …`.
 * `side` is what the fields tell: the upstream is named, only a client is, or there are none.
 */
export function readMessage(head: string, level: string, side: Side): Message {
  const before = known.get(head);
  if (before !== undefined && before.level === level && before.side === side) return before.message;
  const message = interpret(head, level, side);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(head, { level, side, message });
  return message;
}

export type Side = 'upstream' | 'client' | 'unknown';

function interpret(head: string, level: string, side: Side): Message {
  const { body, action } = splitAction(head);
  const errnoMatch = / ?\((\d+): ([^()]*)\)$/.exec(body);
  const said = errnoMatch ? body.slice(0, errnoMatch.index) : body;
  const startup = level === 'emerg' && action === null;
  const kind = startup ? 'startup-error' : kindOf(said, action, side);
  const errors = readErrors(said);
  const verify = /^upstream SSL certificate verify error: \((\d+):(.*)\)$/.exec(said);
  return {
    text: head.slice(0, MAX_TEXT),
    kind,
    phase: startup ? 'startup' : phaseOf(kind, action),
    operation: operationOf(said),
    errors,
    alert: errors.find((error) => error.alert !== null)?.alert ?? null,
    verifyError: verify ? { code: Number(verify[1]), text: verify[2] ?? '' } : null,
    errno: errnoMatch ? { code: Number(errnoMatch[1]), text: errnoMatch[2] ?? '' } : null,
    checkedName: /^upstream SSL certificate does not match "(.*)"$/.exec(said)?.[1] ?? null,
    at: startup ? positionOf(body) : null,
  };
}

function splitAction(head: string): { body: string; action: string | null } {
  const at = head.lastIndexOf(' while ');
  if (at < 0) return { body: head, action: null };
  const action = head.slice(at + ' while '.length);
  return /^[A-Za-z][A-Za-z0-9/ ]*$/.test(action)
    ? { body: head.slice(0, at), action }
    : { body: head, action: null };
}

function kindOf(said: string, action: string | null, side: Side): EventKind {
  const kind = KINDS.find(([pattern]) => pattern.test(said))?.[1] ?? 'other';
  if (!BOTH_SIDES.has(kind)) return kind;
  if (action?.includes('upstream')) return kind;
  // A subrequest in the background logs its handshake under whatever its parent was doing.
  if (side === 'upstream' && (kind === 'handshake-failed' || kind === 'peer-closed')) return kind;
  // A fragment, pasted without what it was doing: it is asked about because it is the upstream's.
  if (action === null && side === 'unknown') return kind;
  return 'other';
}

function phaseOf(kind: EventKind, action: string | null): Phase {
  if (action === 'SSL handshaking to upstream') return 'handshake';
  if (action === null || !action.includes('upstream'))
    return ['handshake-failed', 'peer-closed', 'verify-failed', 'name-mismatch'].includes(kind)
      ? 'handshake'
      : 'other';
  if (action.startsWith('connecting')) return 'connect';
  if (/reading/.test(action)) return 'response';
  return /sending|writing/.test(action) ? 'request' : 'other';
}

/** `SSL_do_handshake` of `SSL_do_handshake() failed`, `SSL_CTX_set_cipher_list` of `…("X") failed`. */
function operationOf(said: string): string | null {
  return (
    /(?:^|[\s:])([A-Za-z_]\w*)\((?:"[^"]*"(?:, "[^"]*")*)?\) (?:to \S+ )?failed/.exec(said)?.[1] ??
    null
  );
}

function readErrors(said: string): ParsedError[] {
  const at = said.indexOf('(SSL:');
  if (at < 0) return [];
  const end = said.endsWith(')') ? said.length - 1 : said.length;
  return parseOpensslErrors(said.slice(at + '(SSL:'.length, end));
}

function positionOf(body: string): { file: string; line: number } | null {
  const match = / in ((?:\/|[A-Za-z]:|[\w.-])\S*):(\d+)$/.exec(body);
  return match ? { file: match[1] ?? '', line: Number(match[2]) } : null;
}
