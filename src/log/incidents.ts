/** Counts events into incidents, in memory that does not grow with the log. */
import type { LogEvent, UpstreamAddress } from './event.ts';
import type { Incident, Signature } from './incident.ts';
import { Timeline } from './timeline.ts';

/** Distinct incidents; what comes beyond is counted per signature only. */
const MAX_INCIDENTS = 10_000;
const MAX_SAMPLES = 20;
const MAX_URIS = 50;
const MAX_HOSTS = 20;
const MAX_UPSTREAMS = 100;
const MAX_CASCADE = 20;
const MAX_METHODS = 16;
/** Places of one server that fail alike; more are one place with many paths. */
const MAX_SHAPES = 12;
/** Connections that are remembered to find what a cascade line follows from. */
const MAX_CONNECTIONS = 4096;

interface Open {
  readonly signature: Signature;
  readonly server: string | null;
  readonly upstreams: Map<string, UpstreamAddress>;
  count: number;
  first: string | null;
  last: string | null;
  readonly timeline: Timeline;
  readonly samples: LogEvent[];
  readonly uris: Set<string>;
  readonly hosts: Set<string>;
  readonly methods: Map<string, number>;
  readonly cascade: LogEvent[];
}

/** Feed it events in the order of the log; `finish` gives the incidents, the most frequent first. */
export class IncidentCollector {
  private readonly open = new Map<string, Open>();
  /** Shapes of upstream URIs per signature and server. */
  private readonly shapes = new Map<string, Set<string>>();
  private readonly byConnection = new Map<string, Open>();
  private readonly lastOfServer = new Map<string, Open>();
  private last: Open | null = null;
  private total = 0;

  /** Events added so far, cascade lines included. */
  get count(): number {
    return this.total;
  }

  add(event: LogEvent): void {
    this.total++;
    if (event.kind === 'cascade') {
      const root = this.rootOf(event);
      if (root !== null) {
        if (root.cascade.length < MAX_CASCADE) root.cascade.push(event);
        return;
      }
    }
    const open = this.incidentOf(event);
    count(open, event);
    if (event.kind !== 'cascade') this.remember(open, event);
  }

  finish(): Incident[] {
    return [...this.open.values()].map(close).sort((a, b) => b.count - a.count);
  }

  private incidentOf(event: LogEvent): Open {
    const signature = signatureOf(event);
    const kind = `${event.kind} ${event.operation} ${event.phase} ${event.level} ${event.alert} ${signature.openssl?.code} ${signature.verifyError} ${signature.errno} ${event.kind === 'startup-error' ? event.text : event.checkedName}`;
    const base = `${kind}\n${event.server ?? ''}\n${event.upstream?.scheme ?? ''}`;
    const shape = this.shapeIn(base, event);
    const key = `${base}\n${shape}`;
    const known = this.open.get(key);
    if (known) return known;
    const full = this.open.size >= MAX_INCIDENTS;
    const place = full ? kind : key;
    const there = this.open.get(place);
    if (there) return there;
    const made = openIncident(signature, full ? null : event.server);
    this.open.set(place, made);
    return made;
  }

  /** First segment of the path at the upstream, while a server has few of them. */
  private shapeIn(base: string, event: LogEvent): string {
    const path = event.upstream?.uri ?? event.request?.uri ?? '';
    const shape = firstSegment(path);
    const shapes = this.shapes.get(base);
    if (shapes === undefined) {
      if (this.shapes.size < MAX_INCIDENTS) this.shapes.set(base, new Set([shape]));
      return shape;
    }
    if (shapes.has('*')) return '*';
    shapes.add(shape);
    if (shapes.size <= MAX_SHAPES) return shape;
    this.shapes.set(base, new Set(['*']));
    this.mergeShapes(base, shapes);
    return '*';
  }

  private mergeShapes(base: string, shapes: ReadonlySet<string>): void {
    const parts: Open[] = [];
    for (const shape of shapes) {
      const part = this.open.get(`${base}\n${shape}`);
      if (!part) continue;
      parts.push(part);
      this.open.delete(`${base}\n${shape}`);
    }
    const [first, ...rest] = parts;
    if (!first) return;
    for (const part of rest) {
      merge(first, part);
      for (const map of [this.byConnection, this.lastOfServer])
        for (const [key, value] of map) if (value === part) map.set(key, first);
      if (this.last === part) this.last = first;
    }
    this.open.set(`${base}\n*`, first);
  }

  private remember(open: Open, event: LogEvent): void {
    this.last = open;
    if (event.server !== null && this.lastOfServer.size < MAX_INCIDENTS)
      this.lastOfServer.set(event.server, open);
    if (event.connection === null) return;
    const key = `${event.pid}*${event.connection}`;
    this.byConnection.delete(key);
    this.byConnection.set(key, open);
    if (this.byConnection.size <= MAX_CONNECTIONS) return;
    const oldest = this.byConnection.keys().next();
    if (!oldest.done) this.byConnection.delete(oldest.value);
  }

