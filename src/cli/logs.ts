/** Reads the logs that were named, each to its end, whatever the others do. */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import type { Incident } from '../log/incident.ts';
import { IncidentCollector } from '../log/incidents.ts';
import { LogScanner } from '../log/scanner.ts';
import { fileMessage } from '../nginx/problems.ts';
import { fileError } from '../node/disk.ts';
import { errnoOf } from '../node/problem.ts';
import { type Message, message } from '../text/message.ts';
import type { Io } from './io.ts';

export interface LogsRead {
  readonly incidents: readonly Incident[];
  readonly lines: number;
  readonly bytes: number;
  readonly failures: number;
  /** How many inputs could be used; an empty one can. */
  readonly usable: number;
  /** What cannot be used: missing, unreadable, or of another program. */
  readonly refused: readonly Message[];
  readonly notes: readonly Message[];
}

/** Reads logs one after the other. */
export async function readLogs(names: readonly string[], io: Io): Promise<LogsRead> {
  const collector = new IncidentCollector();
  const refused: Message[] = [];
  const notes: Message[] = [];
  let lines = 0;
  let bytes = 0;
  let failures = 0;
  let usable = 0;
  for (const name of names) {
    const input = name === '-' ? 'stdin' : name;
    const scanner = new LogScanner({ input, onEvent: (event) => collector.add(event) });
    try {
      const stream: Readable = name === '-' ? io.stdin : createReadStream(name);
      for await (const chunk of stream) scanner.push(chunk as Uint8Array);
    } catch (error) {
      if (errnoOf(error) === '') throw error;
      refused.push(fileMessage(fileError(errnoOf(error)), name));
      continue;
    }
    const summary = scanner.end();
    lines += summary.lines;
    bytes += summary.bytes;
    failures += summary.events;
    if (summary.lines > 0 && summary.records === 0) {
      refused.push(message('cli.log-foreign', { path: input }));
      continue;
    }
    usable++;
    if (summary.lines === 0) notes.push(message('cli.log-empty', { path: input }));
    if (summary.clipped > 0)
      notes.push(message('cli.log-clipped', { path: input, count: summary.clipped }));
  }
  return {
    incidents: collector.finish(),
    lines,
    bytes,
    failures,
    usable,
    refused,
    notes,
  };
}
