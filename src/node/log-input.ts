/**
 * Logs from disk and standard input into incidents: files, globs, gzip, `-`.
 * What cannot be read is one sentence each, and the rest goes on.
 */
import { readSync } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { LogEvent } from '../log/event.ts';
import type { Incident } from '../log/incident.ts';
import { IncidentCollector } from '../log/incidents.ts';
import { LogScanner, looksBinary, type ScanSummary } from '../log/scanner.ts';
import { type Message, message } from '../text/message.ts';
import { errnoOf } from './problem.ts';

export interface LogOptions {
  /** What `-` stands for. */
  readonly stdin: Readable;
  /** Also lines of access logs with a status of 400 and more. */
  readonly access?: boolean;
  /** Called after every 128 KiB; `total` is null when an input has no size. */
  readonly onProgress?: (bytes: number, total: number | null) => void;
  /** Called for every event, in order. */
  readonly onEvent?: (event: LogEvent) => void;
}

export interface LogsRead {
  /** The most frequent first. */
  readonly incidents: readonly Incident[];
  /** Inputs that could be read, at least in part. */
  readonly readable: number;
  readonly bytes: number;
  readonly lines: number;
  /** Lines of nginx's error log, whatever they say. */
  readonly records: number;
  /** Events that speak of failures. */
  readonly failures: number;
  /** What could not be read, and what should be known about the rest. */
  readonly problems: readonly Message[];
}

const PIECE = 131_072;
/** Pieces between which timers and signals are served. */
const BREATH = 128;
const MAX_FILES = 10_000;

/** Reads all inputs one after the other. Never throws for what an input is or lacks. */
export async function readLogs(names: readonly string[], options: LogOptions): Promise<LogsRead> {
  const reader = new LogReader(options);
  const files = await reader.find(names);
  await reader.measure(files);
  for (const file of files) await reader.read(file);
  return reader.result();
}

class LogReader {
  private readonly options: LogOptions;
  private readonly collector = new IncidentCollector();
  private readonly problems: Message[] = [];
  private readonly seen = new Set<string>();
  private total: number | null = 0;
  private progress = 0;
  private readable = 0;
  private sum: ScanSummary = { bytes: 0, lines: 0, records: 0, events: 0, clipped: 0 };

  constructor(options: LogOptions) {
    this.options = options;
  }

  result(): LogsRead {
    return {
      incidents: this.collector.finish(),
      readable: this.readable,
      bytes: this.sum.bytes,
      lines: this.sum.lines,
      records: this.sum.records,
      failures: this.sum.events,
      problems: this.problems,
    };
  }

