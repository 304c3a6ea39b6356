/** `--probe`: asks the upstreams of what was diagnosed, and of nothing else. */
import path from 'node:path';
import { isGood } from '../causes/expected-answers.ts';
import type { Observation } from '../causes/observation.ts';
import { candidatePaths } from '../causes/path-facts.ts';
import type { DiagnosisInput } from '../diagnosis/diagnose.ts';
import type { Diagnosis } from '../diagnosis/model.ts';
import { parseTarget, resolveAll } from '../node/handshake/addresses.ts';
import { DEFAULT_LIMITS } from '../node/handshake/ask.ts';
import { materialReader } from '../node/handshake/material.ts';
import {
  lookupOf,
  type Probed,
  probePath,
  probeTarget,
  type World,
} from '../node/handshake/probe-path.ts';
import { Problem } from '../node/problem.ts';
import { curlCommand, sClientCommand } from '../probe/commands.ts';
import { reproduce } from '../probe/question.ts';
import { placeOf } from '../report/place.ts';
import type { Conversation } from '../report/probe-table.ts';
import { message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';

/** Incidents that are asked about in one run; a log with more has one upstream behind most of them. */
const MOST_INCIDENTS = 20;
/** Signatures that no handshake can tell anything about. */
const NOT_TO_ASK = new Set(['startup-error']);

/** What `probePath` needs besides the place, from what a diagnosis had. */
export function worldOf(
  input: Pick<DiagnosisInput, 'config' | 'paths' | 'versions' | 'files' | 'statedName' | 'now'>,
  timeout: string | undefined,
): World {
  const seconds = timeout === undefined ? DEFAULT_LIMITS.timeout / 1000 : Number(timeout);
  if (!(seconds >= 0.1 && seconds <= 60))
    throw new Problem(message('probe.bad-timeout', { value: timeout ?? '' }));
  const main = input.config?.main ?? path.resolve('nginx.conf');
  return {
    config: input.config,
    paths: input.paths,
    versions: input.versions,
    files: input.files ?? new Map(),
    statedName: input.statedName ?? null,
    read: materialReader(path.dirname(path.resolve(main))),
    limits: { ...DEFAULT_LIMITS, timeout: seconds * 1000 },
    now: input.now,
  };
}

/** Asks about every incident, each place once. */
export async function probeIncidents(
  diagnosis: Diagnosis,
  world: World,
): Promise<{ conversations: readonly Conversation[]; observations: readonly Observation[] }> {
  const conversations: Conversation[] = [];
  const observations: Observation[] = [];
  const seen = new Set<string>();
  for (const { case: c } of diagnosis.incidents.slice(0, MOST_INCIDENTS)) {
    if (NOT_TO_ASK.has(c.incident.signature.kind)) continue;
    const [place] = candidatePaths(c);
    const logged = c.incident.upstreams[0];
    const key =
      place === undefined
        ? `${logged?.host}:${logged?.port}`
        : `${place.pass.file}:${place.pass.directive.start}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const probed =
      place !== undefined
        ? await probePath(place, world, c.incident)
        : logged?.port && !logged.host.startsWith('unix:')
          ? await probeTarget(
              await resolveAll(
                [{ host: logged.host, port: logged.port, kind: 'name' }],
                lookupOf(world),
              ),
              null,
              world,
              c.incident,
            )
          : null;
    if (probed === null) continue;
    conversations.push(conversationOf(probed, world, logged?.raw ?? ''));
    observations.push(...probed.asked.map((a) => a.observation));
  }
  return { conversations, observations };
}

/** A conversation in the form that reports show. */
export function conversationOf(
  probed: Probed,
  { config, versions }: Pick<World, 'config' | 'versions'>,
  target: string,
): Conversation {
  return {
    place: probed.path === null ? null : placeOf(probed.path.pass, config),
    target: probed.path?.target.pass.written ?? target,
    asked: probed.asked,
    handshakes: probed.handshakes,
    notes: probed.notes,
    commands: commandsOf(probed, versions.openssl),
  };
}

/** What nginx sends, for `openssl s_client` and `curl`; and the name that worked. */
function commandsOf(
  { asked, base, verification, path: place }: Probed,
  openssl: string,
): readonly string[] {
  const [first] = asked;
  if (first === undefined) return [];
  const connect = first.observation.address ?? first.observation.target;
  const header = place?.hostHeader;
  const host = header?.complete === true ? (header.values[0] ?? null) : null;
  const worked = asked.find((a) => a.question.varied === 'name' && isGood(a.observation));
  return [
    sClientCommand(base, connect, verification, openssl),
    curlCommand(base, connect, verification, host),
    worked === undefined ? null : sClientCommand(worked.question, connect, verification, openssl),
  ].filter((c) => c !== null);
}

/**
 * Places of a configuration that speak TLS, or only those of one location. Of
 * places that send the same to the same upstream, the first stands for all.
 */
export function placesToProbe(
  paths: readonly UpstreamTls[],
  location: string | undefined,
): readonly UpstreamTls[] {
  const tls = paths.filter((p) => p.tls !== 'no');
  const wanted = location === undefined ? tls : tls.filter((p) => p.location?.path === location);
  if (wanted.length === 0 && location !== undefined)
    throw new Problem(message('probe.no-such-location', { location }));
  const distinct = new Map<string, UpstreamTls>();
  for (const place of wanted) {
    const { settings: s, target } = place;
    const key = JSON.stringify([
      target.host.values,
      target.port,
      reproduce(place, { clientHost: null, securityLevel: 2 }),
      [s.verify.value, s.verifyDepth.value, s.trustedCertificate.value, s.crl.value],
    ]);
    if (!distinct.has(key)) distinct.set(key, place);
  }
  return [...distinct.values()];
}

/** `--target`, resolved. */
export async function targetsOf(target: string, world: World) {
  const endpoint = parseTarget(target);
  if (endpoint === null) throw new Problem(message('probe.bad-target', { target }));
  return resolveAll([endpoint], lookupOf(world));
}
