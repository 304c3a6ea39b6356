/** A key or signature is below OpenSSL's security level: at the upstream, or in the client certificate at start-up. */
import { message } from '../text/message.ts';
import type { Case, Cause, Evidence, Repair } from './cause.ts';
import { deadEnd } from './dead-ends.ts';
import { fact, isOpenssl3, needyRepair, nginxRepair, otherSide } from './parts.ts';
import { priorOf } from './priors.ts';
import { signatureClass } from './signature-class.ts';
import { namedPath } from './startup-facts.ts';
import { fileOf, seenEvidence, showCertificate } from './trust-facts.ts';

function clientFileEvidence(c: Case): Evidence[] {
  const path = namedPath(c, 'certificate');
  const written = path?.settings.certificate.value?.values[0] ?? '';
  const own = fileOf(c, written)?.certificates[0];
  if (own === undefined) return [];
  const small = own.keyType === 'rsa' && (own.keyBits ?? 0) < 2048;
  if (!small && !/md5|sha1/i.test(own.signatureAlgorithm)) return [];
  return [
    fact(
      'own-certificate-weak',
      3,
      { kind: 'file', file: written },
      {
        file: written,
        bits: own.keyBits ?? 0,
        algorithm: own.signatureAlgorithm,
      },
    ),
  ];
}

function evidence(c: Case): Evidence[] {
  if (signatureClass(c.incident).startsWith('startup')) return clientFileEvidence(c);
  return seenEvidence(c, 'weak-certificate');
}

/** SHA-1 falls below level 1 on OpenSSL 3, so it needs level 0 there; short keys need level 1. */
function level(c: Case): number {
  const digest = c.incident.signature.verifyError === 68 || /md too weak/.test(textOf(c));
  return digest && isOpenssl3(c) ? 0 : 1;
}

function textOf(c: Case): string {
  return c.incident.samples[0]?.text ?? '';
}

function lowered(c: Case): Repair {
  const path = namedPath(c, 'certificate') ?? c.path;
  const ciphers = path?.settings.ciphers.value ?? 'DEFAULT';
  const now = `${ciphers.replace(/:?@SECLEVEL=\d/g, '')}:@SECLEVEL=${level(c)}`;
  return nginxRepair(
    c,
    'weak-certificate',
    message('repair.lower-level', { level: level(c) }),
    [{ set: 'ssl_ciphers', to: [now] }],
    { path, weakens: ['security-level'] },
  );
}

function repairs(c: Case): Repair[] {
  if (signatureClass(c.incident).startsWith('startup'))
    return [
      needyRepair(
        'weak-certificate',
        message('repair.reissue-client-strong'),
        [
          {
            what: 'client-certificate',
            message: message('need.client-certificate'),
            candidates: [],
          },
        ],
        [message('repair.reissue-client-strong-step')],
      ),
      lowered(c),
    ];
  return [
    otherSide('weak-certificate', 'upstream', message('repair.reissue-strong'), [
      message('repair.reissue-strong-step'),
    ]),
    lowered(c),
  ];
}

export const weakCertificate: Cause = {
  id: 'weak-certificate',
  family: 'trust',
  prior: (c) => priorOf('weak-certificate', c.incident),
  evidence,
  repairs,
  checks: (c) => [showCertificate(c, 'weak-certificate', '-text', 'weak')],
  deadEnds: () => [
    deadEnd('verify-off', 'verify-off-trust'),
    deadEnd('seclevel-0', 'seclevel-0-certificate'),
  ],
};
