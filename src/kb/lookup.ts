/** Finds the entry of a log line: by what the line means, not by its wording, so that every generation of it is found. */
import type { LogEvent } from '../log/event.ts';
import { LogScanner } from '../log/scanner.ts';
import type { Match } from './schema.ts';

/** What lookup needs of an entry. */
export interface Findable {
  readonly id: string;
  readonly match: readonly Match[];
}

export interface Found<T extends Findable> {
  readonly entry: T;
  readonly event: LogEvent;
}

/** A message without its timestamp is given this one, so that it reads like a line. */
const stamp = (level: string) => `2000/01/01 00:00:00 [${level}] 0#0: `;
const BARE =
  /^\s*(?:\[(?:error|crit|emerg|warn|alert)\] )?(?=SSL_|upstream |peer closed|no live|connect\(\)|recv\(\)|cannot load|no "?(?:(?:proxy|grpc|uwsgi)_)?ssl_|"\w+" directive |auth request|invalid |unknown directive|unexpected |directive "|host not found|no resolver defined|\S+ could not be resolved \(|X509_|error:)/;

/** Entries for the log lines in a text, each once, in the order of the lines. Harmless text finds none. */
export function lookup<T extends Findable>(
  text: string,
  entries: readonly T[],
): readonly Found<T>[] {
  const events = eventsIn(text);
  if (events.length > 0) return foundIn(events, entries);
  // A message alone does not tell whether it is one of start-up.
  const readings = ['error', 'emerg'].map((level) => foundIn(bareEvents(text, level), entries));
  return readings.find((found) => found.length > 0) ?? [];
}

function foundIn<T extends Findable>(
  events: readonly LogEvent[],
  entries: readonly T[],
): readonly Found<T>[] {
  const found = new Map<string, Found<T>>();
  for (const event of events) {
    const entry = entryOf(event, entries);
    if (entry && !found.has(entry.id)) found.set(entry.id, { entry, event });
  }
  return [...found.values()];
}

/** The entry whose conditions fit; of several the one with most of them. */
export function entryOf<T extends Findable>(event: LogEvent, entries: readonly T[]): T | null {
  let best: T | null = null;
  let most = 0;
  for (const entry of entries) {
    for (const match of entry.match) {
      const weight = fits(event, match);
      if (weight > most) {
        most = weight;
        best = entry;
      }
    }
  }
  return best;
}

function eventsIn(text: string): readonly LogEvent[] {
  const events: LogEvent[] = [];
  const scanner = new LogScanner({
    input: 'text',
    onEvent: (event) => events.push(event),
    access: true,
  });
  scanner.push(new TextEncoder().encode(text));
  scanner.end();
  return events;
}

/** People paste the message alone, as search engines taught them. */
function bareEvents(text: string, level: string): readonly LogEvent[] {
  if (!BARE.test(text)) return [];
  const message = text
    .trim()
    .replace(/^\[(\w+)\] /, '')
    .replace(/\s*\r?\n\s*/g, ' ');
  return eventsIn(`${stamp(level)}${message}\n`);
}

/** Number of conditions that hold; 0 when one does not. */
function fits(event: LogEvent, match: Match): number {
  const reasons = event.errors.map((error) => error.reason);
  const anyOf = (wanted: readonly string[] | undefined, texts: readonly string[]) =>
    wanted === undefined ? null : wanted.some((w) => texts.some((t) => t.includes(w)));
  const oneOf = <V>(wanted: readonly V[] | undefined, value: V | null | undefined) =>
    wanted === undefined ? null : value !== null && value !== undefined && wanted.includes(value);
  const conditions = [
    oneOf(match.kind, event.kind),
    oneOf(match.phase, event.phase),
    match.alert === undefined ? null : event.alert === match.alert,
    oneOf(match.verifyError, event.verifyError?.code),
    oneOf(match.errno, event.errno?.code),
    oneOf(match.status, event.status),
    anyOf(match.reason, reasons),
    anyOf(match.text, [event.text]),
  ].filter((holds) => holds !== null);
  return conditions.every(Boolean) ? conditions.length : 0;
}
