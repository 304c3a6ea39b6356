/** Go to definition: included files, the level that a value comes from, the upstream group. */
import type { Location } from 'vscode-languageserver-protocol';
import type { Located } from '../nginx/tree-set.ts';
import { decidedBy, originsOf, placesBelow, placesOfPass, settingsOf } from './decided.ts';
import { locationOf } from './ranges.ts';
import { type Spot, spotAt } from './spot.ts';
import type { Member, Workspace } from './workspace.ts';

export function definitionsAt(
  workspace: Workspace,
  member: Member,
  offset: number,
): readonly Location[] {
  const { set } = member.analysis;
  const file = set.files.get(member.file);
  if (file === undefined) return [];
  const spot = spotAt(file, offset);
  if (spot.directive === null) return [];
  if (spot.directive.name === 'include') {
    const start = { line: 0, character: 0 };
    return (set.includes.get(spot.directive) ?? []).map((path) => ({
      uri: workspace.uriOf(path),
      range: { start, end: start },
    }));
  }
  return targetsOf(member, spot).flatMap((at) => {
    const { start, nameWord, args } = at.directive;
    const end = (args.at(-1) ?? nameWord).end;
    return locationOf(workspace, set, at.file, { start, end }) ?? [];
  });
}

function targetsOf(member: Member, { directive, word, blocks }: Spot): readonly Located[] {
  if (directive === null) return [];
  const [path] = placesOfPass(member, directive);
  if (path !== undefined) {
    const groups = path.target.groups.map((group) => group.at);
    return word !== directive.nameWord && groups.length > 0 ? groups : originsOf(path);
  }
  // The value of this directive as the places below see it: from here, or from further in.
  const below = placesBelow(member, directive, blocks).flatMap((place) =>
    settingsOf(place).flatMap(({ origin }) =>
      origin.kind === 'directive' && origin.at.directive.name === directive.name ? [origin.at] : [],
    ),
  );
  const unique = [...new Map(below.map((at) => [at.directive, at])).values()];
  if (decidedBy(member, directive).length === 0) return unique;
  const here = unique.find((at) => at.directive === directive);
  return here === undefined ? unique : [here];
}
