/** nginx and the upstream have no cipher suite in common, or the cipher list itself does not load. */
import { message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import type { Case, Cause, Evidence, Repair } from './cause.ts';
import { sClient } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import { confCommand, isChosen, narrowed } from './parameter-facts.ts';
import { type Change, fact, loggedFact, nginxRepair, olderThan, otherSide } from './parts.ts';
import { fromSetting } from './path-facts.ts';
import { priorOf } from './priors.ts';
import { signatureClass } from './signature-class.ts';
import { namedFile } from './startup-facts.ts';
import { servername } from './trust-facts.ts';

const WEIGHT = {
  /** One configuration in eight sets a list; of those with this cause, most do. */
  chosen: 1.8,
  /** `HIGH:!aNULL` and the like take nothing away that an upstream could need. */
  broad: 0,
  default: -1.3,
  /** Hardly anyone sets these. */
  suites: 3.5,
  /** One or two suites by name leave little to agree on. */
  few: 2.6,
  only13Protocol: -1.5,
};

/** The suites of TLS 1.3 have names of their own; `*_ssl_ciphers` does not take them. */
const TLS13_SUITE = /^(?:TLS_[A-Z0-9_]+)$/;

function words(list: string): string[] {
  return list.split(/[:, ]+/).filter((word) => word !== '' && !word.startsWith('@'));
}

/** Families of suites, not suites by name. */
function isBroad(list: readonly string[]): boolean {
  return list.some((word) => /^(?:HIGH|MEDIUM|DEFAULT|ALL|COMPLEMENTOFDEFAULT)$/.test(word));
}

/** Start-up names the list in quotes; the place is the one that has it. */
function placeOf(c: Case): UpstreamTls | null {
  if (signatureClass(c.incident) !== 'startup-cipher') return c.path;
  const list = namedFile(c);
  const paths = c.path === null ? c.allPaths : [c.path, ...c.allPaths];
  return paths.find((p) => p.settings.ciphers.value === list) ?? null;
}

function evidence(c: Case): Evidence[] {
  const path = placeOf(c);
  if (path === null) return [];
  const { ciphers } = path.settings;
  const source = fromSetting(ciphers, path);
  const list = words(ciphers.value);
  if (signatureClass(c.incident) === 'startup-cipher')
    return [loggedFact(c, 'cipher-list-refused', 1, { list: ciphers.value })];
  const found: Evidence[] = [
    narrowed(
      path,
      ciphers,
      { chosen: 'ciphers-chosen', notChosen: 'ciphers-default' },
      { chosen: isBroad(list) ? WEIGHT.broad : WEIGHT.chosen, notChosen: WEIGHT.default },
      { list: ciphers.value },
    ),
  ];
  const named = list.filter((word) => /^[A-Z0-9]+(?:-[A-Z0-9]+)+$/.test(word));
  if (isChosen(ciphers) && list.length <= 2 && named.length === list.length)
    found.push(fact('ciphers-few', WEIGHT.few, source, { count: list.length }));
  const suites = confCommand(path, 'Ciphersuites');
  if (suites !== null)
    found.push(
      fact('suites-chosen', WEIGHT.suites, fromSetting(suites, path), { list: suites.value[1] }),
    );
  const { protocols } = path.settings;
  if (suites === null && protocols.value.every((v) => v === 'TLSv1.3'))
    found.push(fact('ciphers-not-for-13', WEIGHT.only13Protocol, fromSetting(protocols, path)));
  return found;
}

/** What mends a list that does not load: TLS 1.3 suites go where they belong, the rest is OpenSSL's default. */
function startupChanges(c: Case, path: UpstreamTls): Change[] {
  const suites = words(path.settings.ciphers.value).filter((word) => TLS13_SUITE.test(word));
  const toDefault: Change = { set: 'ssl_ciphers', to: ['DEFAULT'] };
  return suites.length === 0 || olderThan(c, '1.19.4')
    ? [toDefault]
    : [toDefault, { command: 'Ciphersuites', to: suites.join(':') }];
}

function repairs(c: Case): Repair[] {
  const id = 'cipher-mismatch';
  const path = placeOf(c);
  const found: Repair[] = [];
  if (path !== null && signatureClass(c.incident) === 'startup-cipher') {
    const changes = startupChanges(c, path);
    const title = changes.length > 1 ? 'repair.ciphersuites-moved' : 'repair.ciphers-default';
    return [nginxRepair(c, id, message(title), changes, { path })];
  }
  const changes: Change[] = [];
  if (path === null || isChosen(path.settings.ciphers))
    changes.push({ set: 'ssl_ciphers', to: ['DEFAULT'] });
  if (path !== null && confCommand(path, 'Ciphersuites') !== null)
    changes.push({ command: 'Ciphersuites', to: DEFAULT_SUITES });
  if (changes.length > 0)
    found.push(nginxRepair(c, id, message('repair.ciphers-default'), changes));
  found.push(
    otherSide(id, 'upstream', message('repair.upstream-ciphers'), [
      message('repair.upstream-ciphers-step'),
    ]),
    nginxRepair(
      c,
      id,
      message('repair.ciphers-all'),
      [{ set: 'ssl_ciphers', to: ['ALL:!aNULL:!eNULL:@SECLEVEL=0'] }],
      { weakens: ['weak-cipher', 'security-level'] },
    ),
  );
  return found;
}

const DEFAULT_SUITES = 'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256';

export const cipherMismatch: Cause = {
  id: 'cipher-mismatch',
  family: 'parameters',
  prior: (c) => priorOf('cipher-mismatch', c.incident),
  evidence,
  repairs,
  checks: (c) => [
    {
      command: sClient(c, {
        servername: servername(c),
        options: "-cipher 'ALL:@SECLEVEL=0'",
      }),
      answers: [
        { expect: message('answer.completes-cipher'), means: 'cipher-mismatch' },
        { expect: message('answer.fails-cipher'), means: 'other' },
      ],
    },
  ],
  deadEnds: () => [
    deadEnd('restrict-protocols-ciphers'),
    deadEnd('verify-off', 'verify-off-parameters'),
    deadEnd('ssl-protocols-wrong-side', 'ciphers-wrong-side'),
  ],
};
