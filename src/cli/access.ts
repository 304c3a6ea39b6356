/**
 * Access logs beside the error log: what share of the requests failed, and
 * failures that leave no line in an error log because the handshake worked.
 */
import type { Readable } from 'node:stream';
import { groupAsHost } from '../causes/path-facts.ts';
import { locator } from '../diagnosis/locate.ts';
import type { Diagnosis } from '../diagnosis/model.ts';
import type { LogEvent } from '../log/event.ts';
import type { Incident } from '../log/incident.ts';
import { IncidentCollector } from '../log/incidents.ts';
import { readLogs } from '../node/log-input.ts';
import type { Message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';

/** What upstreams answer when TLS went wrong in a way that only they notice. */
const TELLING: ReadonlySet<number> = new Set([400, 403, 421]);
/** What nginx answers when it gets nothing from an upstream. */
const GATEWAY: ReadonlySet<number> = new Set([502, 504]);

/** What an upstream answers for a site that it does not know, and an application for a page that is not there. */
const NOT_FOUND = 404;

export interface AccessRead {
  readonly incidents: readonly Incident[];
  /** Requests that were answered with 404: mostly nothing of ours. */
  readonly notFound: readonly Incident[];
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
    if (!TELLING.has(event.status) && event.status !== NOT_FOUND) return;
    // The status is no part of a signature, so each has its own.
    const collector = collectors.get(event.status) ?? new IncidentCollector();
    collectors.set(event.status, collector);
    collector.add(event);
  };
  const read = await readLogs(names, { stdin, access: true, onEvent });
  const notFound = collectors.get(NOT_FOUND);
  collectors.delete(NOT_FOUND);
  return {
    incidents: [...collectors.values()].flatMap((c) => c.finish()),
    notFound: notFound?.finish() ?? [],
    requests: { total: read.lines, failed },
    problems: read.problems,
  };
}

/** Of requests that were answered with 404 those to places whose Host header is the name of a group. */
export function misdirected(
  notFound: readonly Incident[],
  paths: readonly UpstreamTls[],
): readonly Incident[] {
  if (notFound.length === 0 || paths.every((path) => groupAsHost(path) === null)) return [];
  const find = locator(paths);
  return notFound.flatMap((incident) =>
    find(incident).flatMap(({ incident: part, paths: [place] }) =>
      place !== undefined && place.tls !== 'no' && groupAsHost(place) !== null ? [part] : [],
    ),
  );
}
