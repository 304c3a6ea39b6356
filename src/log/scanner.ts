/**
 * Reads a log of any size, piece by piece, and hands out its events. Lines that
 * cannot matter are recognised in the bytes, by where nginx's message begins
 * and how, and never become strings.
 */

import { latin1 } from '../tls/bytes.ts';
import { parseAccessLine } from './access.ts';
import { BEGINNINGS, PAIRS } from './beginnings.ts';
import type { LogEvent } from './event.ts';
import { parseRecord } from './parse.ts';
import { RecordAssembler, type WholeRecord } from './unwrap.ts';

export interface ScanOptions {
  /** Name of the input, for `LogEvent.source`. */
  readonly input: string;
  readonly onEvent: (event: LogEvent) => void;
  /** Also lines of access logs with a status of 400 and more, as events of kind `access`. */
  readonly access?: boolean;
}

export interface ScanSummary {
  readonly bytes: number;
  readonly lines: number;
  /** Lines of nginx's error log, whatever they say. Zero means: the log of another program. */
  readonly records: number;
  /** Events handed out. */
  readonly events: number;
  /** Lines so long that only their beginning was read. */
  readonly clipped: number;
}

/** Inputs up to this size are read as pastes: every line may be wrapped anywhere. */
const PASTE = 262_144;
const MAX_LINE = 1_048_576;
/** One JSON document may hold the whole answer of a log store. */
const MAX_JSON = 16_777_216;
/** How far into a line a prefix may reach. */
const MAX_PREFIX = 512;

const LF = 10;
const SPACE = 32;
const QUOTE = 34;
const STAR = 42;
const SLASH = 47;
const COLON = 58;
const BRACKET = 91;

/** Feed it with `push` and close with `end`; chunks may be reused by the caller afterwards. */
export class LogScanner {
  private readonly options: ScanOptions;
  private readonly assembler: RecordAssembler;
  private readonly decoder = new TextDecoder();
  /** Set when the input is UTF-16, as some shells write redirected output. */
  private wide: InstanceType<typeof TextDecoder> | null = null;
  private gathered: Uint8Array[] | null = [];
  private gatheredSize = 0;
  private rest: Uint8Array = new Uint8Array(0);
  /** Inside a line that is too long: its end is waited for. */
  private skipping = false;
  /** Where in a line the timestamp stood last: every line of one log has the same envelope. */
  private offset = 0;
  private nextBracket = -1;
  /** Where behind the timestamp the connection's star and the message stood last. */
  private readonly shape: Shape = { star: 0, message: 0 };
  private held: LogEvent | null = null;
  private bytes = 0;
  private lines = 0;
  private records = 0;
  private events = 0;
  private clipped = 0;

  constructor(options: ScanOptions) {
    this.options = options;
    this.assembler = new RecordAssembler((record) => this.take(record));
  }

  push(chunk: Uint8Array): void {
    if (this.bytes === 0 && chunk[0] === 0xff && chunk[1] === 0xfe)
      this.wide = new TextDecoder('utf-16le');
    this.bytes += chunk.length;
    const bytes = this.wide
      ? new TextEncoder().encode(this.wide.decode(chunk, { stream: true }))
      : chunk;
    if (this.gathered === null) {
      this.scan(bytes);
      return;
    }
    // A copy: slice() of Node's buffers would share what the caller goes on to use.
    this.gathered.push(new Uint8Array(bytes));
    this.gatheredSize += bytes.length;
    if (this.gatheredSize <= PASTE) return;
    const all = this.gathered;
    this.gathered = null;
    for (const one of all) this.scan(one);
  }

  end(): ScanSummary {
    if (this.gathered !== null) this.readPaste(this.gathered);
    else if (this.rest.length > 0) this.line(this.rest, 0, this.rest.length);
    this.assembler.flush();
    this.release('');
    const { bytes, lines, records, events, clipped } = this;
    return { bytes, lines, records, events, clipped };
  }

  private readPaste(chunks: readonly Uint8Array[]): void {
    const text = chunks.map((chunk, i) =>
      this.decoder.decode(chunk, { stream: i < chunks.length - 1 }),
    );
    const lines = text.join('').split('\n');
    if (lines.at(-1) === '') lines.pop();
    for (const line of lines) {
      this.lines++;
      const clean = line.replace(/^\0+|\r$/g, '');
      this.release(clean);
      this.assembler.line(clean, this.lines);
      if (this.options.access && !this.assembler.wants) this.access(clean);
    }
  }

