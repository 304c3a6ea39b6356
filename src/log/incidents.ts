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
const MAX_PLACES = 12;
const MAX_TEXTS = 256;
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

/** One fault of one server over one scheme, in the places where it happens. */
interface Group {
  /** By first segment of the path at the upstream; `*` when there were too many. */
  readonly places: Map<string, Open>;
}

/** One fault, whatever it happens to. */
interface Fault {
  readonly signature: Signature;
  readonly groups: Map<string, Group>;
  /** Takes what comes when there are too many incidents to tell apart. */
  overflow: Open | null;
}

/** Feed it events in the order of the log; `finish` gives the incidents, the most frequent first. */
export class IncidentCollector {
  private readonly faults = new Map<string, Fault>();
  /** Faults by the text that told them: finding it again is cheaper than working it out again. */
  private readonly byText = new Map<string, { readonly level: string; readonly fault: Fault }>();
  /** The last failure of each connection, by its number modulo the size: no event is kept for it. */
  private readonly connections = new Float64Array(MAX_CONNECTIONS);
  private readonly pids = new Float64Array(MAX_CONNECTIONS);
  private readonly ofConnection: (Open | undefined)[] = new Array(MAX_CONNECTIONS);
  private readonly lastOfServer = new Map<string, Open>();
  private last: Open | null = null;
  private size = 0;
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
    const all: Open[] = [];
    for (const fault of this.faults.values()) {
      for (const group of fault.groups.values()) all.push(...new Set(group.places.values()));
      if (fault.overflow) all.push(fault.overflow);
    }
    return all.map(close).sort((a, b) => b.count - a.count);
  }

  private incidentOf(event: LogEvent): Open {
    const fault = this.faultOf(event);
    const key = `${event.upstream?.scheme ?? ''} ${event.server ?? ''}`;
    let group = fault.groups.get(key);
    const path = firstSegment(event.upstream?.uri ?? event.request?.uri ?? '');
    const known = group?.places.get('*') ?? group?.places.get(path);
    if (known) return known;
    if (this.size >= MAX_INCIDENTS) {
      fault.overflow ??= openIncident(fault.signature, null);
      return fault.overflow;
    }
    if (group === undefined) {
      group = { places: new Map() };
      fault.groups.set(key, group);
    }
    if (group.places.size >= MAX_PLACES) return this.mergePlaces(group);
    const made = openIncident(fault.signature, event.server);
    group.places.set(path, made);
    this.size++;
    return made;
  }

  private faultOf(event: LogEvent): Fault {
    const told = this.byText.get(event.text);
    if (told !== undefined && told.level === event.level) return told.fault;
    const signature = signatureOf(event);
    const key = JSON.stringify([
      { ...signature, openssl: signature.openssl?.code ?? null },
      event.kind === 'startup-error' ? event.text : event.checkedName,
      event.status,
    ]);
    let fault = this.faults.get(key);
    if (fault === undefined) {
      fault = { signature, groups: new Map(), overflow: null };
      this.faults.set(key, fault);
    }
    if (this.byText.size >= MAX_TEXTS) this.byText.clear();
    // The same text in another phase or of another status is another fault.
    if (event.kind !== 'access') this.byText.set(event.text, { level: event.level, fault });
    return fault;
  }

  /** Many paths of one server: they are one place after all. */
  private mergePlaces(group: Group): Open {
    const [first, ...rest] = group.places.values();
    const into = first as Open;
    for (const part of rest) {
      merge(into, part);
      this.size--;
      for (const [server, open] of this.lastOfServer)
        if (open === part) this.lastOfServer.set(server, into);
      this.ofConnection.forEach((open, i) => {
        if (open === part) this.ofConnection[i] = into;
      });
      if (this.last === part) this.last = into;
    }
    group.places.clear();
    group.places.set('*', into);
    return into;
  }

  private remember(open: Open, event: LogEvent): void {
    this.last = open;
    if (
      event.server !== null &&
      (this.lastOfServer.size < MAX_INCIDENTS || this.lastOfServer.has(event.server))
    )
      this.lastOfServer.set(event.server, open);
    if (event.connection === null) return;
    const slot = event.connection % MAX_CONNECTIONS;
    this.connections[slot] = event.connection;
    this.pids[slot] = event.pid ?? 0;
    this.ofConnection[slot] = open;
  }

  /** What a cascade line follows from: the failure on its connection, else the last one of its server, else the last. */
  private rootOf(event: LogEvent): Open | null {
    if (event.connection !== null) {
      const slot = event.connection % MAX_CONNECTIONS;
      const open = this.ofConnection[slot];
      if (open && this.connections[slot] === event.connection && this.pids[slot] === event.pid)
        return open;
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
    const peer = `${upstream.host} ${upstream.port}`;
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
  for (const u of incident.upstreams) open.upstreams.set(`${u.host} ${u.port}`, u);
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
