import {
  COMMERCIAL_ONLY,
  supportedBy,
  TLS_DIRECTIVES,
  type TlsDirective,
  tlsDirective,
} from '../../directives/tls.ts';
import { atLeast } from '../../directives/version.ts';
import type { Located } from '../../nginx/tree-set.ts';
import { type Message, message } from '../../text/message.ts';
import type { Module } from '../../upstream/model.ts';
import { allScopes, isStream } from '../../upstream/scopes.ts';
import { placeOf } from '../places.ts';
import type { Rule } from '../rule.ts';

const NAMES: ReadonlySet<string> = new Set(TLS_DIRECTIVES.map((d) => d.name));
const COMMERCIAL: ReadonlySet<string> = new Set(Object.keys(COMMERCIAL_ONLY));

/** A TLS directive, or a variable in one, that this nginx does not know yet. Nothing is said of an assumed version. */
export const unsupportedDirective: Rule = {
  id: 'unsupported-directive',
  severity: 'error',
  confidence: 'high',
  cis: [],
  presets: ['recommended', 'strict'],
  *check({ scopes, versions }) {
    for (const scope of allScopes(scopes)) {
      for (const at of scope.own.list()) {
        const { name } = at.directive;
        if (COMMERCIAL.has(name)) {
          const params = { directive: name };
          yield { ...placeOf(at), message: message('lint.commercial-directive', params) };
        }
        if (!scope.tls || !NAMES.has(name) || versions.from === 'assumed') continue;
        const directive = tlsDirective(
          name,
          isStream(scope) ? 'stream' : (name.split('_')[0] as Module),
        );
        const said = directive && tooNew(at, directive, versions.nginx);
        if (said) yield { ...placeOf(at), message: said };
      }
    }
  },
};

/** Says that the directive, or the variable in it, came later than this nginx; null when it did not. */
function tooNew(at: Located, directive: TlsDirective, nginx: string): Message | null {
  const { name, since, variablesSince } = directive;
  const params = { directive: name, nginx, since };
  if (!supportedBy(directive, nginx)) return message('lint.unsupported-directive', params);
  if (variablesSince === null || atLeast(nginx, variablesSince)) return null;
  const variable = at.directive.args.some((word) => /\$[A-Za-z_{]/.test(word.value));
  return variable
    ? message('lint.unsupported-variable', { ...params, since: variablesSince })
    : null;
}
