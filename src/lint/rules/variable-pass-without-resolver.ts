import type { Directive } from '../../nginx/tree.ts';
import { message } from '../../text/message.ts';
import { isIpv4 } from '../../upstream/address.ts';
import type { UpstreamTls } from '../../upstream/model.ts';
import { allScopes } from '../../upstream/scopes.ts';
import { placeOf } from '../places.ts';
import type { LintContext, Rule } from '../rule.ts';

/** The host comes from a variable and is a name: it is looked up at run time, by `resolver` only. */
export const variablePassWithoutResolver: Rule = {
  id: 'variable-pass-without-resolver',
  severity: 'error',
  confidence: 'high',
  cis: [],
  presets: ['recommended', 'strict'],
  *check(context) {
    if (context.set.context !== 'main') return;
    let resolving: ReadonlySet<Directive> | null = null;
    for (const path of context.paths) {
      const names = namesToLookUp(path);
      if (names.length === 0) continue;
      resolving ??= blocksWithResolver(context);
      if (resolved(path, resolving)) continue;
      const params = { names: names.join(', '), written: path.target.pass.written };
      yield {
        ...placeOf(path.pass),
        message: message('lint.variable-pass-without-resolver', params),
      };
    }
  },
};

/** Known values of the host that are neither groups nor addresses. */
function namesToLookUp({ target }: UpstreamTls): readonly string[] {
  if (!target.pass.written.includes('$')) return [];
  const groups = new Set(target.groups.map((group) => group.name));
  return target.host.values.filter(
    (host) =>
      host && !groups.has(host) && !isIpv4(host) && !host.includes(':') && !host.startsWith('/'),
  );
}

function resolved(path: UpstreamTls, resolving: ReadonlySet<Directive>): boolean {
  return path.scopes.some(({ at }) => resolving.has(at.directive));
}

function blocksWithResolver(context: LintContext): ReadonlySet<Directive> {
  const found = new Set<Directive>();
  for (const scope of allScopes(context.scopes))
    if (scope.at && scope.own.has('resolver')) found.add(scope.at.directive);
  return found;
}
