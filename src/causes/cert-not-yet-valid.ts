/** The certificate is not valid yet, or the clock of the nginx host is behind. */
import { message } from '../text/message.ts';
import type { Case, Cause, Repair } from './cause.ts';
import { deadEnd } from './dead-ends.ts';
import { otherSide } from './parts.ts';
import { priorOf } from './priors.ts';
import { seenEvidence, showCertificate } from './trust-facts.ts';

function repairs(): Repair[] {
  return [
    otherSide('cert-not-yet-valid', 'host', message('repair.clock'), [
      message('repair.clock-step', { command: 'date -u; timedatectl status' }),
    ]),
    otherSide('cert-not-yet-valid', 'upstream', message('repair.reissue-dates'), [
      message('repair.reissue-dates-step'),
    ]),
  ];
}

export const certNotYetValid: Cause = {
  id: 'cert-not-yet-valid',
  family: 'trust',
  prior: (c: Case) => priorOf('cert-not-yet-valid', c.incident),
  evidence: (c) => seenEvidence(c, 'cert-not-yet-valid'),
  repairs,
  checks: (c) => [showCertificate(c, 'cert-not-yet-valid', '-startdate', 'not-yet-valid')],
  deadEnds: () => [deadEnd('verify-off', 'verify-off-trust')],
};
