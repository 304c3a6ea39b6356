/** Probes one place of the configuration, or a bare target, and diagnoses what was answered. */
import type { Case } from '../../causes/cause.ts';
import { isGood } from '../../causes/expected-answers.ts';
import type { NamedFiles } from '../../causes/named-files.ts';
import type { Observation } from '../../causes/observation.ts';
import { diagnoseCase } from '../../diagnosis/diagnose.ts';
import { incidentOf } from '../../diagnosis/incident-of.ts';
import type { DiagnosedIncident } from '../../diagnosis/model.ts';
import type { Incident } from '../../log/incident.ts';
import type { ConfigSet } from '../../nginx/tree-set.ts';
import type { Verification } from '../../probe/commands.ts';
import { bareQuestion, type Question, reproduce } from '../../probe/question.ts';
import { type Message, message } from '../../text/message.ts';
import type { Versions } from '../../tls/versions.ts';
import type { UpstreamTls } from '../../upstream/model.ts';
import {
  type Address,
  addressesOf,
  type Lookup,
  type Resolved,
  systemWithin,
  type Unresolved,
} from './addresses.ts';
import type { Limits } from './connection.ts';
import type { ReadText } from './material.ts';
import { type Asking, probeUpstream } from './probe.ts';

/** Everything that is known besides the place itself. */
export interface World {
  readonly config: ConfigSet | null;
  readonly paths: readonly UpstreamTls[];
  readonly versions: Versions;
  readonly files: NamedFiles;
  readonly statedName: string | null;
  readonly read: ReadText;
  readonly limits: Limits;
  /** How host names are resolved; the system's way when left out. */
  readonly lookup?: Lookup;
  /** The present, ISO 8601 in UTC. */
  readonly now: string;
}

export interface Probed {
  readonly path: UpstreamTls | null;
  readonly asked: readonly Asking[];
  readonly handshakes: number;
  /** What nginx sends, and how it verifies. */
  readonly base: Question;
  readonly verification: Verification | null;
  /** Null when nothing is wrong. */
  readonly diagnosis: DiagnosedIncident | null;
  readonly notes: readonly Message[];
}

/** Asks the upstream of this place, for the incident of a log or for whatever is wrong now. */
export async function probePath(
  path: UpstreamTls,
  world: World,
  incident: Incident | null = null,
): Promise<Probed> {
  const clientHost = incident?.hosts[0]?.replace(/:\d+$/, '') ?? clientName(path);
  const base = reproduce(path, { clientHost, securityLevel: 2 });
  const resolved = await addressesOf(path, incident, lookupOf(world));
  const notes = addressNotes(path, resolved);
  const verification = verificationOf(path);
  return run({ path, base, addresses: resolved.addresses, verification, notes }, world, incident);
}

/** How this world resolves host names. */
export function lookupOf({ lookup, limits }: World): Lookup {
  return lookup ?? systemWithin(limits.timeout);
}

/** How nginx verifies there; null when it does not. */
export function verificationOf({ settings }: UpstreamTls): Verification | null {
  if (!settings.verify.value) return null;
  return {
    trusted: settings.trustedCertificate.value,
    crl: settings.crl.value,
    depth: settings.verifyDepth.value,
  };
}

/** Asks a target that no configuration describes, with nginx's defaults and this server name. */
export async function probeTarget(
  resolved: Resolved,
  sni: string | null,
  world: World,
  incident: Incident | null,
): Promise<Probed> {
  const base = bareQuestion(sni, { clientHost: null, securityLevel: 2 });
  const notes = resolved.unresolved.map(unresolvedNote);
  const work = { path: null, base, addresses: resolved.addresses, verification: null, notes };
  return run(work, world, incident);
}

interface Work {
  readonly path: UpstreamTls | null;
  readonly base: Question;
  readonly addresses: readonly Address[];
  readonly verification: Verification | null;
  readonly notes: readonly Message[];
}

async function run(work: Work, world: World, incident: Incident | null): Promise<Probed> {
  const { path } = work;
  const caseWith = (observations: readonly Observation[]): Case | null => {
    const failing = observations.find((o) => o.varied === 'reproduce' && !isGood(o));
    const found = incident ?? (failing === undefined ? null : incidentOf(failing, path));
    if (found === null) return null;
    return {
      incident: found,
      path,
      otherPaths: [],
      allPaths: world.paths,
      config: world.config,
      versions: world.versions,
      files: world.files,
      observations,
      others: [],
      statedName: world.statedName,
    };
  };
  const result = await probeUpstream({
    path,
    base: work.base,
    addresses: work.addresses,
    verification: work.verification,
    read: world.read,
    limits: world.limits,
    openssl: world.versions.openssl,
    names: [...(path?.server?.names ?? []), ...(world.statedName ? [world.statedName] : [])],
    caseWith,
  });
  const c = caseWith(result.asked.map((a) => a.observation));
  const diagnosis = c === null ? null : diagnoseCase(c, 'i1', world.now, []);
  const notes = [...work.notes, ...result.notes, ...nameWanted(diagnosis, world)];
  const { asked, handshakes } = result;
  return {
    path,
    asked,
    handshakes,
    base: work.base,
    verification: work.verification,
    diagnosis,
    notes,
  };
}

/** From here on it helps to know whether a name of the user's works. */
const MAY_BE_THE_NAME = 0.1;

/** Nothing is decided, and it may be for want of a name that only the user knows. */
function nameWanted(diagnosis: DiagnosedIncident | null, { statedName }: World): Message[] {
  if (diagnosis === null || diagnosis.verdict !== null || statedName !== null) return [];
  const wanted = diagnosis.causes.some(
    ({ id, confidence }) =>
      (id === 'sni-not-sent' || id === 'sni-wrong-name') && confidence >= MAY_BE_THE_NAME,
  );
  return wanted ? [message('probe.name-wanted')] : [];
}

/** The name a client would ask for, where the configuration passes it on. */
export function clientName(path: UpstreamTls): string | null {
  return path.server?.names.find((n) => !/[*~$_]/.test(n) && n !== '') ?? null;
}

/** What cannot be asked of the place, and why. */
export function addressNotes(path: UpstreamTls, resolved: Resolved): Message[] {
  const notes = resolved.unresolved.map(unresolvedNote);
  if (path.target.kind === 'variable' && resolved.addresses.length > 0)
    notes.push(message('probe.resolver'));
  return notes;
}

function unresolvedNote({ host, why }: Unresolved): Message {
  if (why === 'variable') return message('probe.variable-target', { host });
  return message(why === 'no-answer' ? 'probe.unanswered-name' : 'probe.unresolved', { host });
}
