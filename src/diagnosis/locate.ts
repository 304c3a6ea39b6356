/** From the log lines of an incident to the places of the configuration that they come from. */
import type { LogEvent } from '../log/event.ts';
import type { Incident } from '../log/incident.ts';
import { matcher, type PathMatch } from '../upstream/match.ts';
import type { UpstreamTls } from '../upstream/model.ts';

/** An incident, or the part of it that comes from one place. */
export interface Place {
  readonly incident: Incident;
  /** Where it comes from, likeliest first; empty when nothing fits. */
  readonly paths: readonly UpstreamTls[];
}

interface Part {
  readonly match: PathMatch;
  readonly samples: LogEvent[];
  readonly uris: Set<string>;
}

const NOWHERE: PathMatch = { path: null, others: [], how: null };

/** Parts of an incident by the place their lines come from. The log alone does not know locations. */
function partsOf(incident: Incident, find: (seen: LogEvent) => PathMatch): Part[] {
  const parts = new Map<UpstreamTls | null, Part>();
  const add = (match: PathMatch): Part => {
    const known = parts.get(match.path);
    if (known !== undefined) return known;
    const part: Part = { match, samples: [], uris: new Set() };
    parts.set(match.path, part);
    return part;
  };
  const [first] = incident.samples;
  for (const sample of incident.samples) {
    const part = add(find(sample));
    part.samples.push(sample);
    if (sample.request !== null) part.uris.add(sample.request.uri);
  }
  // Requests that are not among the samples may have gone to further places.
  for (const uri of first === undefined ? [] : incident.uris) {
    if (incident.samples.some((s) => s.request?.uri === uri)) continue;
    const request = { method: 'GET', protocol: 'HTTP/1.1', ...first?.request, uri };
    const upstream = first?.upstream ? { ...first.upstream, uri: null } : null;
    const match = find({ ...first, request, upstream } as LogEvent);
    if (match.path !== null && match.how === 'request') add(match).uris.add(uri);
  }
  return [...parts.values()];
}

/** The part of the count that falls to a place, by its share of the samples and requests. */
function share(part: Part, parts: readonly Part[]): number {
  const size = (p: Part) => Math.max(p.samples.length, p.uris.size, 1);
  return size(part) / parts.reduce((sum, p) => sum + size(p), 0);
}

function placeOf(incident: Incident, part: Part, parts: readonly Part[]): Place {
  const paths = part.match.path === null ? [] : [part.match.path, ...part.match.others];
  if (parts.length === 1) return { incident, paths };
  return {
    incident: {
      ...incident,
      count: Math.max(1, Math.round(incident.count * share(part, parts))),
      samples: part.samples.length > 0 ? part.samples : incident.samples.slice(0, 1),
      uris: [...part.uris],
    },
    paths,
  };
}

/** Prepares the search over these paths. An incident that comes from several places is parted. */
export function locator(paths: readonly UpstreamTls[]): (incident: Incident) => readonly Place[] {
  if (paths.length === 0) return (incident) => [{ incident, paths: [] }];
  const find = matcher(paths);
  return (incident) => {
    const parts = partsOf(incident, find);
    // Lines that fit nowhere go along with those that do.
    const placed = parts.filter((p) => p.match.path !== null);
    const kept = placed.length > 0 ? placed : [{ match: NOWHERE, samples: [], uris: new Set([]) }];
    return kept.map((part) => placeOf(incident, part as Part, kept as Part[]));
  };
}
