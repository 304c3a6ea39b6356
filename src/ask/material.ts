/** Which files of a configuration a model has to see: those on the way of the request, and no others. */
import type { ConfigSet } from '../nginx/tree-set.ts';
import type { UpstreamTls } from '../upstream/model.ts';

export interface ShownFile {
  readonly path: string;
  /** The file, or the block of it that matters. */
  readonly text: string;
}

/** Characters, of one file and of all together. */
const MOST_FILE = 40_000;
const MOST_ALL = 100_000;

export function filesToShow(
  path: UpstreamTls | null,
  config: ConfigSet | null,
): { readonly shown: readonly ShownFile[]; readonly left: readonly string[] } {
  const shown: ShownFile[] = [];
  const left: string[] = [];
  if (config === null) return { shown, left };
  let room = MOST_ALL;
  for (const file of path === null ? config.files.keys() : filesOf(path)) {
    const text = config.files.get(file)?.text;
    if (text === undefined || text.trim() === '') continue;
    const part = text.length <= MOST_FILE ? text : blockOf(file, text, path);
    if (part === null || part.length > room) left.push(file);
    else {
      shown.push({ path: file, text: part });
      room -= part.length;
    }
  }
  return { shown, left };
}

/** Where the place stands and where its values come from; the file of the pass first. */
function filesOf({ pass, scopes, target, settings }: UpstreamTls): ReadonlySet<string> {
  const { confCommands, ...single } = settings;
  const origins = [...Object.values(single), ...confCommands].flatMap(({ origin }) =>
    origin.kind === 'directive' ? [origin.at.file] : [],
  );
  return new Set([
    pass.file,
    ...scopes.map((scope) => scope.at.file).reverse(),
    ...target.groups.map((group) => group.at.file),
    ...origins,
  ]);
}

/** The largest block around the place that can be shown. */
function blockOf(file: string, text: string, path: UpstreamTls | null): string | null {
  for (const { at } of path?.scopes ?? []) {
    const { start, end } = at.directive;
    if (at.file === file && end - start <= MOST_FILE) {
      // From the beginning of its line: indentation is part of what an answer copies.
      return text.slice(text.lastIndexOf('\n', start - 1) + 1, end);
    }
  }
  return null;
}