  private take(record: WholeRecord): void {
    if (this.gathered !== null) this.records++;
    const source = { input: this.options.input, line: record.line };
    const event = parseRecord(record.text, source, record.time);
    if (event === null || event.kind === 'other') return;
    this.release('');
    this.held = event;
  }

  /**
   * Hands out the event before, once the line behind it is known: nginx writes
   * decoded paths, so a client can end a line and begin one of its own; what
   * nginx then writes behind it, `" failed (2: …`, stands at the start of a line.
   */
  private release(next: string): void {
    const event = this.held;
    if (event === null) return;
    this.held = null;
    if (INJECTED.test(next)) return;
    this.events++;
    this.options.onEvent(event);
  }

  private access(line: string): void {
    const event = parseAccessLine(line, { input: this.options.input, line: this.lines });
    if (event === null || (event.status ?? 0) < 400) return;
    this.events++;
    this.options.onEvent(event);
  }

  /** Cuts a chunk into lines; what is left over waits for the next one. */
  private scan(chunk: Uint8Array): void {
    let from = 0;
    if (this.rest.length > 0 || this.skipping) {
      const end = chunk.indexOf(LF);
      const part = chunk.subarray(0, end < 0 ? chunk.length : end);
      this.keep(part);
      if (end < 0) return;
      const line = this.rest;
      this.rest = new Uint8Array(0);
      this.skipping = false;
      this.nextBracket = -1;
      this.line(line, 0, line.length);
      from = end + 1;
    }
    this.nextBracket = -1;
    from = this.scanLines(chunk, from);
    if (from < chunk.length) this.keep(chunk.subarray(from));
  }

  /**
   * All whole lines of a chunk; returns where the unfinished one begins. A line
   * that looks like the one before and begins with what no event begins with
   * costs the few comparisons that stand here, everything else goes to `line`.
   */
  private scanLines(chunk: Uint8Array, start: number): number {
    let from = start;
    let skipped = 0;
    let { star, message } = this.shape;
    let idle = this.isIdle();
    let stamp = this.offset;
    for (let end = chunk.indexOf(LF, from); end >= 0; end = chunk.indexOf(LF, from)) {
      const at = from + stamp;
      const text = at + message;
      if (
        idle &&
        text < end &&
        chunk[at + 20] === BRACKET &&
        chunk[at + 22] !== 0x6d &&
        chunk[at + 4] === SLASH &&
        chunk[at + star] === STAR &&
        chunk[text - 1] === SPACE &&
        isDigit(chunk[text - 2]) &&
        PAIRS[(chunk[text]! << 8) | chunk[text + 1]!] === 0
      ) {
        skipped++;
      } else {
        this.lines += skipped;
        this.records += skipped;
        skipped = 0;
        this.line(chunk, from, end);
        ({ star, message } = this.shape);
        idle = this.isIdle();
        stamp = this.offset;
      }
      from = end + 1;
    }
    this.lines += skipped;
    this.records += skipped;
    return from;
  }

  /** Nothing is held that the next line could add to or call off, and the shape of lines is known. */
  private isIdle(): boolean {
    return this.held === null && !this.assembler.wants && this.shape.star > 0;
  }

  /** Adds to the unfinished line, as far as lines may go. */
  private keep(part: Uint8Array): void {
    if (this.skipping) return;
    const first = this.rest[0] ?? part[0];
    const limit = first === 0x7b || first === BRACKET ? MAX_JSON : MAX_LINE;
    const room = limit - this.rest.length;
    const taken = part.length > room ? part.subarray(0, room) : part;
    const joined = new Uint8Array(this.rest.length + taken.length);
    joined.set(this.rest);
    joined.set(taken, this.rest.length);
    this.rest = joined;
    if (taken.length < part.length) {
      this.skipping = true;
      this.clipped++;
    }
  }

  private line(bytes: Uint8Array, from: number, end: number): void {
    this.lines++;
    if (this.held !== null)
      this.release(
        bytes[from] === QUOTE ? latin1(bytes.subarray(from, Math.min(end, from + 20))) : '',
      );
    let start = from;
    // A log that was truncated while open begins with as many NULs as it was long.
    while (bytes[start] === 0 && start < end) start++;
    const stamp = this.stampIn(bytes, start, end);
    if (stamp < 0) {
      if (this.assembler.wants) this.feed(bytes, start, end);
      else if (this.options.access) this.access(this.decoder.decode(bytes.subarray(start, end)));
      return;
    }
    this.records++;
    if (this.isInteresting(bytes, stamp, end)) this.feed(bytes, start, end);
    else if (this.assembler.wants) this.assembler.flush();
  }

