/** Reads the log, of whatever size, into incidents. */
import { IncidentCollector, LogScanner, looksBinary, type ReadLog } from '../../src/index.ts';
import type { LogInput } from './protocol.ts';

/** A file that is no text, or that could not be read to its end. */
export class UnreadableLog extends Error {
  readonly why: 'binary' | 'lost';
  readonly file: string;

  constructor(why: 'binary' | 'lost', file: string) {
    super(why);
    this.why = why;
    this.file = file;
  }
}

export interface WholeLog {
  readonly read: ReadLog;
  /** The beginning, for what can be shared. */
  readonly head: string;
  /** Inputs with lines so long that only their beginning was read, and how many. */
  readonly clipped: readonly { readonly path: string; readonly lines: number }[];
}

const HEAD = 65_536;

/** `at` is told how many bytes were read; it returns false to stop. Null when it was stopped. */
export async function readLog(
  input: LogInput,
  at: (bytes: number) => boolean,
): Promise<WholeLog | null> {
  const collector = new IncidentCollector();
  const onEvent = collector.add.bind(collector);
  let lines = 0;
  let bytes = 0;
  let head = '';
  const clipped: { path: string; lines: number }[] = [];
  const close = (scanner: LogScanner, path: string) => {
    const sum = scanner.end();
    lines += sum.lines;
    bytes += sum.bytes;
    if (sum.clipped > 0) clipped.push({ path, lines: sum.clipped });
  };
  if (input.kind === 'text') {
    const scanner = new LogScanner({ input: 'error.log', onEvent });
    scanner.push(new TextEncoder().encode(input.text));
    close(scanner, 'error.log');
    head = input.text.slice(0, HEAD);
  } else {
    let before = 0;
    for (const file of input.files) {
      const scanner = new LogScanner({ input: file.name, onEvent });
      const start = before;
      const begin = await scanFile(file, scanner, (read) => at(start + read));
      if (begin === null) return null;
      close(scanner, file.name);
      head ||= begin;
      before += file.size;
    }
  }
  const incidents = collector.finish();
  return { read: { incidents, lines, bytes, failures: collector.count }, head, clipped };
}

/** Feeds a file to the scanner and returns its beginning; null when it was stopped. */
async function scanFile(
  file: File,
  scanner: LogScanner,
  at: (bytes: number) => boolean,
): Promise<string | null> {
  let read = 0;
  let head: string | null = null;
  const reader = await openFile(file, (bytes) => {
    read = bytes;
  });
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new UnreadableLog('lost', file.name);
    });
    if (done) return head ?? '';
    if (head === null) {
      const begin = value.subarray(0, HEAD);
      if (looksBinary(begin)) {
        await reader.cancel();
        throw new UnreadableLog('binary', file.name);
      }
      head = new TextDecoder().decode(begin);
    }
    scanner.push(value);
    if (!at(read)) {
      await reader.cancel();
      return null;
    }
  }
}

/** The content, unpacked when it is packed by gzip. `at` is told how much of the file itself was read. */
async function openFile(
  file: File,
  at: (bytes: number) => void,
): Promise<{ read: ReadableStreamDefaultReader<Uint8Array>['read']; cancel: () => Promise<void> }> {
  const magic = await file
    .slice(0, 2)
    .arrayBuffer()
    .catch(() => new ArrayBuffer(0));
  const [first, second] = new Uint8Array(magic);
  let taken = 0;
  const count = (chunk: Uint8Array) => {
    taken += chunk.length;
    at(taken);
  };
  if (first !== 0x1f || second !== 0x8b) {
    const reader = file.stream().getReader();
    return {
      async read() {
        const piece = await reader.read();
        if (!piece.done) count(piece.value);
        return piece;
      },
      cancel: () => reader.cancel(),
    };
  }
  const counting = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, out) {
      count(chunk);
      out.enqueue(chunk);
    },
  });
  return file
    .stream()
    .pipeThrough(counting)
    .pipeThrough(new DecompressionStream('gzip'))
    .getReader();
}
