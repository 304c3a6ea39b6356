/** What stands at a place of a file, and which level of nginx's configuration that is. */
import type { ConfigFile, Directive, Item, Word } from '../nginx/tree.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import type { Level } from '../upstream/model.ts';

export interface Spot {
  /** The blocks around, outermost first. */
  readonly blocks: readonly Directive[];
  /** The directive whose words are here; of a block what stands before its brace. */
  readonly directive: Directive | null;
  readonly word: Word | null;
}

/** What is at the offset, between `start` and `end` of words included. */
export function spotAt(file: ConfigFile, offset: number): Spot {
  const blocks: Directive[] = [];
  let items: readonly Item[] = file.items;
  for (;;) {
    const at = items.find(
      (item): item is Directive =>
        item.kind === 'directive' && item.start <= offset && offset <= item.end,
    );
    if (at === undefined) return { blocks, directive: null, word: null };
    if (at.block === null || offset <= at.block.open) {
      const word = [at.nameWord, ...at.args].find((w) => w.start <= offset && offset <= w.end);
      return { blocks, directive: at, word: word ?? null };
    }
    if (at.block.close !== null && offset > at.block.close)
      return { blocks, directive: null, word: null };
    blocks.push(at);
    items = at.block.items;
  }
}

/** The blocks around a place as nginx nests them: those around the `include` come first. */
function blocksAround(
  set: ConfigSet,
  file: ConfigFile,
  offset: number,
  seen: ReadonlySet<string> = new Set(),
): readonly Directive[] {
  const { blocks } = spotAt(file, offset);
  if (file.path === set.main || seen.has(file.path)) return blocks;
  for (const other of set.files.values()) {
    const site = other.includes.find(({ directive }) =>
      set.includes.get(directive)?.includes(file.path),
    );
    if (site === undefined) continue;
    const outer = blocksAround(set, other, site.directive.start, new Set([...seen, file.path]));
    return [...outer, ...blocks];
  }
  return blocks;
}

/** The level that a directive written here would stand at; null where only other words go. */
export function levelAt(set: ConfigSet, file: ConfigFile, offset: number): Level | null {
  let level: Level | null = set.context;
  for (const { name, block } of blocksAround(set, file, offset)) {
    if (block?.content !== 'directives') return null;
    level = levelIn(level, name);
    if (level === null) return null;
  }
  return level;
}

function levelIn(outer: Level | null, name: string): Level | null {
  const stream = outer === 'stream' || outer === 'stream-server';
  switch (name) {
    case 'server':
      return stream ? 'stream-server' : 'server';
    case 'http':
    case 'stream':
    case 'location':
    case 'if':
    case 'limit_except':
    case 'upstream':
      return name;
    default:
      return null;
  }
}
