/** The upstream offers a short Diffie-Hellman group, and OpenSSL on nginx's side refuses it. */
import { message } from '../text/message.ts';
import type { Case, Cause, Evidence, Repair } from './cause.ts';
import { sClient } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import { fact, nginxRepair, otherSide } from './parts.ts';
import { fromSetting } from './path-facts.ts';
import { priorOf } from './priors.ts';
import { servername, toolObservations } from './trust-facts.ts';

function evidence(c: Case): Evidence[] {
  const { path } = c;
  if (path === null) return [];
  const { ciphers } = path.settings;
  const asksForDhe = /DHE-|[kE]?DHE?\b|EDH/.test(ciphers.value.replace(/ECDHE?|!\S+/g, ''));
  const found = asksForDhe
    ? [fact('ciphers-ask-for-dhe', 0.5, fromSetting(ciphers, path), { list: ciphers.value })]
    : [];
  const seen = toolObservations(c).find((o) => /^DH-/.test(o.group ?? ''))?.group;
  if (seen !== undefined && seen !== null && Number(seen.slice(3)) < 2048)
    found.push(
      fact('short-dh-seen', 5, { kind: 'observation', what: 's_client' }, { bits: seen.slice(3) }),
    );
  return found;
}

/** The list as it is, without finite-field Diffie-Hellman. */
function withoutDhe(c: Case): string {
  const now = c.path?.settings.ciphers.value ?? 'DEFAULT';
  const kept = now.split(':').filter((word) => !/^(?:DHE|EDH|kDHE|kEDH)\b/.test(word));
  const base = kept.length === 0 ? 'DEFAULT' : kept.join(':');
  return base.includes('!DHE') ? base : `${base}:!DHE`;
}

function repairs(c: Case): Repair[] {
  const id = 'dh-key-too-small';
  return [
    nginxRepair(c, id, message('repair.no-dhe'), [{ set: 'ssl_ciphers', to: [withoutDhe(c)] }]),
    otherSide(id, 'upstream', message('repair.upstream-dh'), [
      message('repair.upstream-dh-step', { command: 'openssl dhparam -out dh.pem 2048' }),
    ]),
    nginxRepair(
      c,
      id,
      message('repair.lower-level', { level: 1 }),
      [{ set: 'ssl_ciphers', to: ['DEFAULT:@SECLEVEL=1'] }],
      { weakens: ['security-level'] },
    ),
  ];
}

export const dhKeyTooSmall: Cause = {
  id: 'dh-key-too-small',
  family: 'parameters',
  prior: (c) => priorOf('dh-key-too-small', c.incident),
  evidence,
  repairs,
  checks: (c) => [
    {
      command: sClient(c, {
        servername: servername(c),
        options: "-tls1_2 -cipher 'DEFAULT:!DHE'",
      }),
      answers: [
        { expect: message('answer.completes-without-dhe'), means: 'dh-key-too-small' },
        { expect: message('answer.fails-without-dhe'), means: 'other' },
      ],
    },
  ],
  deadEnds: () => [
    deadEnd('seclevel-0', 'seclevel-0-dh'),
    deadEnd('verify-off', 'verify-off-parameters'),
  ],
};
