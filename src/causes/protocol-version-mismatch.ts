/** nginx and the upstream have no TLS version in common. */
import { message } from '../text/message.ts';
import type { TlsVersion, UpstreamTls } from '../upstream/model.ts';
import type { Case, Cause, Check, Evidence, Repair } from './cause.ts';
import { sClient } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import { confCommand, isChosen, offeredVersions } from './parameter-facts.ts';
import { type Change, fact, isOpenssl3, nginxRepair, openssl, otherSide } from './parts.ts';
import { fromSetting } from './path-facts.ts';
import { priorOf } from './priors.ts';
import { servername, toolObservations } from './trust-facts.ts';

const WEIGHT = {
  /** TLS 1.3 is missing from what nginx offers: its default up to 1.23.3. */
  no13: 0.8,
  /** Both modern versions are offered: only a very old upstream is left. */
  both: -0.7,
  only13: 1,
  oldOnly: 3,
  nothing: 5,
};

function settingEvidence(c: Case, path: UpstreamTls): Evidence[] {
  const { protocols } = path.settings;
  const source = fromSetting(protocols, path);
  const offered = offeredVersions(c, path);
  const params = { offered: offered.join(' '), set: protocols.value.join(' ') };
  if (offered.length === 0) {
    const id = isOpenssl3(c) ? 'offers-nothing-level' : 'offers-nothing';
    return [fact(id, WEIGHT.nothing, source, params)];
  }
  const has = (version: TlsVersion) => offered.includes(version);
  if (!has('TLSv1.2') && !has('TLSv1.3'))
    return [fact('offers-old-only', WEIGHT.oldOnly, source, params)];
  if (has('TLSv1.2') && has('TLSv1.3')) return [fact('offers-both', WEIGHT.both, source, params)];
  if (has('TLSv1.3')) return [fact('offers-13-only', WEIGHT.only13, source, params)];
  const id = isChosen(protocols) ? 'offers-no-13' : 'offers-no-13-by-default';
  return [fact(id, WEIGHT.no13, source, { ...params, version: c.versions.nginx })];
}

/** A version that the upstream was seen to speak. */
function spokenVersion(c: Case): TlsVersion | null {
  const seen = toolObservations(c).find((o) => /^TLSv1/.test(o.version ?? ''));
  return (seen?.version as TlsVersion | undefined) ?? null;
}

function seen(c: Case, path: UpstreamTls): Evidence[] {
  const version = spokenVersion(c);
  if (version === null) return [];
  const offered = offeredVersions(c, path).includes(version);
  const source = { kind: 'observation', what: 's_client' } as const;
  return [fact(offered ? 'speaks-offered' : 'speaks-other', offered ? -4 : 7, source, { version })];
}

const MODERN: readonly TlsVersion[] = ['TLSv1.2', 'TLSv1.3'];

/** TLS 1.3 needs OpenSSL 1.1.1. */
function modern(c: Case): readonly TlsVersion[] {
  return openssl(c) < 1.1 ? ['TLSv1.2'] : MODERN;
}

/** Bounds in conf commands would cut the versions again. */
function withoutBounds(path: UpstreamTls | null): Change[] {
  const changes: Change[] = [];
  if (confCommand(path, 'MinProtocol') !== null)
    changes.push({ command: 'MinProtocol', to: 'TLSv1.2' });
  if (confCommand(path, 'MaxProtocol') !== null)
    changes.push({ command: 'MaxProtocol', to: 'TLSv1.3' });
  return changes;
}

/** The upstream chose a version below those offered, and OpenSSL refused that. */
function answeredOlder(c: Case): boolean {
  return c.incident.samples.some((sample) =>
    sample.errors.some((e) => /unsupported protocol|legacy sigalg/.test(e.reason)),
  );
}

function repairs(c: Case): Repair[] {
  const id = 'protocol-version-mismatch';
  const { path } = c;
  const offered = path === null ? [] : offeredVersions(c, path);
  const complete = modern(c).every((version) => offered.includes(version));
  const older = answeredOlder(c) && offered.includes('TLSv1.2');
  const found: Repair[] = [];
  if (!complete && !older)
    found.push(
      nginxRepair(c, id, message('repair.protocols', { versions: modern(c).join(' ') }), [
        { set: 'ssl_protocols', to: modern(c) },
        ...withoutBounds(path),
      ]),
    );
  found.push(
    otherSide(id, 'upstream', message('repair.upstream-protocols'), [
      message('repair.upstream-protocols-step'),
    ]),
  );
  // Only where nginx offers all that is modern can the upstream be older than that.
  if (complete || older || path === null) found.push(lowered(c));
  return found;
}

function lowered(c: Case): Repair {
  const ciphers = c.path?.settings.ciphers.value ?? 'DEFAULT';
  const level: Change[] = isOpenssl3(c)
    ? [{ set: 'ssl_ciphers', to: [`${ciphers.replace(/:?@SECLEVEL=\d/g, '')}:@SECLEVEL=0`] }]
    : [];
  return nginxRepair(
    c,
    'protocol-version-mismatch',
    message('repair.old-protocols'),
    [{ set: 'ssl_protocols', to: ['TLSv1', 'TLSv1.1', ...modern(c)] }, ...level],
    { weakens: isOpenssl3(c) ? ['old-protocol', 'security-level'] : ['old-protocol'] },
  );
}

function checks(c: Case): Check[] {
  const offers = c.path === null ? MODERN : offeredVersions(c, c.path);
  const missing = (['TLSv1.3', 'TLSv1.2', 'TLSv1.1'] as const).find((v) => !offers.includes(v));
  const version = missing ?? 'TLSv1.1';
  const option = `-tls${version.slice(4).replace('.', '_')}`;
  const level = version === 'TLSv1.1' ? " -cipher 'DEFAULT:@SECLEVEL=0'" : '';
  return [
    {
      command: sClient(c, { servername: servername(c), options: `${option}${level}` }),
      answers: [
        {
          expect: message('answer.completes-version', { version }),
          means: 'protocol-version-mismatch',
        },
        { expect: message('answer.fails-version', { version }), means: 'other' },
      ],
    },
  ];
}

export const protocolVersionMismatch: Cause = {
  id: 'protocol-version-mismatch',
  family: 'parameters',
  prior: (c) => priorOf('protocol-version-mismatch', c.incident),
  evidence: (c) => (c.path === null ? [] : [...settingEvidence(c, c.path), ...seen(c, c.path)]),
  repairs,
  checks,
  deadEnds: () => [
    deadEnd('ssl-protocols-wrong-side'),
    deadEnd('verify-off', 'verify-off-parameters'),
    deadEnd('rebuild-openssl', 'rebuild-openssl-protocols'),
  ],
};
