/** The upstream does not send its intermediate, so nginx cannot get from the leaf to the root. */
import { message } from '../text/message.ts';
import type { Case, Cause, Evidence, Repair } from './cause.ts';
import { deadEnd } from './dead-ends.ts';
import { fact, isOpenssl3, loggedFact, needyRepair, otherSide } from './parts.ts';
import { priorOf } from './priors.ts';
import {
  caFileNeed,
  isPublicUpstream,
  seenChain,
  seenEvidence,
  trustCheck,
  trustsPublicCas,
} from './trust-facts.ts';

const WEIGHT = {
  /** OpenSSL 3 says 21 where one lone certificate was built, 20 where there were more. */
  otherNumberOn3: -5,
  /** OpenSSL 1.x has one number for this and for a missing CA. */
  sameNumberOn1: 1.1,
  /** Public CAs never sign a server with the root. */
  publicCas: 1.2,
  /** Private CAs often do: the lone certificate may be complete, and of another CA. */
  privateCas: -1.2,
};

function evidence(c: Case): Evidence[] {
  const found: Evidence[] = [];
  if (isOpenssl3(c) && c.incident.signature.verifyError === 20)
    found.push(
      fact(
        'would-be-21',
        WEIGHT.otherNumberOn3,
        { kind: 'version' },
        { version: c.versions.openssl },
      ),
    );
  if (!isOpenssl3(c) && c.incident.signature.verifyError === 20)
    found.push(
      fact(
        'same-number-20',
        WEIGHT.sameNumberOn1,
        { kind: 'version' },
        { version: c.versions.openssl },
      ),
    );
  const file = c.path?.settings.trustedCertificate.value ?? '';
  if (c.incident.signature.verifyError === 21)
    found.push(
      trustsPublicCas(c) === true && isPublicUpstream(c) === true
        ? fact('public-roots-never-sign', WEIGHT.publicCas, { kind: 'file', file })
        : loggedFact(c, 'private-roots-may-sign', WEIGHT.privateCas),
    );
  return [...found, ...seenEvidence(c, 'chain-incomplete')];
}

function repairs(c: Case): Repair[] {
  const issuer = seenChain(c)?.[0]?.issuer ?? null;
  const file = c.path?.settings.trustedCertificate.value ?? '';
  const steps = [
    issuer === null
      ? message('repair.chain-step-find')
      : message('repair.chain-step-find-named', { issuer }),
    file === '' ? message('repair.ca-step-set') : message('repair.ca-step-append', { file }),
    message('repair.chain-step-later'),
  ];
  return [
    otherSide('chain-incomplete', 'upstream', message('repair.send-chain'), [
      message('repair.send-chain-step'),
      message('repair.send-chain-step-check'),
    ]),
    needyRepair('chain-incomplete', message('repair.chain-stopgap'), [caFileNeed(c)], steps),
  ];
}

export const chainIncomplete: Cause = {
  id: 'chain-incomplete',
  family: 'trust',
  prior: (c) => priorOf('chain-incomplete', c.incident),
  evidence,
  repairs,
  checks: (c) => [trustCheck(c)],
  deadEnds: () => [
    deadEnd('verify-off', 'verify-off-trust'),
    deadEnd('trust-bundle', 'trust-bundle-chain'),
    deadEnd('curl-works', 'curl-works-chain'),
  ],
};
