/**
 * nginx sends no server name, which is its default, and the upstream needs one to choose
 * a certificate. The commonest cause of alerts 40, 80 and 112 by far.
 */
import { message } from '../text/message.ts';
import { pathsBeside } from '../upstream/lookup.ts';
import type { Case, Cause, Check, DeadEnd, Evidence } from './cause.ts';
import { sClient, UNKNOWN_NAME } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import { frontEndOf } from './front-ends.ts';
import { nameRepairs } from './name-repair.ts';
import { chosenName, nameCandidates } from './names.ts';
import {
  fromDirective,
  fromLog,
  fromSetting,
  isHostName,
  observationsHere,
  prefixOf,
  sameUpstream,
  sniSent,
} from './path-facts.ts';
import { priorOf } from './priors.ts';
import { signatureClass } from './signature-class.ts';

/**
 * Natural logarithms of likelihood ratios. `off`: every case of this cause has SNI off,
 * while about six in ten other configurations leave the default too: 1 / 0.6. `sent`:
 * the cause is then excluded but for a log that is older than the configuration.
 */
const WEIGHT = {
  off: 0.5,
  sent: -7,
  depends: -0.4,
  ip: 0.3,
  /** All 19 threads with these front ends had this cause. */
  frontEnd: 2,
  /** Another path to the same address got alert 112, which nothing but SNI gives. */
  siblingAlert: 2,
  siblingSends: 0.8,
  observed: 7,
  /** With SNI off, a host name that does not match is mostly the default certificate's doing. */
  realNameChecked: 2.6,
  /** An address or group name can match no certificate, with or without SNI. */
  unmatchableName: -3,
  port443: 0.8,
  otherPort: -1.5,
  /** A header in front of the handshake explains the answer without SNI. */
  proxyProtocol: -3,
  /**
   * Somebody narrowed what nginx offers: then the upstream may miss one of these, or be of
   * the kind that people narrow it for. Some do so in vain against a missing SNI.
   */
  narrowedList: -1.6,
  narrowedVersions: -1.2,
  /** An address given as the name on purpose is a wrong name. */
  addressAsName: -4,
};

function settingEvidence(c: Case): Evidence[] {
  const sent = sniSent(c);
  const { path } = c;
  if (path === null || sent === 'unknown') return [];
  const directive = `${prefixOf(path.module)}ssl_server_name`;
  const source = fromSetting(path.settings.serverName, path);
  if (sent === 'yes')
    return [
      {
        message: message('evidence.sni-is-sent', { name: path.sni.name?.written ?? '' }),
        weight: WEIGHT.sent,
        source,
      },
    ];
  if (sent === 'depends')
    return [{ message: message('evidence.sni-depends'), weight: WEIGHT.depends, source }];
  const found: Evidence[] = [];
  const isDefault = path.settings.serverName.origin.kind === 'default';
  if (path.sni.why === 'off')
    found.push({
      message: message(isDefault ? 'evidence.sni-off-by-default' : 'evidence.sni-off', {
        directive,
      }),
      weight: WEIGHT.off,
      source,
    });
  else if (path.settings.name.value !== null)
    return [
      {
        message: message('evidence.address-as-name', { name: path.settings.name.value.written }),
        weight: WEIGHT.addressAsName,
        source: fromSetting(path.settings.name, path),
      },
    ];
  else
    found.push({
      message: message('evidence.sni-on-but-nothing-to-send', {
        directive,
        host: path.target.host.written,
      }),
      weight: WEIGHT.off + WEIGHT.ip,
      source,
    });
  const named = path.settings.name;
  if (path.sni.why === 'off' && named.value !== null)
    found.push({
      message: message('evidence.name-without-switch', {
        name: named.value.written,
        directive,
        nameDirective: `${prefixOf(path.module)}ssl_name`,
      }),
      weight: WEIGHT.siblingSends,
      source: fromSetting(named, path),
    });
  return found;
}

function upstreamEvidence(c: Case): Evidence[] {
  const found: Evidence[] = [];
  if (sniSent(c) === 'yes') return found;
  const front = frontEndOf(c);
  if (front !== null)
    found.push({
      message: message('evidence.front-end-needs-sni', { host: front }),
      weight: WEIGHT.frontEnd,
      source: { kind: 'field' },
    });
  const refused = sameUpstream(c).find((other) => other.signature.alert === 112);
  if (refused !== undefined && c.incident.signature.alert !== 112)
    found.push({
      message: message('evidence.same-upstream-112'),
      weight: WEIGHT.siblingAlert,
      source: fromLog({ ...c, incident: refused }),
    });
  const { path } = c;
  if (path === null) return found;
  const sibling = pathsBeside(c.allPaths, path).find(
    (p) =>
      p !== path &&
      p.sni.sent === 'yes' &&
      p.sni.why === null &&
      p.target.host.written === path.target.host.written,
  );
  if (sibling !== undefined)
    found.push({
      message: message('evidence.sibling-sends-sni', { name: sibling.sni.name?.written ?? '' }),
      weight: WEIGHT.siblingSends,
      source: fromDirective(sibling.pass),
    });
  return found;
}

const NARROWING = /^(groups|curves|signaturealgorithms|cipherstring|ciphersuites)$/i;

