/** nginx and the upstream have no key exchange group in common, or the list of groups does not load. */
import { message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import type { Case, Cause, Evidence, Repair } from './cause.ts';
import { sClient } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import { askedHere } from './observed.ts';
import { confCommand, narrowed } from './parameter-facts.ts';
import { fact, loggedFact, nginxRepair, openssl, otherSide } from './parts.ts';
import { fromSetting } from './path-facts.ts';
import { priorOf } from './priors.ts';
import { signatureClass } from './signature-class.ts';
import { conflictingCommand } from './startup-facts.ts';
import { servername, toolObservations } from './trust-facts.ts';

const WEIGHT = {
  /** Hardly anyone sets groups; of those with this cause, most do. */
  chosen: 5.2,
  /** X25519 and P-256 are among them: every upstream has one of the two. */
  usual: 0,
  default: -1.5,
  refused: 4,
  /** Refused for want of a newer OpenSSL. */
  newer: 0,
  otherCommand: -6,
};

/** What OpenSSL offers by itself, without hybrids and finite fields. */
export const USUAL_GROUPS = 'X25519:P-256:X448:P-521:P-384';

function evidence(c: Case): Evidence[] {
  if (signatureClass(c.incident) === 'startup-conf-command') {
    const bad = conflictingCommand(c);
    if (bad === null) return [];
    const newer = /mlkem/i.test(bad.value) && openssl(c) < 3.5;
    const isGroups = /^(?:groups|curves)$/i.test(bad.command);
    return [
      loggedFact(
        c,
        isGroups ? 'groups-refused' : 'other-command-refused',
        isGroups ? (newer ? WEIGHT.newer : WEIGHT.refused) : WEIGHT.otherCommand,
        { command: bad.command, value: bad.value },
      ),
    ];
  }
  const { path } = c;
  if (path === null) return [];
  const groups = confCommand(path, 'Groups', 'Curves');
  return [
    narrowed(
      path,
      groups,
      { chosen: 'groups-chosen', notChosen: 'groups-default' },
      {
        chosen: hasUsual(groups?.value[1]) ? WEIGHT.usual : WEIGHT.chosen,
        notChosen: WEIGHT.default,
      },
      { list: groups?.value[1] ?? '' },
    ),
    ...seenGroup(c, path),
  ];
}

function hasUsual(list = ''): boolean {
  const names = list.split(':').map((name) => plainGroup(name.replace(/^[?*]+/, '')));
  return names.includes('x25519') && names.includes('p256');
}

/** The upstream was seen to agree on a group that nginx does not offer. */
function seenGroup(c: Case, path: UpstreamTls): Evidence[] {
  const groups = confCommand(path, 'Groups', 'Curves');
  const group = toolObservations(c).find((o) => o.group !== null)?.group ?? null;
  if (groups === null || group === null) return [];
  const offered = groups.value[1].split(':').map(plainGroup).includes(plainGroup(group));
  if (offered) return [];
  return [
    fact('group-not-offered', 4, fromSetting(groups, path), { group, list: groups.value[1] }),
  ];
}

function plainGroup(name: string): string {
  const other: Readonly<Record<string, string>> = {
    prime256v1: 'p256',
    secp256r1: 'p256',
    secp384r1: 'p384',
    secp521r1: 'p521',
  };
  const plain = name.toLowerCase().replace(/[-_]/g, '');
  return other[plain] ?? plain;
}

/** The usual groups, and the one that the upstream took when it was offered all. */
function groupsFor(c: Case): string {
  const taken = askedHere(c)?.variations.find(
    (o) => (o.varied === 'groups' || o.varied === 'parameters') && o.answer.kind === 'connected',
  )?.group;
  const usual = USUAL_GROUPS.split(':');
  return taken == null || taken.startsWith('0x') || usual.includes(taken)
    ? USUAL_GROUPS
    : [...usual, taken].join(':');
}

function repairs(c: Case): Repair[] {
  const id = 'curve-mismatch';
  const startup = signatureClass(c.incident) === 'startup-conf-command';
  const path = startup ? (conflictingCommand(c)?.path ?? null) : c.path;
  const command = confCommand(path, 'Curves') === null ? 'Groups' : 'Curves';
  const groups = groupsFor(c);
  const title = message('repair.groups', { groups });
  const repair = nginxRepair(c, id, title, [{ command, to: groups }], { path });
  if (startup) return [repair];
  const upstream = otherSide(id, 'upstream', message('repair.upstream-groups'), [
    message('repair.upstream-groups-step'),
  ]);
  return confCommand(path, 'Groups', 'Curves') === null ? [upstream, repair] : [repair, upstream];
}

export const curveMismatch: Cause = {
  id: 'curve-mismatch',
  family: 'parameters',
  prior: (c) => priorOf('curve-mismatch', c.incident),
  evidence,
  repairs,
  checks: (c) => [
    {
      command: sClient(c, {
        servername: servername(c),
        options: '-groups X25519:P-256:P-384:P-521:X448:ffdhe2048',
      }),
      answers: [
        { expect: message('answer.completes-group'), means: 'curve-mismatch' },
        { expect: message('answer.fails-group'), means: 'other' },
      ],
    },
  ],
  deadEnds: () => [
    deadEnd('restrict-protocols-ciphers'),
    deadEnd('verify-off', 'verify-off-parameters'),
  ],
};
