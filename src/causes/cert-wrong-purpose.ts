/** The extended key usage of the certificate does not allow a server. */
import { message } from '../text/message.ts';
import type { Cause } from './cause.ts';
import { deadEnd } from './dead-ends.ts';
import { otherSide } from './parts.ts';
import { priorOf } from './priors.ts';
import { seenEvidence, showCertificate } from './trust-facts.ts';

export const certWrongPurpose: Cause = {
  id: 'cert-wrong-purpose',
  family: 'trust',
  prior: (c) => priorOf('cert-wrong-purpose', c.incident),
  evidence: (c) => seenEvidence(c, 'cert-wrong-purpose'),
  repairs: () => [
    otherSide('cert-wrong-purpose', 'upstream', message('repair.reissue-purpose'), [
      message('repair.reissue-purpose-step'),
      message('repair.reissue-purpose-step-mtls'),
    ]),
  ],
  checks: (c) => [
    showCertificate(c, 'cert-wrong-purpose', '-subject -ext extendedKeyUsage', 'no-server-auth'),
  ],
  deadEnds: () => [
    deadEnd('verify-off', 'verify-off-trust'),
    deadEnd('trust-bundle', 'trust-bundle-purpose'),
  ],
};
