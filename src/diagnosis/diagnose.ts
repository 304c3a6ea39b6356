/** The whole of it: incidents and configuration in, ranked causes with repairs out. */
import { hiddenByVerifyOff } from '../causes/ahead.ts';
import type { Case } from '../causes/cause.ts';
import type { NamedFiles } from '../causes/named-files.ts';
import type { Observation } from '../causes/observation.ts';
import type { StatedFiles } from '../causes/stated.ts';
import type { Incident } from '../log/incident.ts';
import { mergeIncidents } from '../log/incidents.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { type Message, message } from '../text/message.ts';
import type { Versions } from '../tls/versions.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import { contradictions } from './contradictions.ts';
import { locator, type Place } from './locate.ts';
import type { DiagnosedIncident, Diagnosis } from './model.ts';
import { nextFaults } from './next.ts';
import { decidingCheck, rank, verdictOf } from './rank.ts';

export interface DiagnosisInput {
  readonly incidents: readonly Incident[];
  readonly config: ConfigSet | null;
  /** Every place of the configuration that proxies; empty without a configuration. */
  readonly paths: readonly UpstreamTls[];
  readonly versions: Versions;
  readonly files?: NamedFiles;
  readonly observations?: readonly Observation[];
  /** The name that the upstream serves, stated by the user. */
  readonly statedName?: string | null;
  /** Files that the user states where the configuration names none that fits. */
  readonly statedFiles?: StatedFiles;
  /** Nameserver that the user states, as the directive takes it. */
  readonly statedResolver?: string;
  readonly read: Diagnosis['read'];
  /** The present, ISO 8601 in UTC; certificates are judged by it. */
  readonly now: string;
}

const NO_FILES: NamedFiles = new Map();

function caseOf(input: DiagnosisInput, place: Place, others: readonly Incident[]): Case {
  const [path = null, ...otherPaths] = place.paths;
  return {
    incident: place.incident,
    path,
    otherPaths,
    allPaths: input.paths,
    config: input.config,
    versions: input.versions,
    files: input.files ?? NO_FILES,
    observations: input.observations ?? [],
    others,
    statedName: input.statedName ?? null,
    ...(input.statedFiles && { statedFiles: input.statedFiles }),
    ...(input.statedResolver !== undefined && { statedResolver: input.statedResolver }),
  };
}

/** Ranks the causes of one case. What disagrees goes into `notes`. `now` is ISO 8601 in UTC. */
export function diagnoseCase(
  c: Case,
  id: string,
  now: string,
  notes: Message[],
): DiagnosedIncident {
  const against = contradictions(c, id);
  notes.push(...against.map((x) => x.message));
  if (c.config !== null && c.path === null && c.incident.upstreams.length > 0)
    notes.push(message('diagnosis.no-place', { incident: id }));
  const hidden = c.path === null ? null : hiddenByVerifyOff(c.path);
  if (hidden !== null && !notes.some((note) => same(note, hidden))) notes.push(hidden);
  const causes = rank(
    c,
    against.reduce((doubt, x) => doubt * x.doubt, 1),
  );
  const verdict = verdictOf(causes);
  return {
    id,
    case: c,
    causes,
    verdict,
    decidedBy: verdict === null ? decidingCheck(causes) : null,
    next: nextFaults(c, verdict, now),
  };
}

function same(a: Message, b: Message): boolean {
  return a.id === b.id && JSON.stringify(a.params) === JSON.stringify(b.params);
}

/** The log cannot know that several incidents are of one place: here they become one. */
function joined(places: readonly Place[]): Place[] {
  const groups = new Map<string, Place[]>();
  const numbers = new Map<UpstreamTls, number>();
  for (const [i, place] of places.entries()) {
    const [path] = place.paths;
    if (path !== undefined && !numbers.has(path)) numbers.set(path, numbers.size);
    const { kind, phase, alert, verifyError, errno, openssl } = place.incident.signature;
    const checked = place.incident.samples[0]?.checkedName;
    const key =
      path === undefined
        ? `alone ${i}`
        : JSON.stringify([
            numbers.get(path),
            [kind, phase, alert, verifyError, errno, openssl?.code, checked],
          ]);
    groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  return [...groups.values()].flatMap((group) => {
    const incident = mergeIncidents(group.map((place) => place.incident));
    return incident === null ? [] : [{ incident, paths: group[0]?.paths ?? [] }];
  });
}

/** Diagnoses every incident of a log. Pure: reads nothing, asks nobody. */
export function diagnose(input: DiagnosisInput): Diagnosis {
  const notes: Message[] = [];
  const find = locator(input.paths);
  const places = joined(input.incidents.flatMap((incident) => find(incident))).sort(
    (a, b) => b.incident.count - a.incident.count,
  );
  const incidents = places.map((place, i) => {
    const others = places.filter((x) => x !== place).map((x) => x.incident);
    return diagnoseCase(caseOf(input, place, others), `i${i + 1}`, input.now, notes);
  });
  return { versions: input.versions, incidents, notes, read: input.read };
}
