/** Which places a directive decides for. */
import { tlsDirective } from '../directives/tls.ts';
import type { Directive } from '../nginx/tree.ts';
import type { Located } from '../nginx/tree-set.ts';
import type { Setting, UpstreamTls } from '../upstream/model.ts';
import type { Member } from './workspace.ts';

/** Every setting of a place. */
export function settingsOf({ settings }: UpstreamTls): readonly Setting<unknown>[] {
  const { confCommands, ...single } = settings;
  return [...Object.values(single), ...confCommands];
}

/** The places that proxy with this very `*_pass`. */
export function placesOfPass({ analysis }: Member, pass: Directive): readonly UpstreamTls[] {
  return analysis.paths.filter((path) => path.pass.directive === pass);
}

/** The places at or below the level of a directive that its family applies to. */
export function placesBelow(
  { analysis }: Member,
  directive: Directive,
  blocks: readonly Directive[],
): readonly UpstreamTls[] {
  const around = blocks.at(-1);
  return analysis.paths.filter(
    (path) =>
      path.tls !== 'no' &&
      tlsDirective(directive.name, path.module) !== undefined &&
      (around === undefined || path.scopes.some(({ at }) => at.directive === around)),
  );
}

/** The places that take a value from this directive. */
export function decidedBy({ analysis }: Member, directive: Directive): readonly UpstreamTls[] {
  return analysis.paths.filter(
    (path) =>
      path.tls !== 'no' &&
      settingsOf(path).some(
        ({ origin }) => origin.kind === 'directive' && origin.at.directive === directive,
      ),
  );
}

/** The directives that values of a place come from, each once, outermost first. */
export function originsOf(path: UpstreamTls): readonly Located[] {
  const found = new Map<Directive, Located>();
  for (const { origin } of settingsOf(path))
    if (origin.kind === 'directive') found.set(origin.at.directive, origin.at);
  const depth = (at: Located) =>
    path.scopes.findLastIndex(
      (scope) =>
        scope.at.file === at.file &&
        scope.at.directive.start <= at.directive.start &&
        at.directive.end <= scope.at.directive.end,
    );
  return [...found.values()].sort((a, b) => depth(a) - depth(b));
}
