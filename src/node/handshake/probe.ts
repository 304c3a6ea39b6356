/** Asks an upstream until its cause is decided: as few handshakes as that takes, and never more than the limit. */

import type { Case } from '../../causes/cause.ts';
import { isGood } from '../../causes/expected-answers.ts';
import { nameCandidates } from '../../causes/names.ts';
import type { Observation } from '../../causes/observation.ts';
import { placeKey } from '../../causes/observed.ts';
import { isHostName } from '../../causes/path-facts.ts';
import { nextQuestion } from '../../diagnosis/ask-next.ts';
import type { Verification } from '../../probe/commands.ts';
import { certificateCarries } from '../../probe/name-rule.ts';
import { type Question, variations } from '../../probe/question.ts';
import { type Message, message } from '../../text/message.ts';
import type { UpstreamTls } from '../../upstream/model.ts';
import type { Address } from './addresses.ts';
import { ask, type Material } from './ask.ts';
import type { Limits } from './connection.ts';
import { identityMaterial, type ReadText, type Trust } from './material.ts';
import { generationToImitate } from './raw.ts';

/** Handshakes with one upstream, whatever it answers. */
export const MOST_HANDSHAKES = 40;
/** Of these for the first question to every peer; the rest is for the one that fails. */
const MOST_PEERS = 12;
/** Connections that are open at the same time. */
const AT_ONCE = 8;
const MOST_NAMES = 8;

export interface ProbeInput {
  readonly path: UpstreamTls | null;
  /** What nginx sends. */
  readonly base: Question;
  readonly addresses: readonly Address[];
  /** Verification as nginx does it; null when it is off. */
  readonly verification: Verification | null;
  readonly read: ReadText;
  readonly limits: Limits;
  /** OpenSSL of the nginx in question, for example `3.0.22`. */
  readonly openssl: string;
  /** Further names that may be right, besides those that the causes know of. */
  readonly names: readonly string[];
  /** The case with these observations; null while nothing is wrong. */
  caseWith(observations: readonly Observation[]): Case | null;
}

export interface Asking {
  readonly observation: Observation;
  readonly question: Question;
  readonly milliseconds: number;
}

export interface ProbeResult {
  /** In the order in which they were asked. */
  readonly asked: readonly Asking[];
  /** Connections made; a resumed handshake takes two. */
  readonly handshakes: number;
  readonly notes: readonly Message[];
}

/** Runs the whole conversation with one upstream. */
export async function probeUpstream(input: ProbeInput): Promise<ProbeResult> {
  const notes: Message[] = [];
  const { base, material } = withMaterial(input, notes);
  const asked: Asking[] = [];
  let handshakes = 0;
  const limits = { ...input.limits, opening: () => void handshakes++ };
  const put = async (question: Question, address: Address) => {
    const used = question.identity === null ? { ...material, identity: null } : material;
    const started = process.hrtime.bigint();
    const answered = await ask(question, address, used, limits);
    const observation = input.path ? { ...answered, place: placeKey(input.path) } : answered;
    asked.push({ observation, question, milliseconds: millisecondsSince(started) });
    return observation;
  };

  const peers = input.addresses.slice(0, MOST_PEERS);
  if (peers.length < input.addresses.length)
    notes.push(message('probe.more-peers', { count: input.addresses.length - peers.length }));
  const bases = await inParallel(peers, (address) => put(base, address));
  const observations = () => asked.map((a) => a.observation);
  const address = subject(input, peers, bases);
  if (address === null || cannotBeAsked(bases[peers.indexOf(address)]))
    return { asked, handshakes, notes };

  const done = new Set<string>();
  for (;;) {
    const c = input.caseWith(observations());
    if (c === null) break;
    const left = variations(base, namesFor(c, input, bases[peers.indexOf(address)])).filter(
      (q) => !done.has(JSON.stringify(q)),
    );
    const question = nextQuestion(c, left);
    if (question === null) break;
    if (handshakes + connectionsOf(question, input.openssl) > MOST_HANDSHAKES) {
      notes.push(message('probe.budget', { count: handshakes }));
      break;
    }
    done.add(JSON.stringify(question));
    await put(question, address);
  }
  return { asked, handshakes, notes };
}

/** Not `performance`: Node loads that when it is first used, and takes a while. */
function millisecondsSince(started: bigint): number {
  return Number(process.hrtime.bigint() - started) / 1e6;
}

/** Connections that a question may take: two for a resumed session, and two to imitate another OpenSSL. */
function connectionsOf(question: Question, openssl: string): number {
  return question.resume || generationToImitate(question, openssl) !== null ? 2 : 1;
}

/** The address that is asked further: the one of the log, else the first that fails, else the first. */
function subject(
  input: ProbeInput,
  peers: readonly Address[],
  bases: readonly Observation[],
): Address | null {
  const failing = peers.filter((_, i) => {
    const o = bases[i];
    return o !== undefined && !isGood(o);
  });
  const logged = new Set(
    input.caseWith(bases)?.incident.upstreams.map((u) => u.host.replace(/^\[|\]$/g, '')),
  );
  const isLogged = (a: Address) => logged.has(a.kind === 'ip' ? a.ip : `unix:${a.path}`);
  return failing.find(isLogged) ?? failing[0] ?? peers.find(isLogged) ?? peers[0] ?? null;
}

/** No connection was made: there is nobody to ask. */
function cannotBeAsked(o: Observation | undefined): boolean {
  return o === undefined || o.answer.kind === 'refused' || o.reached === 'connection';
}

function namesFor(c: Case, input: ProbeInput, base: Observation | undefined): string[] {
  const leaf = base?.chain[0];
  // A certificate vouches for its own names only: they say nothing of what the upstream should be called.
  const said = nameCandidates(c).filter(
    (x) => x.strength !== 'possible' || leaf === undefined || !certificateCarries(leaf, x.value),
  );
  const all = [...said.map((x) => x.value), ...input.names.filter(isHostName)];
  const wildcardFree = all.filter((name) => !name.includes('*'));
  return [...new Set(wildcardFree.map((name) => name.toLowerCase()))].slice(0, MOST_NAMES);
}

/** Reads the files that the question needs; what cannot be read is left out, and said. */
function withMaterial(input: ProbeInput, notes: Message[]): { base: Question; material: Material } {
  let { base } = input;
  let identity: Material['identity'] = null;
  if (base.identity) {
    const found = identityMaterial(base.identity, input.read);
    if ('problem' in found) {
      notes.push(found.problem);
      base = { ...base, identity: null };
    } else identity = found;
  }
  const { openssl } = input;
  if (generationToImitate(base, openssl) !== null)
    notes.push(message('probe.other-openssl', { nginx: openssl, own: process.versions.openssl }));
  return { base, material: { identity, trust: trustOf(input, notes), openssl } };
}

function trustOf(input: ProbeInput, notes: Message[]): Trust | null {
  const { verification } = input;
  if (verification?.trusted == null) return null;
  const trusted = input.read(verification.trusted);
  if ('problem' in trusted) {
    notes.push(trusted.problem);
    return null;
  }
  const crl = verification.crl === null ? null : input.read(verification.crl);
  if (crl !== null && 'problem' in crl) notes.push(crl.problem);
  return {
    trusted: trusted.text,
    crl: crl !== null && 'text' in crl ? crl.text : null,
    depth: verification.depth,
  };
}

/** Runs the work for each item, a limited number at once; results in the order of the items. */
async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const at = next++;
      results[at] = await work(items[at] as T);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return results;
}
