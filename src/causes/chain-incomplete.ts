/** The upstream does not send its intermediate, so nginx cannot get from the leaf to the root. */
import { message } from '../text/message.ts';
import type { Case, Cause, Evidence, Repair } from './cause.ts';
import { deadEnd } from './dead-ends.ts';
import { fact, isOpenssl3, needyRepair, otherSide } from './parts.ts';
import { priorOf } from './priors.ts';
import {
  bundle,
  caFileNeed,
  seenChain,
  seenEvidence,
  trustCheck,
  trustsPublicCas,
} from './trust-facts.ts';

const WEIGHT = {
  /** OpenSSL 3 says 21 where one lone certificate was built, 20 where there were more. */
  otherNumberOn3: -5,
  /** Public CAs never sign a server with the root. */
  publicCas: 1.2,
  bundleHasRoot: 0.6,
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
  const file = c.path?.settings.trustedCertificate.value ?? '';
  if (c.incident.signature.verifyError === 21 && trustsPublicCas(c) === true)
    found.push(fact('public-roots-never-sign', WEIGHT.publicCas, { kind: 'file', file }));
  const shape = bundle(c);
  if (shape !== null && shape.roots.length > 0 && shape.intermediates.length === 0)
    found.push(fact('bundle-roots-only', WEIGHT.bundleHasRoot, { kind: 'file', file }, { file }));
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
