import { type Family, TLS_DIRECTIVES } from '../../directives/tls.ts';
import { message } from '../../text/message.ts';
import { allScopes, isStream } from '../../upstream/scopes.ts';
import { effectOf, NEVER_IN, TLS_NAMES } from '../effect.ts';
import { type Misplaced, move } from '../misplaced.ts';
import { placeOf } from '../places.ts';
import type { LintContext, RawFinding, Rule } from '../rule.ts';

/** `proxy_ssl_*` where only gRPC or uwsgi is proxied, and the like. */
export const wrongFamily: Rule = {
  id: 'wrong-family',
  severity: 'error',
  confidence: 'high',
  cis: [],
  presets: ['recommended', 'strict'],
  *check(context) {
    yield* refused(context);
    const effect = effectOf(context);
    for (const found of effect.idle) {
      const modules = effect.modules(found.scope);
      if (modules.size === 0 || modules.has(found.directive.family)) continue;
      yield misplaced({ ...found, modules }, context);
    }
  },
};

const namesOf = (families: readonly Family[]): ReadonlySet<string> =>
  new Set(TLS_DIRECTIVES.filter((d) => families.includes(d.family)).map((d) => d.name));
const STREAM = namesOf(['stream']);
const HTTP = namesOf(['proxy', 'grpc', 'uwsgi']);

/** Where nginx does not even start: in an `if`, http's modules below `stream`, those of stream below `http`. */
function* refused({ scopes }: LintContext): Iterable<RawFinding> {
  for (const scope of allScopes(scopes)) {
    if (!scope.tls || scope.at === null) continue;
    const names = isStream(scope) ? STREAM : HTTP;
    const inside = NEVER_IN.has(scope.level) ? scope.level : null;
    const where = inside ?? (isStream(scope) ? 'stream' : 'http');
    for (const at of scope.own.list()) {
      const { name } = at.directive;
      if (!TLS_NAMES.has(name)) continue;
      if (inside === null && names.has(name)) continue;
      yield { ...placeOf(at), message: message('lint.refused-inside', { directive: name, where }) };
    }
  }
}

function misplaced(found: Misplaced, context: LintContext): RawFinding {
  const { at, directive, modules } = found;
  const params = { directive: directive.name, modules: [...modules].sort().join(', ') };
  const { edits, why } = modules.size === 1 ? move(found, effectOf(context), context) : SEVERAL;
  return { ...placeOf(at), message: message('lint.wrong-family', params), edits, notFixable: why };
}

const SEVERAL = { edits: [], why: message('lint.wrong-family.not-fixable') };

/** A directive whose value nothing uses. At the http level it is a baseline, and welcome. */
export const noEffect: Rule = {
  id: 'no-effect',
  severity: 'warning',
  confidence: 'high',
  cis: [],
  presets: ['recommended', 'strict'],
  *check(context) {
    const effect = effectOf(context);
    for (const { at, scope, directive } of effect.idle) {
      if (scope.level === 'http' || scope.level === 'stream' || scope.at === null) continue;
      const modules = effect.modules(scope);
      if (modules.size > 0 && !modules.has(directive.family)) continue;
      const id = modules.size === 0 ? 'lint.no-effect.no-tls' : 'lint.no-effect.overridden';
      yield { ...placeOf(at), message: message(id, { directive: directive.name }) };
    }
  },
};
