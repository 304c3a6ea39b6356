/** The certificate that came is trusted, but does not carry the name that nginx compares. */
import { message } from '../text/message.ts';
import type { Case, Cause, Check, Evidence, Repair } from './cause.ts';
import { sClient } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import { nameRepairs } from './name-repair.ts';
import {
  fromLog,
  fromSetting,
  isHostName,
  isIpAddress,
  observationsHere,
  sniSent,
} from './path-facts.ts';
import { priorOf } from './priors.ts';

/** Natural logarithms of likelihood ratios, from nginx's own rule: an address never matches. */
const WEIGHT = {
  address: 3,
  singleLabel: 3,
  group: 3,
  trailingDot: 3,
  chosenName: 1,
  sniSent: 1,
  certificateSeen: 5,
  certificateCarries: -5,
};

function checkedName(c: Case): string {
  return c.incident.samples[0]?.checkedName ?? c.path?.checkedName.values[0] ?? '';
}

function nameEvidence(c: Case): Evidence[] {
  const name = checkedName(c);
  const source = fromLog(c);
  const params = { name };
  if (isIpAddress(name))
    return [
      { message: message('evidence.checked-address', params), weight: WEIGHT.address, source },
    ];
  if (c.path?.target.groups.some((g) => g.name === name))
    return [{ message: message('evidence.checked-group', params), weight: WEIGHT.group, source }];
  if (name.endsWith('.'))
    return [
      {
        message: message('evidence.checked-trailing-dot', params),
        weight: WEIGHT.trailingDot,
        source,
      },
    ];
  if (!isHostName(name))
    return [
      {
        message: message('evidence.checked-single-label', params),
        weight: WEIGHT.singleLabel,
        source,
      },
    ];
  return [];
}

function settingEvidence(c: Case): Evidence[] {
  const { path } = c;
  if (path === null) return [];
  const found: Evidence[] = [];
  const set = path.settings.name;
  if (set.value !== null && set.value.values[0] !== path.target.host.values[0])
    found.push({
      message: message('evidence.checked-chosen-name', { name: set.value.written }),
      weight: WEIGHT.chosenName,
      source: fromSetting(set, path),
    });
  if (sniSent(c) === 'yes')
    found.push({
      message: message('evidence.certificate-chosen-by-sni', {
        name: path.sni.name?.written ?? '',
      }),
      weight: WEIGHT.sniSent,
      source: fromSetting(path.settings.serverName, path),
    });
  return found;
}

function observedEvidence(c: Case): Evidence[] {
  const seen = observationsHere(c).find((o) => o.asked.sni !== null && o.chain.length > 0);
  if (seen === undefined || seen.nameMatches === null) return [];
  const names = seen.chain[0]?.dnsNames.join(', ') || (seen.chain[0]?.commonName ?? '');
  return [
    {
      message: message(
        seen.nameMatches ? 'evidence.certificate-carries-name' : 'evidence.certificate-carries',
        { names },
      ),
      weight: seen.nameMatches ? WEIGHT.certificateCarries : WEIGHT.certificateSeen,
      source: { kind: 'observation', what: seen.tool },
    },
  ];
}

function refused(c: Case): string[] {
  const name = checkedName(c).toLowerCase();
  return name === '' ? [] : [name];
}

function repairs(c: Case): readonly Repair[] {
  const reissue: Repair = {
    cause: 'certificate-name-mismatch',
    title: message('repair.reissue-with-name', { name: checkedName(c) }),
    side: 'upstream',
    weakens: [],
    needs: [
      { what: 'upstream-change', message: message('need.certificate-with-name'), candidates: [] },
    ],
    edits: [],
    steps: [message('repair.reissue-step', { name: checkedName(c) })],
  };
  const inNginx = nameRepairs(c, 'certificate-name-mismatch', refused(c));
  return isHostName(checkedName(c)) ? [...inNginx, reissue] : inNginx;
}

function checks(c: Case): Check[] {
  const name = c.path?.sni.name?.values[0] ?? null;
  const servername = sniSent(c) === 'yes' && name !== null ? name : null;
  return [
    {
      command: sClient(c, { servername }).replace(
        ' </dev/null',
        ' </dev/null | openssl x509 -noout -ext subjectAltName',
      ),
      answers: [
        {
          expect: message('answer.other-names-in-certificate'),
          means: 'certificate-name-mismatch',
        },
        { expect: message('answer.name-in-certificate'), means: 'session-reuse' },
      ],
    },
  ];
}

export const certificateNameMismatch: Cause = {
  id: 'certificate-name-mismatch',
  family: 'trust',
  prior: (c) => priorOf('certificate-name-mismatch', c.incident),
  evidence: (c) => [...nameEvidence(c), ...settingEvidence(c), ...observedEvidence(c)],
  repairs,
  checks,
  deadEnds: (c) => [
    deadEnd('verify-off', 'verify-off-name'),
    deadEnd('set-host-header', 'set-host-header-name'),
    deadEnd('trust-bundle', 'trust-bundle-name'),
    ...(isIpAddress(checkedName(c)) ? [deadEnd('ip-san')] : []),
  ],
};
