/**
 * What the answers of the upstream say for and against each cause. One place
 * for all causes: first what it answered to exactly what nginx sends, then
 * which single change got further.
 */
import { certificateCarries } from '../probe/name-rule.ts';
import { type Message, message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import type { Case, Evidence } from './cause.ts';
import {
  bringsUp,
  furtherUnder,
  isGood,
  NAME_CHANCE,
  type NameAsked,
  OWN_REASONS,
  wentFurther,
} from './expected-answers.ts';
import type { CauseId } from './ids.ts';
import { nameCandidates } from './names.ts';
import type { Observation } from './observation.ts';
import { SAID, shownValue } from './observed-sayings.ts';
import { namedByVerification } from './observed-trust.ts';
import { isAddressAsName, observationsHere } from './path-facts.ts';
import { signatureClass } from './signature-class.ts';

/** Natural logarithms of likelihood ratios. */
const WEIGHT = {
  /** The upstream says it itself: asks for a certificate, answers in plain HTTP, names the protocol. */
  decides: 8,
  /** The same one change that the cause predicts made it work. */
  cured: 6,
  /** It got further, and failed later for another reason. */
  helped: 4,
  alertHints: 2.5,
  /** It would be named, were it not for a certificate that may be somebody else's. */
  leans: 1,
  /** Whatever is asked, the answer is the same. */
  steady: 1,
  /** A fault that would show every time did not show. */
  notThere: -4,
  /** Nothing wrong now: a fault that comes and goes, or one that was mended. */
  comesAndGoes: 1.5,
};

/** Answers of our own handshakes to one address: what nginx sends, and its variations. */
export interface Asked {
  readonly base: Observation;
  readonly variations: readonly Observation[];
}

/** How observations name the place whose settings they used. */
export function placeKey(path: UpstreamTls): string {
  return `${path.pass.file}:${path.pass.directive.start}`;
}

/** Our own questions about the upstream of this case: those of the address that fails like nginx, else of the first. */
export function askedHere(c: Case): Asked | null {
  const place = c.path === null ? null : placeKey(c.path);
  const own = observationsHere(c).filter(
    (o) => o.varied !== undefined && (o.place === undefined || place === null || o.place === place),
  );
  const bases = own.filter((o) => o.varied === 'reproduce');
  const base = bases.find((o) => !isGood(o)) ?? bases[0];
  if (base === undefined) return null;
  return {
    base,
    variations: own.filter(
      (o) => o !== base && o.address === base.address && o.varied !== 'reproduce',
    ),
  };
}

/** The upstream itself has said what it is, or one change has made it go on. */
export function isConfirmed(c: Case, { base, variations }: Asked): boolean {
  if (variations.some((v) => wentFurther(base, v))) return true;
  if (isGood(base)) return !answeredInHttp(c);
  return named(c, base) !== null && !strangersCertificate(c, base, variations);
}

/** Evidence for or against `cause` in what the upstream answered; empty when we did not ask it. */
export function observedEvidence(cause: CauseId, c: Case): readonly Evidence[] {
  const asked = askedHere(c);
  if (asked === null) return [];
  const found = baseEvidence(cause, c, asked);
  for (const varied of asked.variations) {
    const evidence = variedEvidence(cause, c, asked.base, varied);
    if (evidence !== null) found.push(evidence);
  }
  return found;
}

function evidence(said: Message, weight: number, o: Observation): Evidence {
  return { message: said, weight, source: { kind: 'observation', what: o.address ?? o.target } };
}

/** Causes that the base answer names by itself; null when it names none. */
function named(c: Case, base: Observation): { causes: readonly CauseId[]; said: Message } | null {
  const { answer } = base;
  if (answer.kind === 'local') return namedByUs(answer.reason);
  const failed = answer.kind !== 'connected';
  if (failed && base.clientCertificateAsked !== null) {
    const sent = base.asked.clientCertificate;
    // nginx has one, and we could not read it: that nothing came of our asking says nothing.
    if (!sent && c.path !== null && c.path.settings.certificate.value !== null) return null;
    return {
      causes: [sent ? 'client-certificate-rejected' : 'client-certificate-required'],
      said: sent
        ? message('observed.client-certificate-refused')
        : message('observed.client-certificate-asked'),
    };
  }
  if (answer.kind === 'not-tls')
    return {
      causes: base.asked.proxyProtocol
        ? ['proxy-protocol-unexpected', 'upstream-not-tls']
        : ['upstream-not-tls'],
      said: message('observed.not-tls'),
    };
  if (answer.kind === 'refused' || answer.kind === 'unresolved')
    return { causes: ['not-tls'], said: message('observed.no-connection') };
  if (answer.kind === 'connected' && base.verifyError) return namedByVerification(c, base);
  return null;
}

/**
 * The certificate carries none of the names that the upstream may have, and no
 * name was tried that would have brought up another: what is wrong with it may
 * be the fault of a default certificate.
 */
function strangersCertificate(
  c: Case,
  base: Observation,
  variations: readonly Observation[],
): boolean {
  const [leaf] = base.chain;
  if (base.answer.kind !== 'connected' || leaf === undefined) return false;
  const tried = variations.filter((v) => v.varied === 'name');
  if (tried.length > 0) return tried.some((v) => wentFurther(base, v));
  const known = nameCandidates({ ...c, observations: [] });
  return known.length > 0 && !known.some((x) => certificateCarries(leaf, x.value));
}

function namedByUs(reason: string) {
  const cause = OWN_REASONS.find(([pattern]) => pattern.test(reason))?.[1];
  return cause === undefined
    ? null
    : { causes: [cause], said: message('observed.own-library', { reason }) };
}

/** Alerts that lean towards a cause without deciding it. */
const HINTS: Readonly<Record<number, CauseId>> = {
  112: 'sni-not-sent',
  70: 'protocol-version-mismatch',
  86: 'protocol-version-mismatch',
  120: 'alpn-mismatch',
  50: 'clienthello-too-big',
};

function baseEvidence(cause: CauseId, c: Case, { base, variations }: Asked): Evidence[] {
  if (isGood(base))
    return answeredInHttp(c)
      ? certificateRequestEvidence(cause, base)
      : goodEvidence(cause, base, variations);
  const by = named(c, base);
  if (by !== null) {
    const at = by.causes.indexOf(cause);
    // What is only a possibility beside the named cause keeps its place.
    if (at > 0) return [];
    if (at < 0) return [evidence(by.said, WEIGHT.notThere, base)];
    const mended = variations.find((v) => v.varied === 'name' && isGood(v));
    if (base.answer.kind === 'connected' && mended !== undefined)
      return [
        evidence(
          message('observed.another-certificate', { name: mended.asked.sni ?? '' }),
          WEIGHT.notThere,
          mended,
        ),
      ];
    const doubted = strangersCertificate(c, base, variations);
    return [evidence(by.said, doubted ? WEIGHT.leans : WEIGHT.decides, base)];
  }
  const { answer } = base;
  if (answer.kind === 'connected' && base.nameMatches === false)
    return nameEvidence(cause, c, base);
  if (answer.kind === 'alert') {
    const hint = HINTS[answer.alert];
    const wrong = hint === 'sni-not-sent' && base.asked.sni !== null ? 'sni-wrong-name' : hint;
    if (wrong === cause)
      return [
        evidence(message('observed.alert', { alert: answer.alert }), WEIGHT.alertHints, base),
      ];
  }
  const steady = STEADY[cause];
  if (steady?.includes(answer.kind) && alwaysTheSame(base, variations))
    return [evidence(message('observed.always-the-same'), WEIGHT.steady, base)];
  if (base.reached === 'hello' && AFTER_HELLO.includes(cause))
    return [evidence(message('observed.refused-at-hello'), WEIGHT.notThere, base)];
  return [];
}

/** The upstream refused in HTTP: nginx's handshake was good as well, so a good one of ours tells nothing. */
function answeredInHttp(c: Case): boolean {
  return signatureClass(c.incident).startsWith('http-');
}

/** A server that answers in HTTP may have asked for a certificate without insisting on it. */
function certificateRequestEvidence(cause: CauseId, base: Observation): Evidence[] {
  if (base.clientCertificateAsked === null) return [];
  const [about, said] = base.asked.clientCertificate
    ? (['client-certificate-rejected', 'observed.client-certificate-refused'] as const)
    : (['client-certificate-required', 'observed.client-certificate-asked'] as const);
  return cause === about ? [evidence(message(said), WEIGHT.helped, base)] : [];
}

/** Causes that no question changes the answer of. */
const STEADY: Readonly<Partial<Record<CauseId, readonly Observation['answer']['kind'][]>>> = {
  'peer-closed-connection': ['closed', 'reset'],
  'handshake-timeout': ['timeout'],
};

function alwaysTheSame(base: Observation, variations: readonly Observation[]): boolean {
  return variations.length >= 2 && variations.every((v) => v.answer.kind === base.answer.kind);
}

/**
 * The certificate lacks the checked name. Where it carries another name that
 * the configuration knows, nginx compares with the wrong one; where it carries
 * none, it is the certificate of somebody else: a default, for want of SNI.
 */
function nameEvidence(cause: CauseId, c: Case, base: Observation): Evidence[] {
  const [leaf] = base.chain;
  if (leaf === undefined) return [];
  const known = nameCandidates({ ...c, observations: [] }).filter((x) => x.strength !== 'possible');
  const carried = known.find((x) => certificateCarries(leaf, x.value));
  if (carried !== undefined && cause === 'certificate-name-mismatch')
    return [
      evidence(message('observed.carries-other', { name: carried.value }), WEIGHT.helped, base),
    ];
  if (
    carried === undefined &&
    known.length > 0 &&
    base.asked.sni === null &&
    cause === 'sni-not-sent'
  )
    return [evidence(message('observed.name-mismatch'), WEIGHT.alertHints, base)];
  return [];
}

/** Faults that show only once the upstream has answered a fresh ClientHello. */
const AFTER_HELLO: readonly CauseId[] = [
  'client-certificate-required',
  'client-certificate-rejected',
  'session-reuse',
];

/** Causes that come and go by their nature. */
const UNSTEADY: readonly CauseId[] = ['session-reuse', 'peer-closed-connection', 'not-tls'];
/** Faults that a handshake that works does not rule out: they lie before or after it. */
const ELSEWHERE: readonly CauseId[] = [
  'alpn-mismatch',
  'client-certificate-unreadable',
  'client-certificate-key-mismatch',
  'trusted-certificate-missing',
  'directive-unsupported-by-version',
  'config-syntax',
];

function goodEvidence(
  cause: CauseId,
  base: Observation,
  variations: readonly Observation[],
): Evidence[] {
  if (ELSEWHERE.includes(cause) || variations.some((v) => v.varied === 'tls')) return [];
  if (base.asked.plainHttp) return [];
  if (base.clientCertificateAsked !== null && cause === 'client-certificate-required')
    return [evidence(message('observed.client-certificate-optional'), WEIGHT.alertHints, base)];
  return UNSTEADY.includes(cause)
    ? [evidence(message('observed.works-now'), WEIGHT.comesAndGoes, base)]
    : [evidence(message('observed.works-now'), WEIGHT.notThere, base)];
}

/** What is known of a name before the upstream is asked with it. */
export function nameAsked(c: Case, base: Observation, name: string | null): NameAsked {
  const leaf = base.chain[0];
  return {
    sniSent: base.asked.sni !== null || isAddressAsName(c.path),
    chance: chanceOf(c, name),
    carried: leaf !== undefined && name !== null && certificateCarries(leaf, name),
  };
}

/** How likely the name is right, had the name been the cause. */
export function chanceOf(c: Case, name: string | null): number {
  if (name === null) return 0;
  const candidate = nameCandidates({ ...c, observations: [] }).find(
    (x) => x.value.toLowerCase() === name.toLowerCase(),
  );
  return NAME_CHANCE[candidate?.strength ?? 'possible'];
}

function variedEvidence(
  cause: CauseId,
  c: Case,
  base: Observation,
  varied: Observation,
): Evidence | null {
  const variation = varied.varied;
  if (variation === undefined || variation === 'reproduce') return null;
  if (variation === 'name' && answeredInHttp(c) && isGood(base))
    return namedInHttp(cause, base, varied);
  const context = nameAsked(c, base, varied.asked.sni);
  const expected = furtherUnder(cause, variation, context);
  const unexpected = furtherUnder('not-tls', variation, context);
  if (expected <= unexpected || (variation === 'name' && context.carried)) return null;
  const [further, same] = SAID[variation];
  if (!wentFurther(base, varied)) {
    const weight = Math.log((1 - expected) / (1 - unexpected));
    return evidence(same(shownValue(varied)), weight, varied);
  }
  if (variation === 'name' && !nameFits(cause, base, varied)) return null;
  const most = isGood(varied) || variation === 'plain-http' || variation === 'resume';
  const share = Math.min(1, expected / 0.9);
  return evidence(
    further(shownValue(varied)),
    (most ? WEIGHT.cured : WEIGHT.helped) * share,
    varied,
  );
}

/** Both handshakes are good, so what counts is whose certificate the name brings up. */
function namedInHttp(cause: CauseId, base: Observation, varied: Observation): Evidence | null {
  const about = base.asked.sni === null ? 'sni-not-sent' : 'sni-wrong-name';
  const name = varied.asked.sni ?? '';
  if (cause !== about || !bringsUp(base, varied)) return null;
  return evidence(message('observed.own-certificate', { name }), WEIGHT.helped, varied);
}

/**
 * Another name can help in two ways: the upstream chooses another certificate
 * (SNI), or the same certificate is compared with another name.
 */
function nameFits(cause: CauseId, base: Observation, varied: Observation): boolean {
  const sameLeaf =
    base.chain[0] !== undefined && base.chain[0].fingerprint === varied.chain[0]?.fingerprint;
  return (cause === 'certificate-name-mismatch') === sameLeaf;
}