  /** What a cascade line follows from: the failure on its connection, else the last one of its server, else the last. */
  private rootOf(event: LogEvent): Open | null {
    if (event.connection !== null) {
      const same = this.byConnection.get(`${event.pid}*${event.connection}`);
      if (same) return same;
    }
    if (event.server !== null) return this.lastOfServer.get(event.server) ?? null;
    return this.last;
  }
}

/** Incidents that turned out to be of one place, as one: the signature is that of the first. */
export function mergeIncidents(incidents: readonly Incident[]): Incident | null {
  const [first, ...rest] = incidents;
  if (!first) return null;
  const open = reopen(first);
  for (const other of rest) merge(open, reopen(other));
  return close(open);
}

function openIncident(signature: Signature, server: string | null): Open {
  return {
    signature,
    server,
    upstreams: new Map(),
    count: 0,
    first: null,
    last: null,
    timeline: new Timeline(),
    samples: [],
    uris: new Set(),
    hosts: new Set(),
    methods: new Map(),
    cascade: [],
  };
}

function count(open: Open, event: LogEvent): void {
  open.count++;
  if (event.time !== null) {
    if (open.first === null || event.time < open.first) open.first = event.time;
    if (open.last === null || event.time > open.last) open.last = event.time;
    open.timeline.add(event.time);
  }
  if (open.samples.length < MAX_SAMPLES) open.samples.push(event);
  const { upstream, request, host } = event;
  if (upstream !== null) {
    const peer = `${upstream.scheme}//${upstream.host}:${upstream.port}`;
    if (open.upstreams.size < MAX_UPSTREAMS && !open.upstreams.has(peer))
      open.upstreams.set(peer, upstream);
  }
  if (request !== null) {
    const path = withoutQuery(request.uri);
    if (open.uris.size < MAX_URIS) open.uris.add(path);
    if (open.methods.size < MAX_METHODS || open.methods.has(request.method))
      open.methods.set(request.method, (open.methods.get(request.method) ?? 0) + 1);
  }
  if (host !== null && open.hosts.size < MAX_HOSTS) open.hosts.add(host);
}

function merge(into: Open, from: Open): void {
  into.count += from.count;
  if (from.first !== null && (into.first === null || from.first < into.first))
    into.first = from.first;
  if (from.last !== null && (into.last === null || from.last > into.last)) into.last = from.last;
  into.timeline.merge(from.timeline);
  into.samples.push(...from.samples.slice(0, MAX_SAMPLES - into.samples.length));
  into.cascade.push(...from.cascade.slice(0, MAX_CASCADE - into.cascade.length));
  for (const [key, value] of from.upstreams)
    if (into.upstreams.size < MAX_UPSTREAMS) into.upstreams.set(key, value);
  for (const uri of from.uris) if (into.uris.size < MAX_URIS) into.uris.add(uri);
  for (const host of from.hosts) if (into.hosts.size < MAX_HOSTS) into.hosts.add(host);
  for (const [method, n] of from.methods)
    into.methods.set(method, (into.methods.get(method) ?? 0) + n);
}

function close(open: Open): Incident {
  return {
    signature: open.signature,
    server: open.server,
    upstreams: [...open.upstreams.values()],
    count: open.count,
    first: open.first,
    last: open.last,
    timeline: open.timeline.finish(),
    samples: open.samples,
    uris: [...open.uris],
    hosts: [...open.hosts],
    methods: Object.fromEntries(open.methods),
    cascade: open.cascade,
  };
}

function reopen(incident: Incident): Open {
  const open = openIncident(incident.signature, incident.server);
  open.count = incident.count;
  open.first = incident.first;
  open.last = incident.last;
  open.timeline.restore(incident.timeline);
  open.samples.push(...incident.samples);
  open.cascade.push(...incident.cascade);
  for (const u of incident.upstreams) open.upstreams.set(`${u.scheme}//${u.host}:${u.port}`, u);
  for (const uri of incident.uris) open.uris.add(uri);
  for (const host of incident.hosts) open.hosts.add(host);
  for (const [method, n] of Object.entries(incident.methods)) open.methods.set(method, n);
  return open;
}

/** `/v2` of `/v2/ingest?id=7`. */
function firstSegment(path: string): string {
  let end = path.startsWith('/') ? 1 : 0;
  while (end < path.length && path[end] !== '/' && path[end] !== '?' && path[end] !== '#') end++;
  return path.slice(0, end);
}

function withoutQuery(uri: string): string {
  const end = uri.indexOf('?');
  return end < 0 ? uri : uri.slice(0, end);
}

/** What makes two events the same fault. */
export function signatureOf(event: LogEvent): Signature {
  return {
    kind: event.kind,
    operation: event.operation,
    phase: event.phase,
    level: event.level,
    alert: event.alert,
    openssl: event.errors.find((error) => error.reason !== '') ?? null,
    verifyError: event.verifyError?.code ?? null,
    errno: event.errno?.code ?? null,
  };
}
