/** The upstream lacks secure renegotiation (RFC 5746); OpenSSL 3 refuses to connect to it. */
import { message } from '../text/message.ts';
import type { Case, Cause, Evidence, Repair } from './cause.ts';
import { sClient } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import { fact, isOpenssl3, nginxRepair, olderThan, otherSide } from './parts.ts';
import { priorOf } from './priors.ts';
import { servername, toolObservations } from './trust-facts.ts';

function evidence(c: Case): Evidence[] {
  const found = isOpenssl3(c)
    ? [fact('refuses-legacy', 0.5, { kind: 'version' }, { version: c.versions.openssl })]
    : [fact('allows-legacy', -5, { kind: 'version' }, { version: c.versions.openssl })];
  const seen = toolObservations(c).find((o) => typeof o.secureRenegotiation === 'boolean');
  if (seen !== undefined)
    found.push(
      fact(
        seen.secureRenegotiation ? 'secure-renegotiation' : 'no-secure-renegotiation',
        seen.secureRenegotiation ? -6 : 6,
        { kind: 'observation', what: seen.tool },
      ),
    );
  return found;
}

function repairs(c: Case): Repair[] {
  const id = 'legacy-renegotiation';
  const upstream = otherSide(id, 'upstream', message('repair.upstream-renegotiation'), [
    message('repair.upstream-renegotiation-step'),
    message('repair.upstream-renegotiation-step-13'),
  ]);
  if (olderThan(c, '1.19.4')) return [upstream];
  return [
    upstream,
    nginxRepair(
      c,
      id,
      message('repair.allow-legacy'),
      [{ command: 'Options', to: 'UnsafeLegacyServerConnect' }],
      { weakens: ['legacy-renegotiation'] },
    ),
  ];
}

export const legacyRenegotiation: Cause = {
  id: 'legacy-renegotiation',
  family: 'parameters',
  prior: (c) => priorOf('legacy-renegotiation', c.incident),
  evidence,
  repairs,
  checks: (c) => [
    {
      command: sClient(c, { servername: servername(c), options: '-tls1_2 -legacy_server_connect' }),
      answers: [
        { expect: message('answer.no-secure-renegotiation'), means: 'legacy-renegotiation' },
        { expect: message('answer.secure-renegotiation'), means: 'other' },
      ],
    },
  ],
  deadEnds: () => [
    deadEnd('seclevel-0', 'seclevel-0-renegotiation'),
    deadEnd('rebuild-openssl', 'rebuild-openssl-renegotiation'),
    deadEnd('verify-off', 'verify-off-parameters'),
  ],
};
