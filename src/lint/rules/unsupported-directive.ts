import {
  COMMERCIAL_ONLY,
  supportedBy,
  TLS_DIRECTIVES,
  tlsDirective,
} from '../../directives/tls.ts';
import { atLeast } from '../../directives/version.ts';
import { message } from '../../text/message.ts';
import type { Module } from '../../upstream/model.ts';
import { allScopes, isStream } from '../../upstream/scopes.ts';
import { placeOf } from '../places.ts';
import type { Rule } from '../rule.ts';

const NAMES: ReadonlySet<string> = new Set(TLS_DIRECTIVES.map((d) => d.name));

/** A TLS directive, or a variable in one, that this nginx does not know yet. Nothing is said of an assumed version. */
export const unsupportedDirective: Rule = {
  id: 'unsupported-directive',
  severity: 'error',
  confidence: 'high',
  cis: [],
  presets: ['recommended', 'strict'],
  *check({ scopes, versions }) {
    for (const scope of allScopes(scopes)) {
      for (const [name, list] of scope.own) {
        if (name in COMMERCIAL_ONLY) {
          const params = { directive: name };
          for (const at of list)
            yield { ...placeOf(at), message: message('lint.commercial-directive', params) };
        }
        if (!NAMES.has(name) || versions.from === 'assumed') continue;
        const directive = tlsDirective(
          name,
          isStream(scope) ? 'stream' : (name.split('_')[0] as Module),
        );
        if (!directive) continue;
        const { nginx } = versions;
        for (const at of list) {
          const since = directive.variablesSince;
          const variable = at.directive.args.some((word) => /\$[A-Za-z_{]/.test(word.value));
          const params = { directive: name, nginx, since: directive.since };
          if (!supportedBy(directive, nginx))
            yield { ...placeOf(at), message: message('lint.unsupported-directive', params) };
          else if (variable && since !== null && !atLeast(nginx, since))
            yield {
              ...placeOf(at),
              message: message('lint.unsupported-variable', { ...params, since }),
            };
        }
      }
    }
  },
};
