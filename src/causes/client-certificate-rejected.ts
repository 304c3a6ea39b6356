/** The upstream refuses the certificate that nginx shows. */
import { type Message, message } from '../text/message.ts';
import type { Case, Cause, Evidence, Repair } from './cause.ts';
import {
  acceptedBy,
  askedFor,
  certificateName,
  clientCertificateNeed,
  clientLeaf,
  keyName,
  keyOfAnother,
  otherPairs,
  showCheck,
  showPair,
  showsCertificate,
} from './client-facts.ts';
import { deadEnd } from './dead-ends.ts';
import type { CertificateFacts } from './named-files.ts';
import { fact, loggedFact, needyRepair, nginxRepair, otherSide } from './parts.ts';
import { fromSetting } from './path-facts.ts';
import { priorOf } from './priors.ts';
import { failedAt, fileOf, notYet, ranOut } from './trust-facts.ts';

const WEIGHT = {
  notShown: -6,
  keyOfAnother: -3,
  shown: 1,
  /** Alerts 42 to 46 and 48 speak of the certificate that the other side was shown. */
  aboutCertificate: 2,
  /** The file itself shows a fault that fits. */
  fault: 3.5,
  otherCa: 4,
};

/** What each alert says of the certificate. */
const ABOUT_CERTIFICATE: ReadonlySet<number> = new Set([42, 43, 44, 45, 46, 48]);

/** What is wrong with the certificate by itself, as the upstream would see it. */
function faultOf(leaf: CertificateFacts, at: string | null): string | null {
  if (ranOut(leaf.notAfter, at)) return 'own-certificate-expired';
  if (notYet(leaf.notBefore, at)) return 'own-certificate-early';
  const usages = leaf.extendedKeyUsage;
  if (usages.length > 0 && !usages.includes('clientAuth') && !usages.includes('any'))
    return 'own-certificate-no-client-auth';
  if (leaf.selfSigned) return 'own-certificate-self-signed';
  if (leaf.keyType === 'rsa' && (leaf.keyBits ?? 2048) < 2048) return 'own-certificate-short-key';
  return null;
}

function fileEvidence(c: Case): Evidence[] {
  const file = certificateName(c.path);
  const leaf = clientLeaf(c);
  if (file === null || leaf === null) return [];
  const source = { kind: 'file', file } as const;
  const params = {
    file,
    subject: leaf.subject,
    issuer: leaf.issuer,
    from: leaf.notBefore.slice(0, 10),
    until: leaf.notAfter.slice(0, 10),
  };
  const found: Evidence[] = [];
  const fault = faultOf(leaf, failedAt(c));
  if (fault !== null) found.push(fact(fault, WEIGHT.fault, source, params));
  const names = askedFor(c);
  if (names !== null && !acceptedBy(fileOf(c, file), names))
    found.push(
      fact('own-certificate-other-ca', WEIGHT.otherCa, source, {
        ...params,
        names: names.slice(0, 3).join('; '),
      }),
    );
  return found;
}

function evidence(c: Case): Evidence[] {
  const shows = showsCertificate(c);
  const { path } = c;
  if (shows === null || path === null) return [];
  const source = fromSetting(path.settings.certificate, path);
  if (!shows) return [fact('nothing-to-reject', WEIGHT.notShown, source)];
  const file = path.settings.certificate.value?.written ?? '';
  if (keyOfAnother(c)) {
    const params = { certificate: file, key: keyName(path) ?? '' };
    return [fact('shown-without-its-key', WEIGHT.keyOfAnother, source, params)];
  }
  const found = [fact('certificate-shown', WEIGHT.shown, source, { file })];
  const { alert } = c.incident.signature;
  if (alert !== null && ABOUT_CERTIFICATE.has(alert))
    found.push(loggedFact(c, `alert-${alert}`, WEIGHT.aboutCertificate));
  return [...found, ...fileEvidence(c)];
}

/** What the new certificate must be, as far as alert and file tell. */
function requirement(c: Case): Message {
  const leaf = clientLeaf(c);
  const fault = leaf === null ? null : faultOf(leaf, failedAt(c));
  const byAlert: Readonly<Record<number, string>> = {
    43: 'own-certificate-no-client-auth',
    44: 'own-certificate-revoked',
    45: 'own-certificate-expired',
    48: 'own-certificate-other-ca',
  };
  const what = fault ?? byAlert[c.incident.signature.alert ?? 0] ?? 'own-certificate';
  return message(`repair.renew-${what}`);
}

function repairs(c: Case): Repair[] {
  const names = askedFor(c);
  const at = failedAt(c);
  const fitting = otherPairs(c).find(({ pair, sameHost }) => {
    const file = fileOf(c, pair.certificate);
    const leaf = file?.certificates[0];
    if (leaf === undefined || faultOf(leaf, at) !== null) return false;
    return names === null ? sameHost : acceptedBy(file, names);
  });
  const found: Repair[] = [];
  if (fitting !== undefined)
    found.push(
      nginxRepair(
        c,
        'client-certificate-rejected',
        message('repair.show-other-certificate', { file: fitting.pair.certificate }),
        showPair(fitting.pair),
      ),
    );
  found.push(
    needyRepair(
      'client-certificate-rejected',
      message('repair.replace-client-certificate'),
      [clientCertificateNeed(c)],
      [
        requirement(c),
        message('repair.show-certificate-step-chain'),
        message('repair.reload-step'),
      ],
    ),
    otherSide('client-certificate-rejected', 'upstream', message('repair.accept-client'), [
      message('repair.accept-client-step', { issuer: clientLeaf(c)?.issuer ?? '—' }),
    ]),
  );
  return found;
}

export const clientCertificateRejected: Cause = {
  id: 'client-certificate-rejected',
  family: 'mutual-tls',
  prior: (c) => priorOf('client-certificate-rejected', c.incident),
  evidence,
  repairs,
  checks: (c) => [showCheck(c)],
  deadEnds: () => [
    deadEnd('verify-off', 'verify-off-mtls'),
    deadEnd('trust-bundle', 'trust-bundle-mtls'),
  ],
};
