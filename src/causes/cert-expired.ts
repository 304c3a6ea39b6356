/** The upstream certificate, or one above it, has expired. */
import { message } from '../text/message.ts';
import type { Case, Cause, Evidence, Repair } from './cause.ts';
import { deadEnd } from './dead-ends.ts';
import type { CertificateFacts } from './named-files.ts';
import { fact, needyRepair, nginxRepair, otherSide } from './parts.ts';
import { priorOf } from './priors.ts';
import {
  caFileNeed,
  failedAt,
  otherBundles,
  ranOut,
  seenEvidence,
  showCertificate,
  trustedFile,
} from './trust-facts.ts';

/** An expired CA in the very file that nginx trusts is not there by chance. */
const EXPIRED_IN_BUNDLE = 1;

/** Expired CAs of the trusted file; a valid one of the same name beside it takes its place. */
function expiredInBundle(c: Case): readonly CertificateFacts[] {
  const at = failedAt(c);
  return (trustedFile(c)?.certificates ?? []).filter((x) => ranOut(x.notAfter, at));
}

function evidence(c: Case): Evidence[] {
  const file = c.path?.settings.trustedCertificate.value ?? '';
  const [old] = expiredInBundle(c);
  const found =
    old === undefined
      ? []
      : [
          fact(
            'bundle-expired',
            EXPIRED_IN_BUNDLE,
            { kind: 'file', file },
            {
              file,
              subject: old.subject,
              until: old.notAfter.slice(0, 10),
            },
          ),
        ];
  return [...found, ...seenEvidence(c, 'cert-expired')];
}

function repairs(c: Case): Repair[] {
  const found: Repair[] = [];
  const [old] = expiredInBundle(c);
  if (old !== undefined) {
    const other = otherBundles(c)[0];
    const title = message('repair.replace-expired-ca', { subject: old.subject });
    found.push(
      other === undefined
        ? needyRepair(
            'cert-expired',
            title,
            [caFileNeed(c)],
            [
              message('repair.replace-expired-ca-step', {
                subject: old.subject,
                file: c.path?.settings.trustedCertificate.value ?? '',
              }),
            ],
          )
        : nginxRepair(c, 'cert-expired', title, [
            { set: 'ssl_trusted_certificate', to: [other.value] },
          ]),
    );
  }
  found.push(
    otherSide('cert-expired', 'upstream', message('repair.renew'), [
      message('repair.renew-step'),
      message('repair.renew-step-chain'),
      message('repair.renew-step-reload'),
    ]),
  );
  return found;
}

export const certExpired: Cause = {
  id: 'cert-expired',
  family: 'trust',
  prior: (c) => priorOf('cert-expired', c.incident),
  evidence,
  repairs,
  checks: (c) => [showCertificate(c, 'cert-expired', '-subject -dates', 'expired')],
  deadEnds: () => [
    deadEnd('verify-off', 'verify-off-trust'),
    deadEnd('restart', 'restart-expired'),
    deadEnd('trust-bundle', 'trust-bundle-expired'),
  ],
};
