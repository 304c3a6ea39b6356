/**
 * Where the right server name can come from. A name is taken from what is
 * written somewhere, with its origin; it is never made up.
 */

import { certificateCarries } from '../probe/name-rule.ts';
import { type Message, message } from '../text/message.ts';
import { pathsBeside } from '../upstream/lookup.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import type { Case } from './cause.ts';
import type { Observation } from './observation.ts';
import { isHostName, observationsHere, peersOf } from './path-facts.ts';

export interface NameCandidate {
  readonly value: string;
  readonly from: Message;
  /**
   * `stated`: by the user. `settled`: the configuration already says that this is the name.
   * `good`: the configuration says it in another place. `possible`: worth a look, no more.
   */
  readonly strength: 'stated' | 'settled' | 'good' | 'possible';
}

function at(path: UpstreamTls): string {
  return path.location?.path ?? path.server?.names[0] ?? path.target.pass.written;
}

/** Constant host name in a `Possible`, else null. */
function constantName(values: readonly string[] | undefined, complete: boolean): string | null {
  const [only] = values ?? [];
  return complete && values?.length === 1 && only !== undefined && isHostName(only) ? only : null;
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}

/** The constant host of `*_pass`, when it is a name. */
function passHost(path: UpstreamTls): string | null {
  const [host] = path.target.host.values;
  const plain = path.target.kind === 'name' && path.target.host.values.length === 1;
  return plain && host !== undefined && /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(host) ? host : null;
}

function ownCandidates(c: Case, path: UpstreamTls): NameCandidate[] {
  const found: NameCandidate[] = [];
  const set = path.settings.name.value;
  const setName = set === null ? null : constantName(set.values.map(withoutPort), set.complete);
  // A name that was already sent and refused is no candidate.
  if (setName !== null && path.sni.sent !== 'yes')
    found.push({ value: setName, from: message('name.from-ssl-name'), strength: 'settled' });
  const host = passHost(path);
  if (host !== null && !(path.sni.sent === 'yes' && path.sni.name?.values[0] === host))
    found.push({
      value: host,
      from: message('name.from-pass'),
      // A name without a dot may be one of this host alone: `localhost`, a container's name.
      strength: isHostName(host) ? 'settled' : 'good',
    });
  const header = path.hostHeader;
  const headerName =
    header === null ? null : constantName(header.values.map(withoutPort), header.complete);
  if (headerName !== null && headerName !== host)
    found.push({ value: headerName, from: message('name.from-host-header'), strength: 'good' });
  const peers = new Set(peersOf(path).map((p) => (p.kind === 'name' ? p.host : '')));
  for (const peer of peers) {
    if (!isHostName(peer)) continue;
    found.push({
      value: peer,
      from: message('name.from-group', { group: path.target.groups[0]?.name ?? '' }),
      strength: peers.size === 1 ? 'good' : 'possible',
    });
  }
  if (header?.unknown.some((u) => u.why === 'client-host')) {
    for (const sent of c.incident.hosts.map(withoutPort).filter(isHostName))
      found.push({ value: sent, from: message('name.from-client-host'), strength: 'possible' });
  }
  return found;
}

/** Names that other locations use for the same upstream. */
function siblingCandidates(c: Case, path: UpstreamTls): NameCandidate[] {
  const found: NameCandidate[] = [];
  for (const other of pathsBeside(c.allPaths, path)) {
    if (other.sni.sent !== 'yes' || other.sni.why !== null) continue;
    const name = constantName(other.sni.name?.values, other.sni.name?.complete ?? false);
    if (name !== null)
      found.push({
        value: name,
        from: message('name.from-sibling', { location: at(other) }),
        strength: 'good',
      });
  }
  return found;
}

/** A name that we tried, that worked and that the certificate carries is the answer. */
function strengthOf(o: Observation): NameCandidate['strength'] {
  const leaf = o.chain[0];
  const carried = leaf !== undefined && certificateCarries(leaf, o.asked.sni ?? '');
  if (o.nameMatches === false) return 'possible';
  return o.varied === 'name' && carried ? 'settled' : 'good';
}

/** Names that we asked with and that got no further than nginx. */
function refusedWhenAsked(c: Case): string[] {
  return observationsHere(c)
    .filter((o) => o.varied === 'name' && o.answer.kind !== 'connected' && o.reached === 'hello')
    .map((o) => (o.asked.sni ?? '').toLowerCase());
}

function observedCandidates(c: Case): NameCandidate[] {
  const found: NameCandidate[] = [];
  for (const observation of observationsHere(c)) {
    const { sni } = observation.asked;
    const names = observation.chain[0]?.dnsNames ?? [];
    if (sni !== null && isHostName(sni) && observation.answer.kind === 'connected')
      found.push({
        value: sni,
        from: message('name.from-observation', { tool: observation.tool }),
        strength: strengthOf(observation),
      });
    for (const name of names.filter(isHostName))
      found.push({
        value: name,
        from: message('name.from-certificate', { tool: observation.tool }),
        strength: 'possible',
      });
  }
  return found;
}

/** All candidates, strongest first, each name once; names that were tried and refused are left out. */
export function nameCandidates(c: Case, refused: readonly string[] = []): readonly NameCandidate[] {
  const stated: NameCandidate[] =
    c.statedName === null
      ? []
      : [{ value: c.statedName, from: message('name.from-user'), strength: 'stated' }];
  const all = [
    ...stated,
    ...(c.path === null ? [] : [...ownCandidates(c, c.path), ...siblingCandidates(c, c.path)]),
    ...observedCandidates(c),
  ];
  const rank = ['stated', 'settled', 'good', 'possible'];
  const seen = new Set<string>();
  const asked = refusedWhenAsked(c);
  return all
    .sort((a, b) => rank.indexOf(a.strength) - rank.indexOf(b.strength))
    .filter((candidate) => {
      const key = candidate.value.toLowerCase();
      if (seen.has(key)) return false;
      if (candidate.strength !== 'stated' && (refused.includes(key) || asked.includes(key)))
        return false;
      seen.add(key);
      return true;
    });
}

/** The one name that can be written without asking, or null when there is none or more than one. */
export function chosenName(candidates: readonly NameCandidate[]): NameCandidate | null {
  const [first] = candidates;
  if (first === undefined) return null;
  if (first.strength === 'stated' || first.strength === 'settled') return first;
  const good = candidates.filter((x) => x.strength === 'good');
  return good.length === 1 ? (good[0] ?? null) : null;
}
