import { type Family, TLS_DIRECTIVES, tlsDirective } from '../../directives/tls.ts';
import { message } from '../../text/message.ts';
import type { Level, Module } from '../../upstream/model.ts';
import { allScopes, isStream } from '../../upstream/scopes.ts';
import { effectOf } from '../effect.ts';
import { type Misplaced, move } from '../misplaced.ts';
import { placeOf } from '../places.ts';
import type { LintContext, RawFinding, Rule } from '../rule.ts';

/** Blocks that take a pass, and no settings. */
const NEVER_IN: ReadonlySet<Level> = new Set(['if', 'limit_except']);
const NAMES: ReadonlySet<string> = new Set(TLS_DIRECTIVES.map((d) => d.name));

/** The `*_ssl_*` directives that no place below takes its value from. */
function* idle(context: LintContext): Iterable<Misplaced> {
  if (context.paths.length === 0) return;
  const effect = effectOf(context);
  for (const scope of allScopes(context.scopes)) {
    if (!scope.tls || NEVER_IN.has(scope.level)) continue;
    const stream = isStream(scope);
    for (const [name, list] of scope.own) {
      if (!NAMES.has(name)) continue;
      const family = stream ? 'stream' : (name.split('_')[0] as Module);
      const directive = tlsDirective(name, family);
      // These two are not values of the handshake, so no path names them as an origin.
      if (!directive || directive.key === 'ssl' || directive.key === 'certificate_cache') continue;
      if (effect.reaches(scope, name)) continue;
      for (const at of list) yield { at, scope, directive, modules: effect.modules(scope) };
    }
  }
}

/** `proxy_ssl_*` where only gRPC or uwsgi is proxied, and the like. */
export const wrongFamily: Rule = {
  id: 'wrong-family',
  severity: 'error',
  confidence: 'high',
  cis: [],
  presets: ['recommended', 'strict'],
  *check(context) {
    yield* refused(context);
    for (const found of idle(context)) {
      const { modules, directive } = found;
      if (modules.size === 0 || modules.has(directive.family)) continue;
      yield misplaced(found, context);
    }
  },
};

/** Where nginx does not even start: in an `if`, http's modules below `stream`, those of stream below `http`. */
function* refused({ scopes }: LintContext): Iterable<RawFinding> {
  for (const scope of allScopes(scopes)) {
    if (!scope.tls || scope.at === null) continue;
    const families: readonly Family[] = isStream(scope) ? ['stream'] : ['proxy', 'grpc', 'uwsgi'];
    const inside = NEVER_IN.has(scope.level) ? scope.level : null;
    for (const [name, list] of scope.own) {
      if (!NAMES.has(name)) continue;
      if (inside === null && families.some((family) => tlsDirective(name, family))) continue;
      const where = inside ?? (isStream(scope) ? 'stream' : 'http');
      for (const at of list)
        yield {
          ...placeOf(at),
          message: message('lint.refused-inside', { directive: name, where }),
        };
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
    for (const { at, scope, directive, modules } of idle(context)) {
      if (scope.level === 'http' || scope.level === 'stream' || scope.at === null) continue;
      if (modules.size > 0 && !modules.has(directive.family)) continue;
      const id = modules.size === 0 ? 'lint.no-effect.no-tls' : 'lint.no-effect.overridden';
      yield { ...placeOf(at), message: message(id, { directive: directive.name }) };
    }
  },
};
