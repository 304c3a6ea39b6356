/** Reads logs line by line; grouping is simple until the scanner takes its place. */
import { readFileSync } from 'node:fs';
import type { LogEvent } from '../log/event.ts';
import type { Incident } from '../log/incident.ts';
import { parseLine } from '../log/parse.ts';
import { errnoOf } from '../node/problem.ts';
import { type Message, message } from '../text/message.ts';
import type { Io } from './io.ts';

export interface LogsRead {
  readonly incidents: readonly Incident[];
  readonly lines: number;
  readonly bytes: number;
  readonly failures: number;
  readonly unreadable: readonly Message[];
  readonly readable: number;
  readonly foreign: readonly Message[];
}

export async function readLogs(names: readonly string[], _io: Io): Promise<LogsRead> {
  const groups = new Map<string, LogEvent[]>();
  let lines = 0;
  let bytes = 0;
  let failures = 0;
  let readable = 0;
  const unreadable: Message[] = [];
  for (const name of names) {
    let text: string;
    try {
      text = readFileSync(name, 'latin1');
    } catch (error) {
      unreadable.push(message('config.not-found', { path: name, code: errnoOf(error) }));
      continue;
    }
    readable++;
    bytes += text.length;
    const all = text.split('\n');
    lines += all.length - 1;
    const records = text.split(/\n(?=\d{4}\/\d\d\/\d\d )/);
    let line = 1;
    for (const record of records) {
      const event = parseLine(record.replace(/\s*\n\s*/g, ' '), { input: name, line });
      line += record.split('\n').length;
      if (!event || event.kind === 'other') continue;
      failures++;
      const key = JSON.stringify([
        event.kind,
        event.alert,
        event.server,
        event.upstream?.host,
        event.errors[0]?.reason,
      ]);
      groups.set(key, [...(groups.get(key) ?? []), event]);
    }
  }
  const incidents = [...groups.values()].map((events): Incident => {
    const e = events[0] as LogEvent;
    return {
      signature: {
        kind: e.kind,
        operation: e.operation,
        phase: e.phase,
        level: e.level,
        alert: e.alert,
        openssl: e.errors[0] ?? null,
        verifyError: e.verifyError?.code ?? null,
        errno: e.errno?.code ?? null,
      },
      server: e.server,
      upstreams: e.upstream ? [e.upstream] : [],
      count: events.length,
      first: e.time,
      last: events.at(-1)?.time ?? null,
      timeline: null,
      samples: events.slice(0, 20),
      uris: [],
      hosts: e.host ? [e.host] : [],
      methods: {},
      cascade: [],
    };
  });
  return { incidents, lines, bytes, failures, unreadable, readable, foreign: [] };
}
