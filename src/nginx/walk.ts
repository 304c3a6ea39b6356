/** Going through a configuration as nginx reads it: included files stand where they are included. */
import { LineIndex, type Position } from '../text/lines.ts';
import type { ConfigFile, Item } from './tree.ts';
import type { ConfigSet, Located } from './tree-set.ts';

/** What walking needs of a set. */
type Files = Pick<ConfigSet, 'files' | 'includes'>;

/**
 * The directives of a block (or of a file) in nginx's order, included files in
 * place of their `include`. Comments and template tags are left out.
 */
export function children(set: Files, file: string, items: readonly Item[]): readonly Located[] {
  const found: Located[] = [];
  const open: { file: string; items: readonly Item[]; next: number }[] = [{ file, items, next: 0 }];
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    const item = level.items[level.next++];
    if (item === undefined) {
      open.pop();
      continue;
    }
    if (item.kind !== 'directive') continue;
    const included = item.name === 'include' ? set.includes.get(item) : undefined;
    if (included === undefined) {
      found.push({ file: level.file, directive: item });
      continue;
    }
    for (const path of included.toReversed()) {
      open.push({ file: path, items: set.files.get(path)?.items ?? [], next: 0 });
    }
  }
  return found;
}

/** The directives of the main file's top level. */
export function topLevel(set: Files & Pick<ConfigSet, 'main'>): readonly Located[] {
  return children(set, set.main, set.files.get(set.main)?.items ?? []);
}

/** A directive with the blocks around it. */
export interface Visited extends Located {
  /** The innermost enclosing block; null at the top level. */
  readonly parent: Visited | null;
}

/** Every directive of a set, depth first, outer before inner. A file included twice is visited twice. */
export function* walk(set: Files & Pick<ConfigSet, 'main'>): Generator<Visited> {
  const open: { found: readonly Located[]; next: number; parent: Visited | null }[] = [
    { found: topLevel(set), next: 0, parent: null },
  ];
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    const at = level.found[level.next++];
    if (at === undefined) {
      open.pop();
      continue;
    }
    const visited: Visited = { file: at.file, directive: at.directive, parent: level.parent };
    yield visited;
    const { block } = at.directive;
    if (block === null || block.items.length === 0) continue;
    open.push({ found: children(set, at.file, block.items), next: 0, parent: visited });
  }
}

const indexes = new WeakMap<ConfigFile, LineIndex>();

/** Line and column of an offset; the index is built once per file. */
export function positionIn(file: ConfigFile, offset: number): Position {
  return indexOf(file).position(offset);
}

/** Line of an offset, from 1. */
export function lineIn(file: ConfigFile, offset: number): number {
  return indexOf(file).line(offset);
}

/** Line of a directive, from 1; 0 when its file is not of this set. */
export function lineOf(set: Pick<ConfigSet, 'files'>, at: Located): number {
  const file = set.files.get(at.file);
  return file === undefined ? 0 : lineIn(file, at.directive.start);
}

function indexOf(file: ConfigFile): LineIndex {
  let index = indexes.get(file);
  if (index === undefined) {
    index = new LineIndex(file.text);
    indexes.set(file, index);
  }
  return index;
}
