/** A directive in a block that nginx does not allow it in, moved to the places that it was meant for. */
import { removeDirective } from '../nginx/rewrite.ts';
import type { Edit } from '../text/edit.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import { setDirective } from '../upstream/rewrite.ts';
import type { Case } from './cause.ts';
import { prefixOf } from './path-facts.ts';
import type { Said } from './startup-directive.ts';

/** Settings that lower nothing when they hold for every request instead of some. */
const HARMLESS = /^(?:proxy|grpc|uwsgi)_(ssl_server_name|ssl_name)$/;

/** Empty where it cannot be told for whom the directive was meant. */
export function moved(c: Case, { at, directive: name }: Said): readonly Edit[] {
  const suffix = HARMLESS.exec(name)?.[1];
  const file = at === null ? undefined : c.config?.files.get(at.file);
  if (at?.parent == null || suffix === undefined || file === undefined || c.config === null)
    return [];
  const where = { config: c.config, allPaths: c.allPaths };
  const args = at.directive.args.map((word) => word.value);
  const places = c.allPaths.filter(
    (p) => name.startsWith(prefixOf(p.module)) && meantFor(p, at.parent!.directive, at.file),
  );
  const set = places.flatMap((place) => setDirective(where, place, suffix, args));
  return set.length === 0 ? [] : [...removeDirective(file, at.directive), ...set];
}

/** In an `if`: the place around it. In a group: every place that proxies to the group. */
function meantFor(path: UpstreamTls, block: { name: string; start: number }, file: string) {
  if (block.name === 'upstream')
    return path.target.groups.some(
      (g) => g.at.file === file && g.at.directive.start === block.start,
    );
  if (block.name !== 'if' && block.name !== 'limit_except') return false;
  return path.scopes.some(({ at }) => at.file === file && holds(at.directive, block.start));
}

function holds(range: { start: number; end: number }, offset: number): boolean {
  return range.start <= offset && offset < range.end;
}

/** Of names that stand there twice, those that are not the stated one; empty unless exactly one is. */
export function unmeant(c: Case, { at, directive: name }: Said): readonly Edit[] {
  const file = at === null ? undefined : c.config?.files.get(at.file);
  const level = at?.parent?.directive.block?.items ?? [];
  if (file === undefined || c.statedName === null || !name.endsWith('_ssl_name')) return [];
  const all = level.filter((item) => item.kind === 'directive').filter((d) => d.name === name);
  const others = all.filter((d) => d.args[0]?.value !== c.statedName);
  if (others.length !== all.length - 1) return [];
  return others.flatMap((d) => removeDirective(file, d));
}
