/** The upstream presents a self-signed certificate that nginx does not trust. */
import { message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import type { Case, Cause, Evidence, Repair } from './cause.ts';
import { sClient } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import { fact, needyRepair, nginxRepair, otherSide, shellWord } from './parts.ts';
import { fromSetting, sniSent } from './path-facts.ts';
import { priorOf } from './priors.ts';
import {
  bundle,
  caFileNeed,
  otherBundles,
  seenEvidence,
  servername,
  trustCheck,
} from './trust-facts.ts';

const WEIGHT = {
  /** With the right name asked for, a default certificate is out of the question. */
  nameSent: 1.5,
  /** The upstream may have answered an unknown name with its default certificate. */
  ownName: -1.5,
  olderInBundle: 2.5,
};

/** The name sent is the one that clients call this nginx by: the upstream hardly has it too. */
function isOurOwn(c: Case, path: UpstreamTls): boolean {
  const sent = path.sni.name?.values ?? [];
  const ours = [...(path.server?.names ?? []), ...c.incident.hosts];
  return path.settings.name.value !== null && sent.some((name) => ours.includes(name));
}

function nameEvidence(c: Case, path: UpstreamTls): Evidence {
  const source = fromSetting(path.settings.serverName, path);
  const params = { name: path.sni.name?.written ?? '' };
  return isOurOwn(c, path)
    ? fact('self-signed-with-own-name', WEIGHT.ownName, source, params)
    : fact('self-signed-with-name', WEIGHT.nameSent, source, params);
}

function evidence(c: Case): Evidence[] {
  const found: Evidence[] = [];
  const { path } = c;
  if (path !== null && sniSent(c) === 'yes') found.push(nameEvidence(c, path));
  const checked = path?.checkedName.values ?? [];
  const older = bundle(c)?.roots.find((r) =>
    checked.some((name) => r.dnsNames.includes(name) || r.commonName === name),
  );
  if (older !== undefined) {
    const file = path?.settings.trustedCertificate.value ?? '';
    const params = { file, subject: older.subject, until: older.notAfter.slice(0, 10) };
    found.push(
      fact('older-self-signed-in-bundle', WEIGHT.olderInBundle, { kind: 'file', file }, params),
    );
  }
  return [...found, ...seenEvidence(c, 'self-signed')];
}

function repairs(c: Case): Repair[] {
  const other = otherBundles(c)[0];
  const file = shellWord(c.path?.settings.trustedCertificate.value, 'TRUSTED_FILE');
  const fetch = `${sClient(c, { servername: servername(c) })} 2>/dev/null | openssl x509`;
  const trust =
    other === undefined
      ? needyRepair(
          'self-signed',
          message('repair.trust-self-signed'),
          [caFileNeed(c)],
          [
            message('repair.self-signed-step-fetch', { command: `${fetch} -out upstream.pem` }),
            message('repair.self-signed-step-compare', {
              command: 'openssl x509 -in upstream.pem -noout -fingerprint -sha256',
            }),
            message('repair.self-signed-step-append', { file }),
          ],
        )
      : nginxRepair(
          c,
          'self-signed',
          message(`repair.trust-file-${other.why}`, { file: other.value }),
          [{ set: 'ssl_trusted_certificate', to: [other.value] }],
        );
  return [
    trust,
    otherSide('self-signed', 'upstream', message('repair.issue-proper'), [
      message('repair.issue-proper-step'),
    ]),
  ];
}

export const selfSigned: Cause = {
  id: 'self-signed',
  family: 'trust',
  prior: (c) => priorOf('self-signed', c.incident),
  evidence,
  repairs,
  checks: (c) => [trustCheck(c)],
  deadEnds: () => [
    deadEnd('verify-off', 'verify-off-trust'),
    deadEnd('trust-bundle', 'trust-bundle-self-signed'),
  ],
};
