/** Verification is on without a usable CA file; nginx does not start. */
import { message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import type { Case, Cause, Evidence, Need, Repair } from './cause.ts';
import { deadEnd } from './dead-ends.ts';
import { fact, needyRepair, nginxRepair, shellWord } from './parts.ts';
import { fromSetting } from './path-facts.ts';
import { priorOf } from './priors.ts';
import { signatureClass } from './signature-class.ts';
import { namedFile, namedPath, rolesOf } from './startup-facts.ts';
import { caFileNeed, fileOf } from './trust-facts.ts';

const WEIGHT = { verifyWithoutFile: 3, badFile: 3, trustedRole: 5, otherRole: -5, oldLoader: -6 };

/** The place that nginx stopped at: it verifies and has no file, or has the file that the message names. */
export function untrustingPlace(c: Case): UpstreamTls | null {
  const named = namedPath(c, 'trusted');
  if (named !== null) return named;
  const text = c.incident.samples[0]?.text ?? '';
  const family = /no (\w+?)_ssl_trusted_certificate/.exec(text)?.[1];
  const fits = (p: UpstreamTls) =>
    p.tls !== 'no' &&
    p.settings.verify.value &&
    p.settings.trustedCertificate.value === null &&
    (family === undefined || (p.module === 'stream' ? 'proxy' : p.module) === family);
  return c.path !== null && fits(c.path) ? c.path : (c.allPaths.find(fits) ?? null);
}

function evidence(c: Case): Evidence[] {
  const place = untrustingPlace(c);
  const found: Evidence[] = [];
  if (signatureClass(c.incident) === 'startup-load-certificate') {
    const roles = rolesOf(c);
    const file = namedFile(c) ?? '';
    if (roles.has('trusted'))
      found.push(fact('file-is-trusted', WEIGHT.trustedRole, { kind: 'field' }, { file }));
    else if (roles.size > 0)
      found.push(fact('file-is-not-trusted', WEIGHT.otherRole, { kind: 'field' }, { file }));
  }
  if (place === null) return found;
  const { trustedCertificate, verify } = place.settings;
  if (trustedCertificate.value === null)
    return [
      ...found,
      fact('verify-without-file', WEIGHT.verifyWithoutFile, fromSetting(verify, place)),
    ];
  const written = trustedCertificate.value;
  const file = fileOf(c, written);
  if (file !== null && (file.state !== 'read' || file.certificates.length === 0)) {
    const what = file.state === 'read' ? (file.format ?? 'text') : file.state;
    found.push(
      fact(`file-${what}`, WEIGHT.badFile, { kind: 'file', file: written }, { file: written }),
    );
  }
  return found;
}

/** Trusted files of places that load, those to the same host first. */
function goodFiles(c: Case, place: UpstreamTls | null): string[] {
  const bad = place?.settings.trustedCertificate.value ?? null;
  const hosts = place?.target.host.values ?? [];
  const others = c.allPaths.filter((p) => {
    const value = p.settings.trustedCertificate.value;
    return value !== null && value !== bad && (fileOf(c, value)?.certificates.length ?? 1) > 0;
  });
  others.sort((a, b) => Number(shares(b, hosts)) - Number(shares(a, hosts)));
  return [...new Set(others.map((p) => p.settings.trustedCertificate.value ?? ''))];
}

function shares(path: UpstreamTls, hosts: readonly string[]): boolean {
  return path.target.host.values.some((host) => hosts.includes(host));
}

/** A CA file for a place, those that the configuration trusts elsewhere first. */
export function configuredCaNeed(c: Case, place: UpstreamTls | null): Need {
  const files = goodFiles(c, place);
  const need = caFileNeed({ ...c, path: place });
  const candidates = [
    ...files.map((value) => ({ value, from: message('need.ca-file-configured') })),
    ...need.candidates.filter((x) => !files.includes(x.value)),
  ];
  return { ...need, candidates };
}

function repairs(c: Case): Repair[] {
  const place = untrustingPlace(c);
  const files = goodFiles(c, place);
  const found: Repair[] = [];
  const [only] = files;
  if (files.length === 1 && only !== undefined)
    found.push(
      nginxRepair(
        c,
        'trusted-certificate-missing',
        message('repair.trust-file-configured', { file: only }),
        [{ set: 'ssl_trusted_certificate', to: [only] }],
        { path: place },
      ),
    );
  const written = place?.settings.trustedCertificate.value ?? null;
  const der = fileOf(c, written)?.format === 'der';
  const step = der
    ? message('repair.trusted-step-der', {
        command: `openssl x509 -inform der -in ${shellWord(written, 'FILE')} -out ca.pem`,
      })
    : written === null
      ? message('repair.trusted-step-none')
      : message('repair.trusted-step', { file: written });
  found.push(
    needyRepair(
      'trusted-certificate-missing',
      message('repair.trusted-needed'),
      [configuredCaNeed(c, place)],
      [step, message('repair.ca-step-compare')],
    ),
  );
  return found;
}

export const trustedCertificateMissing: Cause = {
  id: 'trusted-certificate-missing',
  family: 'trust',
  prior: (c) => priorOf('trusted-certificate-missing', c.incident),
  evidence,
  repairs,
  checks: (c) => {
    const file = shellWord(untrustingPlace(c)?.settings.trustedCertificate.value, 'CA_FILE');
    return [
      {
        command: `openssl x509 -in ${file} -noout -subject -issuer -dates`,
        answers: [
          { expect: message('answer.unreadable-pem'), means: 'trusted-certificate-missing' },
        ],
      },
    ];
  },
  deadEnds: () => [deadEnd('verify-off', 'verify-off-start')],
};
