/** The directive, or its value, is newer than this nginx, or its module is not in this build. */
import { removeDirective, replaceArgs } from '../nginx/rewrite.ts';
import { message } from '../text/message.ts';
import type { Case, Cause, Evidence, Repair } from './cause.ts';
import { clientCertificateNeed } from './client-facts.ts';
import { availability, valueSince } from './newer-directives.ts';
import { fact, loggedFact, needyRepair, olderThan, openssl } from './parts.ts';
import { priorOf } from './priors.ts';
import { signatureClass } from './signature-class.ts';
import { type Said, saidAtStartup } from './startup-directive.ts';
import { conflictingCommand, namedFile } from './startup-facts.ts';

const WEIGHT = {
  newer: 6,
  commercial: 6,
  module: 4,
  known: -3,
  valueNewer: 6,
  valueNot: -3,
  variable: 7,
  noVariable: -5,
  hybridGroup: 6,
  otherCommand: -3,
};

/** Variables in the name of a client certificate came with this release. */
const VARIABLE_CERTIFICATES = '1.21.0';
const LOADING = /^startup-(?:load-certificate|client-key)$/;

function unknownEvidence(c: Case, said: Said): Evidence[] {
  const { directive } = said;
  const found = availability(directive, c.versions.nginx);
  const source = { kind: 'version' } as const;
  const params = { directive, version: c.versions.nginx };
  switch (found.kind) {
    case 'since':
      return [fact('directive-newer', WEIGHT.newer, source, { ...params, since: found.since })];
    case 'commercial':
      return [fact('directive-commercial', WEIGHT.commercial, source, params)];
    case 'module':
      return [fact('directive-module', WEIGHT.module, source, { ...params, module: found.module })];
    default:
      return [fact('directive-no-release', WEIGHT.known, source, params)];
  }
}

function evidence(c: Case): Evidence[] {
  const said = saidAtStartup(c);
  switch (signatureClass(c.incident)) {
    case 'startup-unknown-directive':
      return unknownEvidence(c, said);
    case 'startup-invalid-value': {
      const since = newerValue(c, said);
      const params = { value: said.value, directive: said.directive, version: c.versions.nginx };
      return since === null
        ? [loggedFact(c, 'value-no-release', WEIGHT.valueNot, params)]
        : [loggedFact(c, 'value-newer', WEIGHT.valueNewer, { ...params, since })];
    }
    case 'startup-load-certificate':
    case 'startup-client-key':
      return variableEvidence(c);
    case 'startup-conf-command':
      return groupEvidence(c);
    default:
      return [];
  }
}

/** The release that takes the value, when this nginx is older; the directive may be unknown. */
function newerValue(c: Case, said: Said): string | null {
  const names =
    said.directive === '' ? ['proxy_ssl_protocols', 'proxy_http_version'] : [said.directive];
  const since = names.map((name) => valueSince(name, said.value)).find((v) => v !== null) ?? null;
  return since !== null && olderThan(c, since) ? since : null;
}

function variableEvidence(c: Case): Evidence[] {
  const file = namedFile(c) ?? '';
  if (/\$\w/.test(file) && olderThan(c, VARIABLE_CERTIFICATES))
    return [
      loggedFact(c, 'variable-too-new', WEIGHT.variable, {
        file,
        since: VARIABLE_CERTIFICATES,
        version: c.versions.nginx,
      }),
    ];
  return [loggedFact(c, 'no-variable', WEIGHT.noVariable, { file })];
}

function groupEvidence(c: Case): Evidence[] {
  const bad = conflictingCommand(c);
  if (bad === null) return [];
  const hybrid = /mlkem/i.test(bad.value) && openssl(c) < 3.5;
  return hybrid
    ? [
        loggedFact(c, 'group-newer', WEIGHT.hybridGroup, {
          value: bad.value,
          version: c.versions.openssl,
        }),
      ]
    : [loggedFact(c, 'command-known', WEIGHT.otherCommand, { command: bad.command })];
}

/** The same setting as this nginx can be given it; no edits when there is none. */
function oldForm(c: Case, said: Said): Repair['edits'] {
  const { at } = said;
  if (at === null) return [];
  const { directive } = at;
  const parsed = c.config?.files.get(at.file);
  if (parsed === undefined) return [];
  const others = directive.args.map((arg) => arg.value).filter((value) => value !== said.value);
  if (said.complaint === 'invalid-value' && others.length < directive.args.length) {
    if (directive.name === 'proxy_http_version') return replaceArgs(parsed, directive, ['1.1']);
    if (directive.name.endsWith('ssl_protocols') && others.length > 0)
      return replaceArgs(parsed, directive, others);
  }
  const harmless =
    /_ssl_(?:certificate_cache|key_log)$|^ssl_(?:certificate_cache|object_cache_inheritable)$/;
  return said.complaint === 'unknown' && harmless.test(directive.name)
    ? removeDirective(parsed, directive)
    : [];
}

function repairs(c: Case): Repair[] {
  const id = 'directive-unsupported-by-version';
  const said = saidAtStartup(c);
  const base = { cause: id, side: 'nginx', weakens: [] } as const;
  const found: Repair[] = [];
  const edits = oldForm(c, said);
  if (edits.length > 0)
    found.push({
      ...base,
      title: message('repair.old-form', { directive: said.directive }),
      needs: [],
      edits,
      steps: [],
    });
  const available = availability(said.directive, c.versions.nginx);
  const step =
    available.kind === 'module'
      ? message('repair.module-step', { module: available.module })
      : available.kind === 'commercial'
        ? message('repair.commercial-step', { directive: said.directive })
        : message('repair.upgrade-step', {
            since: available.kind === 'since' ? available.since : upgradeFor(c, said),
          });
  found.push({
    ...base,
    title: message(available.kind === 'module' ? 'repair.add-module' : 'repair.upgrade'),
    needs: [{ what: 'upgrade', message: message('need.upgrade'), candidates: [] }],
    edits: [],
    steps: [step],
  });
  return [...found, ...fixedCertificate(c)];
}

/** Where this nginx knows no variables in the name of a certificate: a name without one. */
function fixedCertificate(c: Case): Repair[] {
  const variable = /\$\w/.test(namedFile(c) ?? '') && olderThan(c, VARIABLE_CERTIFICATES);
  if (!variable || !LOADING.test(signatureClass(c.incident))) return [];
  const title = message('repair.fixed-certificate');
  const step = message('repair.fixed-certificate-step');
  return [
    needyRepair('directive-unsupported-by-version', title, [clientCertificateNeed(c)], [step]),
  ];
}

function upgradeFor(c: Case, said: Said): string {
  if (LOADING.test(signatureClass(c.incident))) return VARIABLE_CERTIFICATES;
  if (signatureClass(c.incident) === 'startup-conf-command') return 'OpenSSL 3.5';
  return newerValue(c, said) ?? '—';
}

export const directiveUnsupportedByVersion: Cause = {
  id: 'directive-unsupported-by-version',
  family: 'configuration',
  prior: (c) => priorOf('directive-unsupported-by-version', c.incident),
  evidence,
  repairs,
  checks: () => [
    {
      command: 'nginx -V 2>&1 | tr " " "\\n"',
      answers: [
        { expect: message('answer.older-nginx'), means: 'directive-unsupported-by-version' },
        { expect: message('answer.module-missing'), means: 'directive-unsupported-by-version' },
        { expect: message('answer.nginx-has-it'), means: 'config-syntax' },
      ],
    },
  ],
  deadEnds: () => [],
};
