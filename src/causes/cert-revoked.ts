/** A certificate of the chain stands in the CRL. */
import { message } from '../text/message.ts';
import type { Case, Cause, Evidence } from './cause.ts';
import { deadEnd } from './dead-ends.ts';
import { fact, otherSide } from './parts.ts';
import { priorOf } from './priors.ts';
import { crlFile, seenEvidence, showCertificate } from './trust-facts.ts';

function evidence(c: Case): Evidence[] {
  const file = c.path?.settings.crl.value ?? '';
  const listed = (crlFile(c)?.crls ?? []).filter((list) => list.revoked.length > 0);
  const lists = listed.map((list) =>
    fact(
      'crl-lists',
      0.5,
      { kind: 'file', file },
      {
        file,
        issuer: list.issuer,
        count: list.revoked.length,
      },
    ),
  );
  return [...lists.slice(0, 1), ...seenEvidence(c, 'cert-revoked')];
}

export const certRevoked: Cause = {
  id: 'cert-revoked',
  family: 'trust',
  prior: (c) => priorOf('cert-revoked', c.incident),
  evidence,
  repairs: () => [
    otherSide('cert-revoked', 'upstream', message('repair.replace-revoked'), [
      message('repair.replace-revoked-step'),
      message('repair.replace-revoked-step-mistake'),
    ]),
  ],
  checks: (c) => [showCertificate(c, 'cert-revoked', '-serial -issuer', 'serial-in-crl')],
  deadEnds: () => [
    deadEnd('verify-off', 'verify-off-revoked'),
    deadEnd('restart', 'restart-revoked'),
  ],
};
