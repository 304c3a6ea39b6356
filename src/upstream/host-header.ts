/** Gives one proxied place another Host header, and leaves every other place as it was. */
import { PASS_DIRECTIVES } from '../directives/passes.ts';
import type { Located } from '../nginx/tree-set.ts';
import { children } from '../nginx/walk.ts';
import type { Edit } from '../text/edit.ts';
import { pathsUnder } from './lookup.ts';
import type { UpstreamTls } from './model.ts';
import { existing, insertAt, type Rewriting, replaceArguments, settingScope } from './rewrite.ts';

/**
 * Sets the header that names the host. A level with headers of its own loses those
 * that it inherited, so those are written beside it. Empty where another place would
 * change along, or where a shared file has the line.
 */
export function setHostHeader(where: Rewriting, path: UpstreamTls, name: string): readonly Edit[] {
  const { headers } = PASS_DIRECTIVES[path.module];
  const scope = settingScope(path);
  if (!headers || scope === null) return [];
  if (pathsUnder(where.allPaths, scope.directive).some((other) => other !== path)) return [];
  const isHost = (at: Located) => at.directive.args[0]?.value.toLowerCase() === headers.host;
  const own = existing(where, path, headers.directive);
  const present = own.filter(isHost);
  const [only] = present;
  if (only !== undefined) {
    const { start, end } = scope.directive;
    const here = only.file === scope.file && start < only.directive.start;
    if (present.length > 1 || !here || only.directive.end > end) return [];
    return replaceArguments(where, only, [only.directive.args[0]?.value ?? 'Host', name]);
  }
  const inherited = own.length > 0 ? [] : inheritedBy(where, path, headers.directive);
  const kept = inherited.filter((at) => !isHost(at));
  const lines = kept.map((at) => at.directive.args.map((word) => word.value));
  return [...lines, [headers.host === 'host' ? 'Host' : headers.host.toUpperCase(), name]].flatMap(
    (args) => insertAt(where, path, headers.directive, args),
  );
}

/** The directives of the innermost enclosing level that has any. */
function inheritedBy({ config }: Rewriting, path: UpstreamTls, name: string): readonly Located[] {
  for (const { at } of [...path.scopes].reverse()) {
    const items = at.directive.block?.items ?? [];
    const found = [...children(config, at.file, items)].filter((d) => d.directive.name === name);
    if (found.length > 0) return found;
  }
  return [];
}
