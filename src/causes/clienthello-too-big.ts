/**
 * Something on the way cannot take a ClientHello of more than one packet. From
 * OpenSSL 3.5 on the first one carries a post-quantum key share of 1,216 bytes.
 */
import { message } from '../text/message.ts';
import type { Case, Cause, Evidence, Repair } from './cause.ts';
import { sClient } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import { confCommand } from './parameter-facts.ts';
import { fact, nginxRepair, olderThan, openssl, otherSide } from './parts.ts';
import { fromSetting, sniSent } from './path-facts.ts';
import { priorOf } from './priors.ts';
import { servername } from './trust-facts.ts';

const WEIGHT = { hybrid: 0.8, nameSent: 1 };

const HYBRID = /mlkem|kyber/i;

/** Whether the first message carries a hybrid key share: OpenSSL's own choice from 3.5 on, unless groups are set. */
function sendsHybrid(c: Case): boolean {
  const groups = confCommand(c.path, 'Groups', 'Curves');
  if (groups !== null) return HYBRID.test(groups.value[1]);
  const versions = c.path?.settings.protocols.value;
  return openssl(c) >= 3.5 && (versions === undefined || versions.includes('TLSv1.3'));
}

function evidence(c: Case): Evidence[] {
  const groups = confCommand(c.path, 'Groups', 'Curves');
  const source =
    groups !== null && c.path !== null
      ? fromSetting(groups, c.path)
      : ({ kind: 'version' } as const);
  const found = [fact('hello-is-big', WEIGHT.hybrid, source, { version: c.versions.openssl })];
  // What a missing name would explain is explained otherwise once a name is sent.
  if (c.path !== null && sniSent(c) === 'yes')
    found.push(
      fact('name-is-sent', WEIGHT.nameSent, fromSetting(c.path.settings.serverName, c.path)),
    );
  return found;
}

const SMALL_GROUPS = 'X25519:P-256:P-384';

function repairs(c: Case): Repair[] {
  const id = 'clienthello-too-big';
  const path = otherSide(id, 'upstream', message('repair.path-takes-big-hello'), [
    message('repair.path-takes-big-hello-step'),
  ]);
  if (olderThan(c, '1.19.4')) return [path];
  return [
    nginxRepair(c, id, message('repair.small-hello', { groups: SMALL_GROUPS }), [
      { command: 'Groups', to: SMALL_GROUPS },
    ]),
    path,
  ];
}

export const clienthelloTooBig: Cause = {
  id: 'clienthello-too-big',
  family: 'parameters',
  prior: (c) => (sendsHybrid(c) ? priorOf('clienthello-too-big', c.incident) : 0),
  evidence,
  repairs,
  checks: (c) => [
    {
      command: sClient(c, { servername: servername(c), options: `-groups ${SMALL_GROUPS}` }),
      answers: [
        { expect: message('answer.completes-small-hello'), means: 'clienthello-too-big' },
        { expect: message('answer.fails-small-hello'), means: 'other' },
      ],
    },
  ],
  deadEnds: () => [
    deadEnd('longer-timeouts', 'longer-timeouts-hello'),
    deadEnd('verify-off', 'verify-off-parameters'),
  ],
};
