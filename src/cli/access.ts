/**
 * Access logs beside the error log: what share of the requests failed, and
 * failures that leave no line in an error log because the handshake worked.
 */
import type { Readable } from 'node:stream';
import type { Diagnosis } from '../diagnosis/model.ts';
import type { LogEvent } from '../log/event.ts';
import type { Incident } from '../log/incident.ts';
import { IncidentCollector } from '../log/incidents.ts';
import { readLogs } from '../node/log-input.ts';
import type { Message } from '../text/message.ts';

/** What upstreams answer when TLS went wrong in a way that only they notice. */
const TELLING: ReadonlySet<number> = new Set([400, 403, 421]);
/** What nginx answers when it gets nothing from an upstream. */
const GATEWAY: ReadonlySet<number> = new Set([502, 504]);

export interface AccessRead {
  readonly incidents: readonly Incident[];
  readonly requests: NonNullable<Diagnosis['read']['requests']>;
  readonly problems: readonly Message[];
}

/** Reads access logs. Never throws for what they are or lack. */
export async function readAccess(names: readonly string[], stdin: Readable): Promise<AccessRead> {
  const collectors = new Map<number, IncidentCollector>();
  let failed = 0;
  const onEvent = (event: LogEvent) => {
    if (event.kind !== 'access' || event.status === null) return;
    if (GATEWAY.has(event.status)) failed++;
    if (!TELLING.has(event.status)) return;
    // The status is no part of a signature, so each has its own.
    const collector = collectors.get(event.status) ?? new IncidentCollector();
    collectors.set(event.status, collector);
    collector.add(event);
  };
  const read = await readLogs(names, { stdin, access: true, onEvent });
  return {
    incidents: [...collectors.values()].flatMap((c) => c.finish()),
    requests: { total: read.lines, failed },
    problems: read.problems,
  };
}