  /** File names for what the user named; a name with wildcards that exists as written is taken as written. */
  async find(names: readonly string[]): Promise<string[]> {
    const files: string[] = [];
    for (const name of names) {
      if (name === '-' || !/[*?[{]/.test(name) || (await exists(name))) files.push(name);
      else {
        // Loaded only where it is needed: most runs name their files.
        const { glob } = await import('tinyglobby');
        const found = await glob(name, { dot: true, onlyFiles: true, expandDirectories: false });
        if (found.length === 0) this.problems.push(message('log.no-match', { pattern: name }));
        files.push(...found.sort().slice(0, MAX_FILES));
      }
    }
    return files;
  }

  async measure(files: readonly string[]): Promise<void> {
    for (const file of files) {
      const size = file === '-' ? null : await sizeOf(file);
      this.total = size === null || this.total === null ? null : this.total + size;
    }
  }

  async read(file: string): Promise<void> {
    if (file === '-') return this.readStream(file, this.options.stdin);
    let handle: FileHandle | null = null;
    try {
      const real = await realpath(file);
      if (this.seen.has(real)) return;
      this.seen.add(real);
      handle = await open(file, 'r');
      const stat = await handle.stat();
      if (stat.isDirectory()) this.problems.push(message('log.directory', { path: file }));
      else if (stat.isFile()) await this.readHandle(file, handle);
      else await this.readStream(file, handle.createReadStream({ autoClose: false }));
    } catch (error) {
      this.problems.push(unreadable(file, error));
    } finally {
      await handle?.close();
    }
  }

  /**
   * Small pieces, read synchronously: they stay in the processor's cache, and
   * no thread waits for another. Between many of them others get their turn.
   */
  private async readHandle(file: string, handle: FileHandle): Promise<void> {
    const piece = Buffer.allocUnsafe(PIECE);
    let size = readSync(handle.fd, piece, 0, PIECE, null);
    const head = piece.subarray(0, size);
    if (!this.isReadable(file, head)) return;
    if (isGzip(head)) {
      const rest = handle.createReadStream({ autoClose: false });
      return this.unpack(file, chain(Buffer.from(head), rest));
    }
    const scanner = this.scanner(file);
    for (let pieces = 1; size > 0; pieces++) {
      scanner.push(piece.subarray(0, size));
      this.tell(size);
      if (pieces % BREATH === 0) await new Promise((next) => setImmediate(next));
      size = readSync(handle.fd, piece, 0, PIECE, null);
    }
    this.close(file, scanner.end());
  }

  private async readStream(file: string, stream: Readable): Promise<void> {
    const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const first = await pieces.next();
    const head = first.done ? Buffer.alloc(0) : asBuffer(first.value);
    if (!this.isReadable(file, head)) return;
    const whole = chain(head, { [Symbol.asyncIterator]: () => pieces });
    if (isGzip(head)) return this.unpack(file, whole);
    const scanner = this.scanner(file);
    for await (const piece of whole) {
      scanner.push(piece);
      this.tell(piece.length);
    }
    this.close(file, scanner.end());
  }

  private async unpack(file: string, packed: AsyncIterable<Buffer>): Promise<void> {
    const counted = async function* (this: LogReader) {
      for await (const piece of packed) {
        this.tell(piece.length);
        yield piece;
      }
    }.call(this);
    const source = Readable.from(counted, { objectMode: false });
    const gunzip = createGunzip({ chunkSize: PIECE });
    source.on('error', (error) => gunzip.destroy(error));
    const scanner = this.scanner(file);
    let first = true;
    try {
      for await (const piece of source.pipe(gunzip)) {
        if (first && !this.isReadable(file, piece)) return;
        first = false;
        scanner.push(piece);
      }
    } catch (error) {
      // What came before the damage counts.
      this.problems.push(message('log.damaged-gzip', { path: file, code: errnoOf(error) }));
    }
    this.close(file, scanner.end());
  }

  private isReadable(file: string, head: Buffer): boolean {
    const tool = packedBy(head);
    const problem =
      head.length === 0
        ? message('log.empty', { path: file })
        : tool !== null
          ? message('log.packed', { path: file, tool })
          : !isGzip(head) && looksBinary(head.subarray(0, 65_536))
            ? message('log.binary', { path: file })
            : null;
    if (problem !== null) this.problems.push(problem);
    return problem === null;
  }

  private scanner(file: string): LogScanner {
    return new LogScanner({
      input: file,
      access: this.options.access ?? false,
      onEvent: (event) => {
        this.collector.add(event);
        this.options.onEvent?.(event);
      },
    });
  }

  private tell(bytes: number): void {
    this.progress += bytes;
    this.options.onProgress?.(this.progress, this.total);
  }

  private close(file: string, read: ScanSummary): void {
    this.readable++;
    this.sum = {
      bytes: this.sum.bytes + read.bytes,
      lines: this.sum.lines + read.lines,
      records: this.sum.records + read.records,
      events: this.sum.events + read.events,
      clipped: this.sum.clipped + read.clipped,
    };
    if (read.records === 0 && read.events === 0)
      this.problems.push(message('log.foreign', { path: file, lines: read.lines }));
    if (read.clipped > 0)
      this.problems.push(message('log.clipped', { path: file, lines: read.clipped }));
  }
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Compressions that Node cannot undo, by what their files begin with. */
function packedBy(head: Buffer): string | null {
  const magic = head.subarray(0, 6).toString('latin1');
  if (magic.startsWith('BZh')) return 'bunzip2';
  if (magic.startsWith('\xfd7zXZ')) return 'unxz';
  if (magic.startsWith('\x28\xb5\x2f\xfd')) return 'unzstd';
  if (magic.startsWith('PK\x03\x04')) return 'unzip';
  return null;
}

async function* chain(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for await (const piece of rest) yield asBuffer(piece);
}

function asBuffer(piece: Buffer | string): Buffer {
  return typeof piece === 'string' ? Buffer.from(piece) : piece;
}

async function exists(name: string): Promise<boolean> {
  return (await sizeOf(name)) !== null;
}

async function sizeOf(name: string): Promise<number | null> {
  try {
    const handle = await open(name, 'r');
    try {
      const stat = await handle.stat();
      return stat.isFile() ? stat.size : null;
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}

function unreadable(path: string, error: unknown): Message {
  const code = errnoOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return message('log.missing', { path });
  if (code === 'EACCES' || code === 'EPERM') return message('log.forbidden', { path });
  return message('log.unreadable', { path, code: code || String(error) });
}
