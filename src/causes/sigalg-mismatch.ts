/** nginx accepts no signature algorithm that the upstream can sign with. */
import { message } from '../text/message.ts';
import type { Case, Cause, Evidence, Repair } from './cause.ts';
import { sClient } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import { confCommand, narrowed } from './parameter-facts.ts';
import { loggedFact, nginxRepair, otherSide } from './parts.ts';
import { priorOf } from './priors.ts';
import { signatureClass } from './signature-class.ts';
import { conflictingCommand } from './startup-facts.ts';
import { servername } from './trust-facts.ts';

const WEIGHT = {
  /** Hardly anyone sets these; of those with this cause, most do. */
  chosen: 5.2,
  /** The ones that nearly every certificate can be used with are among them. */
  usual: 0,
  default: -1.5,
  refused: 4,
  otherCommand: -6,
};

/** What OpenSSL accepts by itself at level 2. */
const USUAL =
  'ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:ed25519:ed448:RSA-PSS+SHA256:RSA-PSS+SHA384:' +
  'RSA-PSS+SHA512:RSA+SHA256:RSA+SHA384:RSA+SHA512';

const COMMANDS = ['SignatureAlgorithms', 'sigalgs'];

function evidence(c: Case): Evidence[] {
  if (signatureClass(c.incident) === 'startup-conf-command') {
    const bad = conflictingCommand(c);
    if (bad === null) return [];
    const mine = COMMANDS.some((name) => name.toLowerCase() === bad.command.toLowerCase());
    return [
      loggedFact(
        c,
        mine ? 'sigalgs-refused' : 'other-command-refused',
        mine ? WEIGHT.refused : WEIGHT.otherCommand,
        { command: bad.command, value: bad.value },
      ),
    ];
  }
  const { path } = c;
  if (path === null) return [];
  const algorithms = confCommand(path, ...COMMANDS);
  return [
    narrowed(
      path,
      algorithms,
      { chosen: 'sigalgs-chosen', notChosen: 'sigalgs-default' },
      {
        chosen: hasUsual(algorithms?.value[1]) ? WEIGHT.usual : WEIGHT.chosen,
        notChosen: WEIGHT.default,
      },
      { list: algorithms?.value[1] ?? '' },
    ),
  ];
}

function hasUsual(list = ''): boolean {
  return (
    /ECDSA\+SHA256|ecdsa_secp256r1/i.test(list) && /PSS\+SHA256|rsa_pss_rsae_sha256/i.test(list)
  );
}

function repairs(c: Case): Repair[] {
  const id = 'sigalg-mismatch';
  const startup = signatureClass(c.incident) === 'startup-conf-command';
  const path = startup ? (conflictingCommand(c)?.path ?? null) : c.path;
  const command = confCommand(path, ...COMMANDS)?.value[0] ?? 'SignatureAlgorithms';
  const repair = nginxRepair(c, id, message('repair.sigalgs'), [{ command, to: USUAL }], { path });
  const upstream = otherSide(id, 'upstream', message('repair.upstream-sigalgs'), [
    message('repair.upstream-sigalgs-step'),
  ]);
  if (startup) return [repair];
  return confCommand(path, ...COMMANDS) === null ? [upstream] : [repair, upstream];
}

export const sigalgMismatch: Cause = {
  id: 'sigalg-mismatch',
  family: 'parameters',
  prior: (c) => priorOf('sigalg-mismatch', c.incident),
  evidence,
  repairs,
  checks: (c) => [
    {
      command: sClient(c, {
        servername: servername(c),
        options:
          "-cipher 'DEFAULT:@SECLEVEL=0' -sigalgs RSA+SHA1:RSA+SHA256:RSA-PSS+SHA256:ECDSA+SHA1:ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:ed25519",
      }),
      answers: [
        { expect: message('answer.completes-sigalg'), means: 'sigalg-mismatch' },
        { expect: message('answer.fails-sigalg'), means: 'other' },
      ],
    },
  ],
  deadEnds: () => [
    deadEnd('restrict-protocols-ciphers'),
    deadEnd('verify-off', 'verify-off-parameters'),
  ],
};
