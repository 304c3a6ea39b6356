/** The upstream demands a client certificate and nginx shows none. */
import type { Located } from '../nginx/tree-set.ts';
import { children } from '../nginx/walk.ts';
import { message } from '../text/message.ts';
import { pathsBeside } from '../upstream/lookup.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import { hasSsl } from '../upstream/server-names.ts';
import type { Case, Cause, Evidence, Repair } from './cause.ts';
import {
  askCheck,
  askedFor,
  askedForNone,
  certificateName,
  clientCertificateNeed,
  keyName,
  keyOfAnother,
  otherPairs,
  showPair,
  showsCertificate,
} from './client-facts.ts';
import { deadEnd } from './dead-ends.ts';
import { fact, loggedFact, needyRepair, nginxRepair } from './parts.ts';
import { fromDirective, fromSetting, prefixOf, sniSent } from './path-facts.ts';
import { priorOf } from './priors.ts';
import { signatureClass } from './signature-class.ts';
import { fileOf } from './trust-facts.ts';

/** Natural logarithms of likelihood ratios. */
const WEIGHT = {
  none: 0.4,
  /** Alerts 42 and 46 are about a certificate; without the configuration nobody knows whether one was shown. */
  unknown: -1.7,
  shown: -5,
  /** nginx started, so the key is of another kind, and nothing is shown. */
  keyOfAnother: 3.5,
  /** Another place shows a certificate to the same upstream; nobody does that for nothing. */
  sibling: 2.5,
  /** Somebody meant to show one here. */
  astray: 3,
  /** Alert 42 and its kin are about a certificate; without one of ours it can only be the missing one. */
  aboutCertificate: 3,
  /** In TLS 1.3 the refusal comes after the handshake. */
  tls13Only: -3,
  /** Refused after the handshake, with the right name sent: names are settled by then. */
  late: 2,
  asked: 4,
  notAsked: -5,
};

/** Alerts that speak of the certificate of the other side, ours. */
const ABOUT_CERTIFICATE: ReadonlySet<number> = new Set([41, 42, 46, 116]);

/**
 * A certificate that was meant for this upstream and set where it does nothing: in another
 * family, or for clients in a server that speaks no TLS to them.
 */
function certificateAstray(c: Case, path: UpstreamTls): Located | null {
  if (c.config === null) return null;
  const own = `${prefixOf(path.module)}ssl_certificate`;
  const plain = path.server?.listens.every((listen) => !hasSsl(listen)) ?? false;
  for (const { level, at } of path.scopes.toReversed()) {
    const items = at.directive.block?.items ?? [];
    for (const located of children(c.config, at.file, items)) {
      const { name } = located.directive;
      const other = /^(?:proxy|grpc|uwsgi)_ssl_certificate$/.test(name) && name !== own;
      if (other && level !== 'http') return located;
      if (plain && level === 'server' && name === 'ssl_certificate') return located;
    }
  }
  return null;
}

function settingEvidence(c: Case): Evidence[] {
  const shows = showsCertificate(c);
  const { path } = c;
  if (shows === null || path === null)
    return /^alert-4[26]$/.test(signatureClass(c.incident))
      ? [loggedFact(c, 'shown-certificate-unknown', WEIGHT.unknown)]
      : [];
  const source = fromSetting(path.settings.certificate, path);
  if (shows && keyOfAnother(c))
    return [
      fact('shown-without-its-key', WEIGHT.keyOfAnother, source, {
        certificate: certificateName(path) ?? '',
        key: keyName(path) ?? '',
      }),
    ];
  if (shows)
    return [
      fact('certificate-shown', WEIGHT.shown, source, {
        file: path.settings.certificate.value?.written ?? '',
      }),
    ];
  const directive = `${prefixOf(path.module)}ssl_certificate`;
  const astray = certificateAstray(c, path);
  const found = [fact('no-client-certificate', WEIGHT.none, source, { directive })];
  if (astray !== null)
    found.push(
      fact('certificate-astray', WEIGHT.astray, fromDirective(astray), {
        found: astray.directive.name,
        directive,
      }),
    );
  const sibling = pathsBeside(c.allPaths, path).find(
    (p) =>
      p !== path &&
      p.settings.certificate.value !== null &&
      p.target.host.values.some((host) => path.target.host.values.includes(host)),
  );
  if (sibling !== undefined)
    found.push(
      fact('sibling-shows-certificate', WEIGHT.sibling, fromDirective(sibling.pass), {
        file: sibling.settings.certificate.value?.written ?? '',
      }),
    );
  return found;
}

function alertEvidence(c: Case): Evidence[] {
  const { alert, phase } = c.incident.signature;
  if (alert === null || c.path === null) return [];
  const found: Evidence[] = [];
  if (ABOUT_CERTIFICATE.has(alert) && showsCertificate(c) === false)
    found.push(loggedFact(c, 'alert-about-certificate', WEIGHT.aboutCertificate, { alert }));
  const versions = c.path.settings.protocols;
  const only13 = versions.value.length === 1 && versions.value[0] === 'TLSv1.3';
  if (phase === 'handshake' && only13)
    found.push(fact('refusal-comes-later', WEIGHT.tls13Only, fromSetting(versions, c.path)));
  if (phase === 'response' && sniSent(c) === 'yes' && showsCertificate(c) === false)
    found.push(loggedFact(c, 'refused-after-handshake', WEIGHT.late));
  return found;
}

function observedEvidence(c: Case): Evidence[] {
  const source = { kind: 'observation', what: 's_client' } as const;
  const names = askedFor(c);
  if (names !== null && showsCertificate(c) !== true)
    return [
      fact(names.length === 0 ? 'upstream-asks' : 'upstream-asks-for', WEIGHT.asked, source, {
        names: names.slice(0, 3).join('; '),
      }),
    ];
  return askedForNone(c) ? [fact('upstream-asks-not', WEIGHT.notAsked, source)] : [];
}

function repairs(c: Case): Repair[] {
  const found: Repair[] = [];
  const [best] = otherPairs(c);
  if (best?.sameHost)
    found.push(
      nginxRepair(
        c,
        'client-certificate-required',
        message('repair.show-sibling-certificate', { file: best.pair.certificate }),
        showPair(best.pair),
      ),
    );
  const prefix = c.path === null ? 'proxy_' : prefixOf(c.path.module);
  found.push(
    needyRepair(
      'client-certificate-required',
      message('repair.show-certificate'),
      [clientCertificateNeed(c)],
      [
        message('repair.show-certificate-step-get', {
          names: (askedFor(c) ?? []).slice(0, 3).join('; ') || '—',
        }),
        message('repair.show-certificate-step-set', { prefix }),
        message('repair.show-certificate-step-chain'),
      ],
    ),
  );
  return found;
}

export const clientCertificateRequired: Cause = {
  id: 'client-certificate-required',
  family: 'mutual-tls',
  prior: (c) => priorOf('client-certificate-required', c.incident),
  evidence: (c) => [...settingEvidence(c), ...alertEvidence(c), ...observedEvidence(c)],
  repairs,
  checks: (c) => [askCheck(c)],
  deadEnds: (c) => [
    deadEnd('verify-off', 'verify-off-mtls'),
    deadEnd('ssl-protocols-wrong-side', 'client-certificate-wrong-side'),
    ...(signatureClass(c.incident) === 'alert-42'
      ? [deadEnd('new-client-certificate', 'new-certificate-none-sent')]
      : []),
    ...(fileOf(c, c.path?.settings.trustedCertificate.value) === null
      ? []
      : [deadEnd('trust-bundle', 'trust-bundle-mtls')]),
  ],
};
