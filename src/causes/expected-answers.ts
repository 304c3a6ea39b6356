/**
 * What an upstream is expected to answer under each cause when one thing is
 * varied: the table that questions are chosen by and that their answers are
 * weighed with. Values are judgements about how cleanly a change separates,
 * checked against the reproductions of the lab.
 */
import { certificateCarries } from '../probe/name-rule.ts';
import type { Variation } from '../probe/question.ts';
import type { CauseId } from './ids.ts';
import type { Observation, Reached } from './observation.ts';

type Cures = Readonly<Partial<Record<CauseId, number>>>;

/** Probability that the varied handshake gets further than nginx's own, by cause. */
const FURTHER: Readonly<Record<Exclude<Variation, 'reproduce' | 'name'>, Cures>> = {
  // A server that refuses a name it does not serve often has a default for clients without one.
  'no-name': { 'sni-wrong-name': 0.5 },
  versions: { 'protocol-version-mismatch': 0.95, 'cipher-mismatch': 0.15, 'curve-mismatch': 0.05 },
  ciphers: { 'cipher-mismatch': 0.95, 'dh-key-too-small': 0.5, 'protocol-version-mismatch': 0.05 },
  groups: { 'curve-mismatch': 0.95, 'clienthello-too-big': 0.4 },
  signatures: { 'sigalg-mismatch': 0.9, 'weak-certificate': 0.3 },
  'small-hello': { 'clienthello-too-big': 0.97, 'curve-mismatch': 0.05 },
  alpn: { 'alpn-mismatch': 0.95 },
  'client-certificate': { 'client-certificate-rejected': 0.6 },
  'proxy-protocol': { 'proxy-protocol-expected': 0.97, 'proxy-protocol-unexpected': 0.97 },
  'plain-http': { 'upstream-not-tls': 0.9, 'proxy-protocol-unexpected': 0.05 },
  tls: { 'plain-http-to-tls-port': 0.95 },
  resume: { 'session-reuse': 0.85 },
  'legacy-server': { 'legacy-renegotiation': 0.97 },
  parameters: {
    'protocol-version-mismatch': 0.95,
    'cipher-mismatch': 0.95,
    'curve-mismatch': 0.95,
    'sigalg-mismatch': 0.9,
    'dh-key-too-small': 0.5,
    'clienthello-too-big': 0.3,
  },
};

/** Any change can get further by accident: a peer that fails now and then, a front end that routes at random. */
const BY_ACCIDENT = 0.02;

/** How likely a candidate is the right name, by where it comes from. */
export const NAME_CHANCE = { stated: 0.95, settled: 0.85, good: 0.7, possible: 0.3 } as const;

/** What is known of the name that is asked with. */
export interface NameAsked {
  /** nginx itself sends a name. */
  readonly sniSent: boolean;
  /** Chance that the name is the right one, had the name been the cause. */
  readonly chance: number;
  /** The certificate that nginx got carries it. */
  readonly carried: boolean;
}

/**
 * A name that the certificate at hand carries anyway is accepted whatever the
 * cause: asking with it tells nothing.
 */
function underName(cause: CauseId, name: NameAsked): number {
  if (name.carried) return 0.97;
  if (cause !== (name.sniSent ? 'sni-wrong-name' : 'sni-not-sent')) return BY_ACCIDENT;
  return Math.max(BY_ACCIDENT, name.chance);
}

/** Probability that this variation gets further under this cause. */
export function furtherUnder(cause: CauseId, varied: Variation, name: NameAsked): number {
  if (varied === 'reproduce') return BY_ACCIDENT;
  if (varied === 'name') return underName(cause, name);
  return Math.max(BY_ACCIDENT, FURTHER[varied][cause] ?? 0);
}

const STAGES: readonly Reached[] = ['connection', 'hello', 'server-hello', 'finished', 'accepted'];

/** How far a handshake went; the last step is verification, where it was asked for. */
export function stageOf(o: Observation): number {
  const stage = STAGES.indexOf(o.reached ?? (o.answer.kind === 'connected' ? 'accepted' : 'hello'));
  if (stage < STAGES.length - 1) return stage;
  if (o.verifyError !== null && o.verifyError !== 0) return stage;
  return o.nameMatches === false ? stage + 1 : stage + 2;
}

/** The handshake did all that nginx would want of it. */
export function isGood(o: Observation): boolean {
  return o.answer.kind === 'connected' && stageOf(o) === STAGES.length + 1;
}

/** Whether a varied handshake did what the cause it was to test predicts. */
export function wentFurther(base: Observation, varied: Observation): boolean {
  if (varied.varied === 'plain-http') return varied.answer.kind === 'http';
  if (varied.varied === 'resume') return varied.rehandshake === 'refused' && isGood(base);
  return stageOf(varied) > stageOf(base);
}

/** The name that was asked with brings up a certificate that carries it, which the one before did not. */
export function bringsUp(before: Observation, named: Observation): boolean {
  const { sni } = named.asked;
  const [old] = before.chain;
  const [now] = named.chain;
  if (sni === null || old === undefined || now === undefined) return false;
  return certificateCarries(now, sni) && !certificateCarries(old, sni);
}

/** Reasons of our own OpenSSL that one cause alone gives. */
export const OWN_REASONS: readonly (readonly [RegExp, CauseId])[] = [
  [/dh key too small/, 'dh-key-too-small'],
  [/unsafe legacy renegotiation/, 'legacy-renegotiation'],
  [/unsupported protocol|no protocols available|legacy sigalg/, 'protocol-version-mismatch'],
  [/wrong curve|bad ecpoint|no suitable (key share|group)|bad key share/, 'curve-mismatch'],
  [/wrong signature type|no suitable signature/, 'sigalg-mismatch'],
  [/wrong cipher returned|no ciphers available|unknown cipher/, 'cipher-mismatch'],
  [/bad extension/, 'alpn-mismatch'],
  [/(ee|ca) key too small|md too weak/, 'weak-certificate'],
];
