/**
 * What an operator files about an incident: how far it reaches and what it
 * takes to end it. Everything is derived from the log and the configuration.
 */
import type { Repair } from '../causes/cause.ts';
import type { DiagnosedIncident } from '../diagnosis/model.ts';
import { editsByFile } from '../text/edit.ts';
import { type Message, message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import { placeOf } from './place.ts';

export interface Sheet {
  /** What clients notice. */
  readonly impact: Message;
  /** Places that fail the same way, or will as soon as they are used. */
  readonly places: readonly string[];
  readonly servers: readonly string[];
  readonly groups: readonly string[];
  /** Other ways to the same upstream, whose settings differ. */
  readonly elsewhere: readonly string[];
  /** Whose hands it takes, and how much. */
  readonly toFix: Message;
}

/** The incident sheet. */
export function sheetOf(found: DiagnosedIncident): Sheet {
  const { path, allPaths, config } = found.case;
  const sameUpstream = path === null ? [] : allPaths.filter((p) => meets(p, path));
  const alike = sameUpstream.filter((p) => path !== null && sendsTheSame(p, path));
  const others = sameUpstream.filter((p) => !alike.includes(p));
  return {
    impact: impactOf(found),
    places: alike.map((p) => placeName(p, placeOf(p.pass, config))),
    servers: distinct(alike.flatMap((p) => p.server?.names ?? [])),
    groups: distinct(alike.flatMap((p) => p.target.groups.map((g) => g.name))),
    elsewhere: others.map((p) => placeName(p, placeOf(p.pass, config))),
    toFix: effort(found),
  };
}

/** Both can reach the same upstream over TLS. */
function meets(a: UpstreamTls, b: UpstreamTls): boolean {
  if (a.tls === 'no') return a === b;
  if (a.target.host.written === b.target.host.written && a.target.port === b.target.port)
    return true;
  return a.target.groups.some((g) => b.target.groups.some((o) => o.name === g.name));
}

/** What the upstream sees of both is the same, so what it does is the same. */
function sendsTheSame(a: UpstreamTls, b: UpstreamTls): boolean {
  const seen = (p: UpstreamTls) => [
    p.module,
    p.sni.sent,
    p.sni.name?.written,
    p.settings.verify.value,
    p.settings.verify.value ? p.checkedName.written : null,
    p.settings.protocols.value,
    p.settings.ciphers.value,
    p.settings.certificate.value?.written,
    p.settings.trustedCertificate.value,
    p.proxyProtocol,
  ];
  return JSON.stringify(seen(a)) === JSON.stringify(seen(b));
}

function placeName(p: UpstreamTls, place: string): string {
  if (p.location === null) return place;
  return `${[p.location.modifier, p.location.path].filter(Boolean).join(' ')} (${place})`;
}

function impactOf({ case: c }: DiagnosedIncident): Message {
  const { signature } = c.incident;
  if (signature.kind === 'startup-error') return message('impact.startup');
  if (signature.kind === 'access') return message('impact.status');
  if (c.path?.module === 'stream') return message('impact.stream');
  const peers = c.path?.target.groups.flatMap((g) => g.peers).length ?? 0;
  if (c.incident.cascade.length > 0) return message('impact.group-down');
  if (peers > 1) return message('impact.group', { peers });
  if (signature.phase === 'response' || signature.phase === 'request')
    return message('impact.after-request');
  return message('impact.requests');
}

function effort(found: DiagnosedIncident): Message {
  const cause = found.causes.find((c) => c.id === found.verdict);
  if (cause === undefined) return message('effort.decide-first');
  const repair = cause.repairs.find((r) => r.edits.length > 0 && r.weakens.length === 0);
  if (repair) return reload(repair);
  const [first] = cause.repairs;
  if (first === undefined) return message('effort.unknown');
  if (first.side === 'upstream') return message('effort.upstream');
  if (first.side === 'host') return message('effort.host');
  return message('effort.needs');
}

function reload(repair: Repair): Message {
  return message('effort.reload', {
    edits: repair.edits.length,
    files: editsByFile(repair.edits).size,
  });
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
