/** `--rehearse`: tries what would be written on the nginx of this host, and keeps what passed. */
import { groupAsHost } from '../causes/path-facts.ts';
import type { DiagnosedIncident, Diagnosis } from '../diagnosis/model.ts';
import {
  type PlannedRepair,
  type PlanOptions,
  planRepairs,
  type RepairPlan,
} from '../diagnosis/plan.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { askBinary, findNginx, type NginxBinary } from '../node/nginx-binary.ts';
import { Problem } from '../node/problem.ts';
import { type Rehearsed, rehearse } from '../node/rehearse/rehearse.ts';
import type { TrialResult } from '../node/rehearse/run.ts';
import { placeOf } from '../report/place.ts';
import type { Edit } from '../text/edit.ts';
import { type Message, message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import type { Session } from './subcommand.ts';

/** Places of one repair that are tried at most; a line of `http` may have a part in thousands. */
const MOST_PLACES = 8;

/** Options of a rehearsal, as commander names them. */
export interface RehearseOptions {
  readonly path?: string;
  readonly host?: string;
  readonly method?: 'GET' | 'HEAD';
  readonly timeout?: string;
}

export interface PlaceRehearsed extends Rehearsed {
  readonly place: UpstreamTls;
  /** The configuration that the place stands in. */
  readonly config: ConfigSet;
}

export interface Rehearsal {
  /** Only what passed. */
  readonly plan: RepairPlan;
  readonly places: readonly PlaceRehearsed[];
  readonly binary: NginxBinary;
}

/** The nginx that tries it: the one that was named, else the one of this host. */
export function rehearsingNginx(session: Session, binary: NginxBinary | null): NginxBinary {
  if (binary !== null) return binary;
  const found = findNginx(session.io.env);
  if (found === null) throw new Problem(message('rehearse.no-nginx'));
  return askBinary(found.binary);
}

/** Tries these places with these edits, one after the other. */
export async function rehearsePlaces(
  places: readonly UpstreamTls[],
  edits: readonly Edit[],
  config: ConfigSet,
  paths: readonly UpstreamTls[],
  binary: NginxBinary,
  options: RehearseOptions & {
    readonly hosts?: ReadonlyMap<UpstreamTls, string>;
    readonly refused?: string;
  },
): Promise<PlaceRehearsed[]> {
  const seconds = options.timeout === undefined ? 10 : Number(options.timeout);
  if (!(seconds >= 0.1 && seconds <= 60))
    throw new Problem(message('probe.bad-timeout', { value: options.timeout ?? '' }));
  if (options.path !== undefined && !/^\/[!-~]*$/.test(options.path))
    throw new Problem(message('rehearse.bad-path', { path: options.path }));
  const found: PlaceRehearsed[] = [];
  for (const place of places) {
    const result = await rehearse({
      binary,
      config,
      paths,
      path: place,
      edits,
      method: options.method ?? 'HEAD',
      requestPath: options.path ?? null,
      host: options.host ?? options.hosts?.get(place) ?? null,
      timeout: seconds * 1000,
      ...(options.refused !== undefined && { refused: options.refused }),
    });
    found.push({ ...result, place, config });
  }
  return found;
}

/** Plans the repairs, tries each place that they mend, and plans again with what passed. */
export async function rehearsedPlan(
  diagnosis: Diagnosis,
  config: ConfigSet,
  given: NginxBinary | null,
  planning: PlanOptions,
  options: RehearseOptions,
  session: Session,
): Promise<Rehearsal> {
  const binary = rehearsingNginx(session, given);
  const plan = planRepairs(diagnosis, planning);
  const mended = new Set(plan.planned.flatMap((p) => p.incidents));
  const incidents = diagnosis.incidents.filter((i) => mended.has(i.id) && i.case.path !== null);
  const hosts = new Map<UpstreamTls, string>();
  for (const { case: c } of incidents) {
    const [host] = c.incident.hosts;
    if (c.path && host !== undefined) hosts.set(c.path, host);
  }
  const wanted = [...new Set(incidents.flatMap((i) => i.case.path ?? []))];
  const paths = diagnosis.incidents[0]?.case.allPaths ?? [];
  const places = await rehearsePlaces(wanted, plan.edits, config, paths, binary, {
    ...options,
    hosts,
  });
  const doubtful = diagnosis.incidents.filter(isMisdirected);
  const misdirected = [...new Set(doubtful.flatMap((i) => i.case.path ?? []))].slice(
    0,
    MOST_PLACES,
  );
  const suspects = await rehearsePlaces(
    misdirected.filter((place) => !wanted.includes(place)),
    [],
    config,
    paths,
    binary,
    options,
  );
  const startups = await rehearseStartups(diagnosis, plan, config, binary, options);
  const failed = new Set(places.filter((p) => !p.passed).map((p) => p.place));
  const left = diagnosis.incidents.filter(
    ({ id, case: { path } }) => !startups.failed.has(id) && (path === null || !failed.has(path)),
  );
  const kept =
    left.length === diagnosis.incidents.length
      ? plan
      : planRepairs({ ...diagnosis, incidents: left }, planning);
  return {
    plan: withHosts(withHosts(kept, places, incidents), suspects, doubtful),
    places: [...places, ...suspects, ...startups.places],
    binary,
  };
}

/** Only the answer tells that something is wrong, and the Host header may be it. */
function isMisdirected({ case: { incident, path } }: DiagnosedIncident): boolean {
  return incident.signature.kind === 'access' && path !== null && groupAsHost(path) !== null;
}

interface Startups {
  readonly places: readonly PlaceRehearsed[];
  /** Incidents whose repair leaves a place that fails. */
  readonly failed: ReadonlySet<string>;
}

/** Tries what is to make nginx start again, in the places that it has a part in. */
async function rehearseStartups(
  { incidents }: Diagnosis,
  plan: RepairPlan,
  config: ConfigSet,
  binary: NginxBinary,
  options: RehearseOptions,
): Promise<Startups> {
  const places: PlaceRehearsed[] = [];
  const failed = new Set<string>();
  const { repairedBy, refusal } = await import('../node/rehearse/startup.ts');
  const { placesToProbe } = await import('./probing.ts');
  for (const { id, case: c } of incidents) {
    const own = plan.planned.filter((p) => p.incidents.includes(id));
    if (c.path !== null || own.length === 0) continue;
    const refused = refusal(config, binary, c.incident.samples[0]?.text ?? '');
    if (refused === null) continue;
    const repaired = repairedBy(config, plan.edits, binary);
    const touched = repaired.touched(own.flatMap((p) => p.repair.edits));
    const tried = await rehearsePlaces(
      placesToProbe(touched, undefined).slice(0, MOST_PLACES),
      [],
      repaired.config,
      repaired.paths,
      binary,
      { ...options, refused },
    );
    places.push(...tried);
    if (tried.some((p) => !p.passed)) failed.add(id);
  }
  return { places, failed };
}

/** The plan with the Host headers that the upstreams turned out to want. */
function withHosts(
  plan: RepairPlan,
  places: readonly PlaceRehearsed[],
  incidents: readonly DiagnosedIncident[],
): RepairPlan {
  const mended = new Set<string>();
  const more = places.flatMap(({ host, place }): PlannedRepair[] => {
    const of = incidents.filter((i) => i.case.path === place);
    if (host === null || of.length === 0) return [];
    const cause = of[0]?.verdict ?? 'not-tls';
    for (const { id } of of) mended.add(id);
    const title = message('repair.host-header', { name: host.name });
    const { edits } = host;
    const repair = {
      cause,
      title,
      side: 'nginx',
      weakens: [],
      needs: [],
      edits,
      steps: [],
    } as const;
    return [{ incidents: of.map((i) => i.id), repair }];
  });
  if (more.length === 0) return plan;
  const edits = [...plan.edits, ...more.flatMap((p) => p.repair.edits)].sort(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.start - b.start || a.end - b.end,
  );
  const held = plan.held.filter((h) => h.why === 'conflict' || !mended.has(h.incident));
  return { edits, planned: [...plan.planned, ...more], held };
}

/** What happened at one place, in a sentence, with what nginx complained about. */
export function sentencesOf(
  tried: PlaceRehearsed,
  binary: NginxBinary,
  say: (m: Message) => string,
): readonly Message[] {
  const { before, after, request } = tried;
  const found: Message[] = [
    message('rehearse.asked', {
      place: placeOf(tried.place.pass, tried.config),
      method: request.method,
      path: request.path,
      host: request.host,
    }),
  ];
  const versions = { nginx: binary.build.nginx, openssl: binary.build.openssl };
  const outcome = (result: TrialResult) => outcomeOf(result, say);
  const said = outcome(before);
  if (after === null) found.push(message('rehearse.as-it-is', { ...versions, before: said }));
  else if (tried.passed)
    found.push(message('rehearse.passed', { ...versions, before: said, after: outcome(after) }));
  else found.push(message('rehearse.failed', { ...versions, before: said, after: outcome(after) }));
  if (tried.host !== null && tried.host.without !== before)
    found.push(
      message('rehearse.host', {
        name: tried.host.name,
        instead: tried.host.instead,
        without: outcome(tried.host.without),
      }),
    );
  const complaint = after === null || !tried.passed ? (after ?? before) : null;
  for (const line of complaint?.errors.slice(0, 3) ?? [])
    found.push(message('rehearse.complaint', { line: withoutHead(line) }));
  if (complaint?.refused) found.push(message('rehearse.complaint', { line: complaint.refused }));
  return [...found, ...tried.notes];
}

/** The status, or what came of it where there is none. */
function outcomeOf({ status, errors, refused }: TrialResult, say: (m: Message) => string): string {
  if (refused !== null) return say(message('rehearse.not-started'));
  if (status !== null) return String(status);
  return say(message(errors.length > 0 ? 'rehearse.no-status' : 'rehearse.connected'));
}

/** A log line without time, level and process. */
function withoutHead(line: string): string {
  return line.replace(/^\S+ \S+ \[\w+\] \d+#\d+: (\*\d+ )?/, '').slice(0, 300);
}
