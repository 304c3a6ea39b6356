/**
 * nginx sends a server name that the upstream does not serve: the name of an upstream
 * group, the client's Host, a typo, a trailing dot.
 */
import { message } from '../text/message.ts';
import type { Case, Cause, Check, Evidence } from './cause.ts';
import { sClient, UNKNOWN_NAME } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import { nameRepairs } from './name-repair.ts';
import { chosenName, nameCandidates } from './names.ts';
import { fromLog, fromSetting, observationsHere, sniSent } from './path-facts.ts';
import { priorOf } from './priors.ts';
import { signatureClass } from './signature-class.ts';

/**
 * Natural logarithms of likelihood ratios. A group name is served by hardly any upstream,
 * so that it is sent is all but the proof; a plausible host name of `*_pass` is right in
 * most configurations.
 */
const WEIGHT = {
  notSent: -7,
  groupName: 3.5,
  trailingDot: 3,
  fromClient: 1.5,
  underscore: 5,
  /** `*_ssl_name` differs from the host name of `*_pass`, which would have done: somebody chose it, perhaps wrongly. */
  chosenName: 0.7,
  /** An address or a group needs a name of its own; there it is what it should be. */
  neededName: -0.2,
  /** The host of `*_pass` itself: resolvable, so most likely served. */
  passName: -0.7,
  sentAnyName: 0.3,
  /** Given as the name on purpose, and then not even sent. */
  addressAsName: 4,
  observed: 7,
};

const WHY: Readonly<Record<string, readonly [id: string, weight: number]>> = {
  'group-name': ['evidence.sni-is-group-name', WEIGHT.groupName],
  'trailing-dot': ['evidence.sni-trailing-dot', WEIGHT.trailingDot],
  'from-client': ['evidence.sni-from-client', WEIGHT.fromClient],
};

/** The name that was sent, when it is one constant. */
function sentName(c: Case): string | null {
  const name = c.path?.sni.name;
  return name?.values.length === 1 ? (name.values[0] ?? null) : null;
}

function settingEvidence(c: Case): Evidence[] {
  const { path } = c;
  const sent = sniSent(c);
  if (path === null || sent === 'unknown') return [];
  const named = path.settings.name.value;
  if (sent === 'no' && path.sni.why !== 'off' && named !== null)
    return [
      {
        message: message('evidence.address-as-name', { name: named.written }),
        weight: WEIGHT.addressAsName,
        source: fromSetting(path.settings.name, path),
      },
    ];
  if (sent === 'no')
    return [
      {
        message: message('evidence.no-sni-to-be-wrong'),
        weight: WEIGHT.notSent,
        source: fromSetting(path.settings.serverName, path),
      },
    ];
  const written = path.sni.name?.written ?? '';
  const source = fromSetting(path.settings.name, path);
  const [id, weight] = WHY[path.sni.why ?? ''] ?? [];
  if (id !== undefined && weight !== undefined)
    return [{ message: message(id, { name: written }), weight, source }];
  if (sent === 'depends') return [];
  const own = path.settings.name.value !== null;
  const differs = own && sentName(c) !== path.target.host.values[0];
  if (own && !differs) return [];
  if (differs && path.target.kind !== 'name')
    return [
      {
        message: message('evidence.sni-needed-name', { name: written }),
        weight: WEIGHT.neededName,
        source,
      },
    ];
  return [
    {
      message: message(differs ? 'evidence.sni-chosen-name' : 'evidence.sni-is-pass-host', {
        name: written,
      }),
      weight: differs ? WEIGHT.chosenName : WEIGHT.passName,
      source,
    },
  ];
}

function nameEvidence(c: Case): Evidence[] {
  const name = sentName(c);
  if (name === null || sniSent(c) !== 'yes' || !name.includes('_')) return [];
  const strict = signatureClass(c.incident) === 'alert-47';
  return [
    {
      message: message('evidence.sni-underscore', { name }),
      weight: strict ? WEIGHT.underscore : WEIGHT.sentAnyName,
      source: fromLog(c),
    },
  ];
}

/** The upstream takes another name and refuses this one, or takes this one. */
function observedEvidence(c: Case): Evidence[] {
  const name = sentName(c)?.toLowerCase();
  if (name === undefined || sniSent(c) !== 'yes') return [];
  const seen = observationsHere(c).filter((o) => !o.asked.plainHttp && o.asked.sni !== null);
  const mine = seen.find((o) => o.asked.sni?.toLowerCase() === name);
  const other = seen.find(
    (o) => o.asked.sni?.toLowerCase() !== name && o.answer.kind === 'connected',
  );
  if (mine?.answer.kind === 'connected')
    return [
      {
        message: message('evidence.sni-accepted', { name }),
        weight: -WEIGHT.observed,
        source: { kind: 'observation', what: mine.tool },
      },
    ];
  if (other === undefined) return [];
  return [
    {
      message: message('evidence.works-only-with-sni', { name: other.asked.sni ?? '' }),
      weight: WEIGHT.observed,
      source: { kind: 'observation', what: other.tool },
    },
  ];
}

function refusedNames(c: Case): string[] {
  return sniSent(c) === 'yes' ? (c.path?.sni.name?.values ?? []).map((n) => n.toLowerCase()) : [];
}

function checks(c: Case): Check[] {
  const right = chosenName(nameCandidates(c, refusedNames(c)))?.value ?? UNKNOWN_NAME;
  const sent = sentName(c);
  const found: Check[] = [
    {
      command: sClient(c, { servername: right }),
      answers: [
        { expect: message('answer.completes-with-right-name'), means: 'sni-wrong-name' },
        { expect: message('answer.fails-with-name'), means: 'other' },
      ],
    },
  ];
  if (sent !== null)
    found.push({
      command: sClient(c, { servername: sent }),
      answers: [
        { expect: message('answer.fails-like-nginx'), means: 'sni-wrong-name' },
        { expect: message('answer.completes-with-sent-name'), means: 'other' },
      ],
    });
  return found;
}

export const sniWrongName: Cause = {
  id: 'sni-wrong-name',
  family: 'name',
  prior: (c) => (c.path?.tls === 'no' ? 0 : priorOf('sni-wrong-name', c.incident)),
  evidence: (c) => [...settingEvidence(c), ...nameEvidence(c), ...observedEvidence(c)],
  repairs: (c) => nameRepairs(c, 'sni-wrong-name', refusedNames(c)),
  checks,
  deadEnds: () => [
    deadEnd('set-host-header'),
    deadEnd('verify-off'),
    deadEnd('restart'),
    deadEnd('restrict-protocols-ciphers', 'restrict-protocols-ciphers-sni'),
    deadEnd('hosts-file'),
  ],
};
