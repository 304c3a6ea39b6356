/** Reads the log, of whatever size, into incidents. */
import { IncidentCollector, LogScanner, looksBinary, type ReadLog } from '../../src/index.ts';
import type { LogInput } from './protocol.ts';

/** A file whose beginning is no text. */
export class BinaryFile extends Error {}

export interface WholeLog {
  readonly read: ReadLog;
  /** The beginning, for what can be shared. */
  readonly head: string;
}

const HEAD = 65_536;

/** `at` is told how many bytes were read; it returns false to stop. Null when it was stopped. */
export async function readLog(
  input: LogInput,
  at: (bytes: number) => boolean,
): Promise<WholeLog | null> {
  const collector = new IncidentCollector();
  const name = input.kind === 'file' ? input.file.name : 'error.log';
  const scanner = new LogScanner({ input: name, onEvent: (event) => collector.add(event) });
  const done = (head: string): WholeLog => {
    const { lines, bytes } = scanner.end();
    const incidents = collector.finish();
    return { read: { incidents, lines, bytes, failures: collector.count }, head };
  };
  if (input.kind === 'text') {
    scanner.push(new TextEncoder().encode(input.text));
    return done(input.text.slice(0, HEAD));
  }
  const head = new Uint8Array(await input.file.slice(0, HEAD).arrayBuffer());
  if (looksBinary(head)) throw new BinaryFile();
  const reader = input.file.stream().getReader();
  let read = 0;
  for (;;) {
    const { done: finished, value } = await reader.read();
    if (finished) break;
    scanner.push(value);
    read += value.length;
    if (!at(read)) {
      await reader.cancel();
      return null;
    }
  }
  return done(new TextDecoder().decode(head));
}
