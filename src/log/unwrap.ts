/** From physical lines to whole records: partial lines of container runtimes, and lines that were wrapped on their way here. */
import { openCri, openEnvelope } from './envelopes.ts';
import { joinLines } from './join.ts';
import { withoutControls } from './parse.ts';

export interface WholeRecord {
  readonly text: string;
  /** 1-based number of the line it starts in. */
  readonly line: number;
  /** What the envelope tells about the time; null when it tells nothing. */
  readonly time: string | null;
}

/** nginx writes 2,048 bytes; indentation and prefixes may come on top. */
const MAX_JOINED = 8192;
const MAX_LINES = 120;
const MAX_PARTIAL = 65_536;

/** What a line holds when even nginx's own timestamp was broken: the start of a narrow record. */
const NARROW_START =
  /^[\s>|]*\d{4}\/\d\d\/\d\d(?: (?:\d\d:?){0,3}(?: (?:\[(?:[a-z]+(?:\](?: \d*(?:#\d*:?)?)?)?)?)?)?)?$/;
/** Lines that begin something else: other logs, JSON, Markdown fences, headings. */
const FOREIGN =
  /^\s*(?:```|~~~|[{}]|\[\{|#{1,6} |\d{4}-\d\d-\d\d[T ]|[A-Z][a-z]{2} [ \d]\d \d\d:|\d{1,3}(?:\.\d{1,3}){3} - |nginx: )/;
const FIELD_NEXT =
  /^\s*,? ?(?:client|server|request|subrequest|upstream|host|referrer|bytes from\/to \w+): ?/;

interface Pending {
  text: string;
  readonly line: number;
  readonly time: string | null;
  /** Pattern of the envelope's prefix, which the following lines may carry too. */
  readonly prefix: RegExp | null;
  lines: number;
}

/** Feed it lines in order; it calls `emit` for every record of nginx it can make of them. */
export class RecordAssembler {
  private readonly emit: (record: WholeRecord) => void;
  private pending: Pending | null = null;
  private readonly partial = new Map<string, string>();
  /** Size of `partial`, asked for every line. */
  private partials = 0;

  constructor(emit: (record: WholeRecord) => void) {
    this.emit = emit;
  }

  /** True while the next line may belong to the record at hand. */
  get wants(): boolean {
    return this.pending !== null || this.partials > 0;
  }

  line(raw: string, number: number): void {
    const line = this.whole(raw.includes('\x1b') ? withoutControls(raw) : raw);
    if (line === null) return;
    const opened = openEnvelope(line);
    if (opened.length > 0) {
      this.flush();
      for (const one of opened) {
        const record = { text: one.text, line: number, time: one.time };
        if (opened.length === 1 && line.endsWith(one.text)) this.hold(record, one.prefix);
        else this.emit(record);
      }
    } else if (this.pending !== null && this.belongs(line)) {
      const prefix = this.pending.prefix?.exec(line)?.[0] ?? '';
      this.pending.text = joinLines(this.pending.text, line.slice(prefix.length));
      this.pending.lines++;
    } else {
      this.flush();
      if (NARROW_START.test(line)) this.hold({ text: line.trim(), line: number, time: null }, '');
    }
  }

  /** Emits what is held; call it at the end and wherever lines were left out. */
  flush(): void {
    const pending = this.pending;
    this.pending = null;
    if (pending === null) return;
    const { text, line, time } = pending;
    for (const record of openEnvelope(text)) this.emit({ text: record.text, line, time });
  }

  /** Joins the pieces that a container runtime made of one line; null while more pieces come. */
  private whole(line: string): string | null {
    const cri = openCri(line);
    if (cri === null) return line;
    const before = this.partial.get(cri.stream) ?? '';
    if (cri.partial && before.length < MAX_PARTIAL) {
      this.partial.set(cri.stream, before + cri.text);
      this.partials = this.partial.size;
      return null;
    }
    this.partial.delete(cri.stream);
    this.partials = this.partial.size;
    return before === '' ? line : before + cri.text;
  }

  private hold(record: WholeRecord, prefix: string): void {
    if (isComplete(record.text)) this.emit(record);
    else this.pending = { ...record, prefix: shapeOf(prefix), lines: 1 };
  }

  private belongs(line: string): boolean {
    const pending = this.pending;
    if (pending === null || line.trim() === '') return false;
    const prefix = pending.prefix?.exec(line)?.[0] ?? '';
    const rest = line.slice(prefix.length);
    if (pending.lines >= MAX_LINES || pending.text.length > MAX_JOINED) return false;
    if (FIELD_NEXT.test(rest) && !/, referrer: "[^"]*"$/.test(pending.text)) return true;
    // The line number of `… in /etc/nginx/nginx.conf:12` may be broken too.
    if (/^\s*\d{1,4}$/.test(rest) && / in \S+:\d*$/.test(pending.text)) return true;
    return !FOREIGN.test(prefix === '' ? line : rest) && !looksComplete(pending.text);
  }
}

/** Nothing can follow: the last field is closed, the byte counts are told, or nginx cut the line itself. */
function isComplete(text: string): boolean {
  return (
    /, (?:host|referrer): "[^"]*"\s*$/.test(text) ||
    /bytes from\/to upstream:\d+\/\d+\s*$/.test(text) ||
    text.length >= 2000
  );
}

/** Probably nothing follows, unless the next line starts with a field. */
function looksComplete(text: string): boolean {
  return (
    isComplete(text) ||
    /, (?:request|upstream): "[^"]*"$/.test(text) ||
    / in \/?\S+:\d+$/.test(text) ||
    (text.startsWith('nginx: [') &&
      /[)"\w]$/.test(text) &&
      text.split('(').length === text.split(')').length)
  );
}

/** Matches the same prefix with other digits; null for prefixes that are only blank. */
function shapeOf(prefix: string): RegExp | null {
  if (prefix.trim() === '') return null;
  const shape = prefix
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\d+/g, '\\d+')
    .replace(/\s+/g, '\\s+');
  return new RegExp(`^\\s*${shape}(?:\\s|$)`);
}
