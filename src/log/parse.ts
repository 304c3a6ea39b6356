/** One record of nginx's error log, envelope and all, to one event. */
import { openEnvelope } from './envelopes.ts';
import type { LogEvent } from './event.ts';
import { splitFields } from './fields.ts';
import { readMessage } from './message.ts';

/** Longer records are not nginx's (it stops at 2,048 bytes); a pasted one may be indented. */
const MAX_RECORD = 16_384;
const STAMPED = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d) \[([a-z]+)\] (\d+)#\d+: ?(?:\*(\d+) )?/;
const UNSTAMPED = /^nginx: \[([a-z]+)\] /;

/**
 * The event in a line of an error log; null for lines that are not nginx's.
 * Takes the line bare or in any envelope; joined already if it was wrapped.
 */
export function parseLine(
  line: string,
  source: { readonly input: string; readonly line: number },
): LogEvent | null {
  for (const record of openEnvelope(line)) {
    const event = parseRecord(record.text, source, record.time);
    if (event !== null) return event;
  }
  return null;
}

/** The event in a bare record, which starts with nginx's timestamp or `nginx: [level]`. */
export function parseRecord(
  record: string,
  source: { readonly input: string; readonly line: number },
  envelopeTime: string | null = null,
): LogEvent | null {
  const text = withoutControls(record.length > MAX_RECORD ? record.slice(0, MAX_RECORD) : record);
  const stamped = STAMPED.exec(text);
  const unstamped = stamped ? null : UNSTAMPED.exec(text);
  const begin = stamped ?? unstamped;
  if (!begin) return null;
  const [, year, month, day, clock, stampedLevel, pid, connection] = stamped ?? [];
  const level = stampedLevel ?? unstamped?.[1] ?? '';
  const said = text.slice(begin[0].length);
  const tailAt = tailOf(said);
  const head = said.slice(0, tailAt).trimEnd();
  if (isInjected(said, tailAt)) return null;
  const fields = splitFields(said.slice(tailAt), text.length);
  const side =
    fields.upstream !== null ? 'upstream' : fields.client !== null ? 'client' : 'unknown';
  const message = readMessage(head, level, side);
  return {
    kind: message.kind,
    time: stamped ? `${year}-${month}-${day}T${clock}` : envelopeTime,
    level,
    pid: pid === undefined ? null : Number(pid),
    connection: connection === undefined ? null : Number(connection),
    phase: message.phase,
    operation: message.operation,
    errors: message.errors,
    alert: message.alert,
    verifyError: message.verifyError,
    errno: message.errno,
    checkedName: message.checkedName,
    at: message.at,
    client: fields.client,
    server: fields.server,
    request: fields.request,
    subrequest: fields.subrequest,
    upstream: fields.upstream,
    host: fields.host,
    status: null,
    text: message.text,
    source,
  };
}

/**
 * Behind what looks like fields stands the end of a message about a path
 * (`" failed (2: …), client: …`): the path had a line of its own in it, sent
 * by a client.
 */
function isInjected(said: string, tailAt: number): boolean {
  const last = said.lastIndexOf(', client: ');
  if (last <= tailAt) return false;
  const quote = said.lastIndexOf('"', last);
  return /^" (?:failed|is (?:not found|forbidden|not a directory))/.test(said.slice(quote, last));
}

/** Where the fields begin: the first `, client: ` that a message can be followed by. */
function tailOf(said: string): number {
  const plain = said.indexOf(', client: ');
  const udp = said.indexOf(', udp client: ');
  const at = udp >= 0 && (plain < 0 || udp < plain) ? udp : plain;
  return at < 0 ? said.length : at;
}

/** Escape sequences, control characters and those that reorder text, none of which a terminal should get from a log. */
const ESCAPES = /\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?)/g;
const CONTROLS = /[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const SUSPECT = /[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

/** The text without escape sequences and control characters. */
export function withoutControls(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text.replace(ESCAPES, '').replaceAll('\t', ' ').replace(CONTROLS, '');
}