  /** Whether the record that begins here can be an event. Records cut before their message are, until joined. */
  private isInteresting(bytes: Uint8Array, stamp: number, end: number): boolean {
    // `nginx: [emerg] …` has its bracket elsewhere; only what stops nginx is written so.
    if (bytes[stamp + 22] === 0x6d || bytes[stamp] === 0x6e) return true;
    const { star, message } = this.shape;
    const usual = stamp + message;
    const at =
      star > 0 &&
      bytes[stamp + star] === STAR &&
      bytes[usual - 1] === SPACE &&
      isDigit(bytes[usual - 2])
        ? usual
        : messageIn(bytes, stamp, end, this.shape);
    if (at + 3 > end) return true;
    return BEGINNINGS.has((bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!);
  }

  private feed(bytes: Uint8Array, start: number, end: number): void {
    const to = bytes[end - 1] === 13 ? end - 1 : end;
    const text = this.decoder.decode(bytes.subarray(start, to));
    // A bare line that is closed needs no opening and no joining.
    if (this.offset === 0 && !this.assembler.wants && isBare(text))
      this.take({ text, line: this.lines, time: null });
    else this.assembler.line(text, this.lines);
  }

  /** Where nginx's timestamp (or its name, when there is none) begins; -1 when the line has neither. */
  private stampIn(bytes: Uint8Array, start: number, end: number): number {
    const usual = start + this.offset;
    if (usual + 24 < end && isStamp(bytes, usual)) return usual;
    const limit = Math.min(end, start + MAX_PREFIX);
    if (this.nextBracket < start) this.nextBracket = this.bracketFrom(bytes, start);
    let at = this.nextBracket;
    while (at < limit) {
      if (at - 20 >= start && isStamp(bytes, at - 20)) {
        this.offset = at - 20 - start;
        return at - 20;
      }
      if (at - 7 >= start && isNginx(bytes, at - 7)) return at - 7;
      at = this.bracketFrom(bytes, at + 1);
      this.nextBracket = at;
    }
    return -1;
  }

  private bracketFrom(bytes: Uint8Array, from: number): number {
    const at = bytes.indexOf(BRACKET, from);
    return at < 0 ? bytes.length : at;
  }
}

/** `YYYY/MM/DD hh:mm:ss [`. */
function isStamp(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at + 20] === BRACKET &&
    bytes[at + 4] === SLASH &&
    bytes[at + 7] === SLASH &&
    bytes[at + 10] === SPACE &&
    bytes[at + 13] === COLON &&
    bytes[at + 16] === COLON &&
    bytes[at + 19] === SPACE &&
    isDigit(bytes[at]) &&
    isDigit(bytes[at + 18])
  );
}

/** Starts with a timestamp and ends with the last field of an http line, `host` or, behind it, `referrer`. */
function isBare(text: string): boolean {
  if (!text.endsWith('"') || text.charCodeAt(0) > 57 || text[19] !== ' ') return false;
  return text.includes(', host: "', 60);
}

/** `nginx: `. */
function isNginx(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at] === 0x6e &&
    bytes[at + 1] === 0x67 &&
    bytes[at + 5] === COLON &&
    bytes[at + 4] === 0x78
  );
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}

/** What nginx writes behind a path that it could not serve. */
const INJECTED = /^" (?:failed|is) /;

interface Shape {
  star: number;
  message: number;
}

/** Where the message begins; also keeps, in `shape`, where to look first in the next line. */
function messageIn(bytes: Uint8Array, stamp: number, end: number, shape: Shape): number {
  let at = stamp + 21;
  const limit = Math.min(end, stamp + 64);
  while (at < limit && bytes[at] !== COLON) at++;
  at += 2;
  if (bytes[at] !== STAR) return at;
  shape.star = at - stamp;
  at++;
  while (at < end && isDigit(bytes[at])) at++;
  at++;
  shape.message = at - stamp;
  return at;
}

/** Whether the first bytes of a file are no text in any encoding that logs come in. */
export function looksBinary(head: Uint8Array): boolean {
  if (head[0] === 0xff && head[1] === 0xfe) return false;
  let control = 0;
  let nul = 0;
  for (const byte of head) {
    if (byte === 0) nul++;
    else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control++;
  }
  // NULs alone are a log that was truncated while open.
  return control > head.length / 50 || (nul > head.length / 10 && nul < head.length * 0.9);
}
