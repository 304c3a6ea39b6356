/** Client certificate, key or password cannot be loaded: at start-up, or per request where a variable names the file. */
import { message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import type { Case, Cause, Evidence, Repair } from './cause.ts';
import { certificateName, clientCertificateNeed, keyName } from './client-facts.ts';
import { deadEnd } from './dead-ends.ts';
import type { NamedFile } from './named-files.ts';
import {
  type Change,
  fact,
  loggedFact,
  needyRepair,
  nginxRepair,
  olderThan,
  shellWord,
} from './parts.ts';
import { priorOf } from './priors.ts';
import { signatureClass } from './signature-class.ts';
import { namedFile, namedPath, rolesOf } from './startup-facts.ts';
import { fileOf } from './trust-facts.ts';

/** From here on nginx loads trusted files in the same way, and complains in the same words. */
const SAME_LOADER = '1.27.2';

const WEIGHT = { said: 1, sameLoader: -1.3, clientRole: 5, otherRole: -5, file: 2.5, runtime: 4 };

/** What the message says is the matter, by the words of every OpenSSL generation. */
const PROBLEMS: readonly (readonly [RegExp, string])[] = [
  [/no "\w+_ssl_certificate_key" is defined/, 'key-undefined'],
  [/No such file or directory/, 'missing'],
  [/Permission denied/, 'no-permission'],
  [/bad decrypt|bad password|maybe wrong password|mac verify failure/, 'wrong-password'],
  [/problems getting password|processing error/, 'password-needed'],
  [
    /no start line|DECODER routines::unsupported|not enough data|wrong tag|bad base64|bad end line/,
    'wrong-format',
  ],
];

type Problem =
  | 'key-undefined'
  | 'missing'
  | 'no-permission'
  | 'wrong-password'
  | 'password-needed'
  | 'wrong-format'
  | 'other';

/** The problem that the message names. */
export function loadProblem(text: string): Problem {
  // A password that was asked for in vain also ends in a decryption error.
  return (PROBLEMS.find(([words]) => words.test(text))?.[1] ?? 'other') as Problem;
}

function placeOf(c: Case): UpstreamTls | null {
  return namedPath(c, 'certificate') ?? namedPath(c, 'key') ?? namedPath(c, 'password');
}

function evidence(c: Case): Evidence[] {
  const text = c.incident.samples[0]?.text ?? '';
  const file = namedFile(c) ?? '';
  const found = [loggedFact(c, `load-${loadProblem(text)}`, WEIGHT.said, { file })];
  if (signatureClass(c.incident) === 'startup-load-certificate') {
    const roles = rolesOf(c);
    if (roles.has('certificate') || roles.has('key'))
      found.push(fact('file-is-client', WEIGHT.clientRole, { kind: 'field' }, { file }));
    else if (roles.size > 0)
      found.push(fact('file-is-not-client', WEIGHT.otherRole, { kind: 'field' }, { file }));
    else if (c.allPaths.length === 0 && !olderThan(c, SAME_LOADER))
      found.push(
        fact(
          'trusted-loads-alike',
          WEIGHT.sameLoader,
          { kind: 'version' },
          {
            version: c.versions.nginx,
          },
        ),
      );
    else if (c.incident.signature.phase !== 'startup')
      found.push(loggedFact(c, 'file-from-variable', WEIGHT.runtime, { file }));
  }
  const path = placeOf(c);
  for (const name of [certificateName(path), keyName(path)]) {
    const seen = fileOf(c, name);
    const fault = name === null || seen === null ? null : misplaced(seen, name === keyName(path));
    if (name !== null && fault !== null)
      found.push(fact(fault, WEIGHT.file, { kind: 'file', file: name }, { file: name }));
  }
  return found;
}

/** What is wrong with a file in its place. */
function misplaced(file: NamedFile, isKey: boolean): string | null {
  if (file.state === 'not-looked-at') return null;
  if (file.state !== 'read') return `file-${file.state}`;
  if (file.format !== undefined && file.format !== 'pem') return `file-${file.format}`;
  if (isKey && file.keys.length === 0) return 'key-file-without-key';
  if (!isKey && file.certificates.length === 0) return 'certificate-file-without-certificate';
  const [key] = file.keys;
  return isKey && key?.encrypted && key.publicKey === null ? 'key-locked' : null;
}

/** Changes that the files themselves prove right. */
function provenChanges(c: Case, path: UpstreamTls | null): Change[] {
  const certificate = certificateName(path);
  const key = keyName(path);
  const certificateFile = fileOf(c, certificate);
  const leaf = certificateFile?.certificates[0];
  if (path === null || certificate === null) return [];
  if (key === null || key === '') {
    const own = certificateFile?.keys.some((k) => k.publicKey === leaf?.publicKey);
    const names = c.allPaths.flatMap((p) => keyName(p) ?? []);
    const fitting = own
      ? certificate
      : names.find((name) => fileOf(c, name)?.keys[0]?.publicKey === leaf?.publicKey);
    return leaf === undefined || fitting === undefined
      ? []
      : [{ set: 'ssl_certificate_key', to: [fitting] }];
  }
  const keyFile = fileOf(c, key);
  const swapped =
    (keyFile?.certificates.length ?? 0) > 0 &&
    keyFile?.keys.length === 0 &&
    (certificateFile?.keys.length ?? 0) > 0 &&
    certificateFile?.certificates.length === 0;
  return swapped
    ? [
        { set: 'ssl_certificate', to: [key] },
        { set: 'ssl_certificate_key', to: [certificate] },
      ]
    : [];
}

function repairs(c: Case): Repair[] {
  const id = 'client-certificate-unreadable';
  const path = placeOf(c);
  const found: Repair[] = [];
  const changes = provenChanges(c, path);
  if (changes.length > 0)
    found.push(
      nginxRepair(
        c,
        id,
        message(changes.length > 1 ? 'repair.swap-files' : 'repair.name-key', {
          file: changes[0] && 'set' in changes[0] ? (changes[0].to[0] ?? '') : '',
        }),
        changes,
        { path },
      ),
    );
  const problem = loadProblem(c.incident.samples[0]?.text ?? '');
  const file = namedFile(c) ?? '';
  const steps = [message(`repair.load-step-${problem}`, { file })];
  const format = fileOf(c, certificateName(path))?.format;
  if (format === 'pkcs12')
    steps.push(
      message('repair.load-step-pkcs12', {
        command: `openssl pkcs12 -in ${shellWord(certificateName(path), 'FILE')} -out client.pem`,
      }),
    );
  found.push(needyRepair(id, message('repair.readable-files'), [clientCertificateNeed(c)], steps));
  return found;
}

export const clientCertificateUnreadable: Cause = {
  id: 'client-certificate-unreadable',
  family: 'mutual-tls',
  prior: (c) => priorOf('client-certificate-unreadable', c.incident),
  evidence,
  repairs,
  checks: (c) => {
    const file = shellWord(namedFile(c), 'FILE');
    return [
      {
        command: `ls -l ${file}; openssl storeutl -noout -text ${file} | head`,
        answers: [
          { expect: message('answer.file-unreadable'), means: 'client-certificate-unreadable' },
        ],
      },
    ];
  },
  deadEnds: () => [deadEnd('restart', 'restart-files')],
};