/** Lists of ciphers, groups or versions that were set by hand, where they could be what fails. */
function narrowedEvidence(c: Case): Evidence[] {
  const { path } = c;
  if (path === null || signatureClass(c.incident) !== 'alert-40' || sniSent(c) === 'yes') return [];
  const { ciphers, confCommands, protocols } = path.settings;
  const list =
    confCommands.find((s) => NARROWING.test(s.value[0])) ??
    (ciphers.origin.kind === 'directive' ? ciphers : undefined);
  const versions = protocols.origin.kind === 'directive' ? protocols : undefined;
  const setting = list ?? versions;
  if (setting === undefined) return [];
  return [
    {
      message: message('evidence.parameters-narrowed'),
      weight: list === undefined ? WEIGHT.narrowedVersions : WEIGHT.narrowedList,
      source: fromSetting(setting, path),
    },
  ];
}

/** What the class of the signature adds: checked names, ports. */
function signatureEvidence(c: Case): Evidence[] {
  const kind = signatureClass(c.incident);
  const source = fromLog(c);
  if (kind === 'name-mismatch') {
    const checked = c.incident.samples[0]?.checkedName ?? '';
    if (!isHostName(checked))
      return [
        {
          message: message('evidence.name-can-match-nothing', { name: checked }),
          weight: WEIGHT.unmatchableName,
          source,
        },
      ];
    if (sniSent(c) === 'no' && c.path?.settings.name.value === null)
      return [
        {
          message: message('evidence.default-certificate', { name: checked }),
          weight: WEIGHT.realNameChecked,
          source,
        },
      ];
  }
  if (c.path?.proxyProtocol && (kind === 'wrong-version' || kind === 'peer-closed'))
    return [
      {
        message: message('evidence.proxy-protocol-on'),
        weight: WEIGHT.proxyProtocol,
        source: fromDirective(c.path.pass),
      },
    ];
  if (kind === 'wrong-version') {
    const port = c.incident.upstreams[0]?.port ?? c.path?.target.port ?? null;
    if (port === null) return [];
    return [
      {
        message: message('evidence.port', { port }),
        weight: port === 443 ? WEIGHT.port443 : WEIGHT.otherPort,
        source,
      },
    ];
  }
  return [];
}

/** The same upstream answers a handshake with SNI and refuses the one without, or takes both. */
function observedEvidence(c: Case): Evidence[] {
  const seen = observationsHere(c).filter((o) => !o.asked.plainHttp);
  const without = seen.find((o) => o.asked.sni === null);
  const withName = seen.find((o) => o.asked.sni !== null && o.answer.kind === 'connected');
  if (without === undefined) return [];
  const source = { kind: 'observation', what: without.tool } as const;
  if (without.answer.kind === 'connected') {
    const other = withName?.chain[0]?.fingerprint;
    if (other !== undefined && other !== without.chain[0]?.fingerprint)
      return [
        {
          message: message('evidence.other-certificate-without-sni'),
          weight: WEIGHT.observed,
          source,
        },
      ];
    return [{ message: message('evidence.works-without-sni'), weight: -WEIGHT.observed, source }];
  }
  if (withName === undefined) return [];
  return [
    {
      message: message('evidence.works-only-with-sni', { name: withName.asked.sni ?? '' }),
      weight: WEIGHT.observed,
      source,
    },
  ];
}

/** With verification on, the certificate tells: the right one comes only when its name is asked for. */
function certificateCheck(c: Case, name: string): Check {
  const trust = signatureClass(c.incident) !== 'name-mismatch';
  const show = trust ? '-noout -subject -issuer' : '-noout -ext subjectAltName';
  return {
    command: `${sClient(c, { servername: name })} | openssl x509 ${show}`,
    answers: trust
      ? [
          { expect: message('answer.other-certificate'), means: 'sni-not-sent' },
          { expect: message('answer.same-certificate'), means: 'other' },
        ]
      : [
          { expect: message('answer.name-in-certificate'), means: 'sni-not-sent' },
          {
            expect: message('answer.other-names-in-certificate'),
            means: 'certificate-name-mismatch',
          },
        ],
  };
}

function checks(c: Case): Check[] {
  const name = chosenName(nameCandidates(c))?.value ?? UNKNOWN_NAME;
  const kind = signatureClass(c.incident);
  if (kind === 'name-mismatch' || kind.startsWith('verify')) return [certificateCheck(c, name)];
  return [
    {
      command: sClient(c, { servername: name }),
      answers: [
        { expect: message('answer.completes-with-name'), means: 'sni-not-sent' },
        { expect: message('answer.fails-with-name'), means: 'other' },
      ],
    },
    {
      command: sClient(c, { servername: null }),
      answers: [
        { expect: message('answer.fails-like-nginx'), means: 'sni-not-sent' },
        { expect: message('answer.completes-without-name'), means: 'other' },
      ],
    },
  ];
}

function deadEnds(c: Case): DeadEnd[] {
  const found = [
    deadEnd('verify-off', c.path?.settings.verify.value ? 'verify-off-hides-sni' : 'verify-off'),
    deadEnd('set-host-header'),
    deadEnd('restart'),
    deadEnd('restrict-protocols-ciphers', 'restrict-protocols-ciphers-sni'),
    deadEnd('dns-flush'),
  ];
  if (c.path?.settings.name.value == null) found.push(deadEnd('name-without-switch'));
  return found;
}

export const sniNotSent: Cause = {
  id: 'sni-not-sent',
  family: 'name',
  prior: (c) => (c.path?.tls === 'no' ? 0 : priorOf('sni-not-sent', c.incident)),
  evidence: (c) => [
    ...settingEvidence(c),
    ...upstreamEvidence(c),
    ...signatureEvidence(c),
    ...narrowedEvidence(c),
    ...observedEvidence(c),
  ],
  repairs: (c) => nameRepairs(c, 'sni-not-sent'),
  checks,
  deadEnds,
};
