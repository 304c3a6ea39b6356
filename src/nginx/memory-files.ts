import type { Files } from './files.ts';
import { byBytes, pathMatcher } from './glob.ts';

/** Files that are held in memory: pasted text, standard input, the parts of a dump, tests. */
export function memoryFiles(
  texts: Readonly<Record<string, string>> | ReadonlyMap<string, string>,
): Files {
  const byPath: ReadonlyMap<string, string> =
    texts instanceof Map ? texts : new Map(Object.entries(texts));
  const paths = [...byPath.keys()].sort(byBytes);
  return {
    read(path) {
      const text = byPath.get(path);
      return text === undefined ? { error: 'not-found' } : { text };
    },
    glob(pattern) {
      const matches = pathMatcher(pattern);
      // Paths that begin like the pattern stand together; ten thousand globs must not see ten thousand paths each.
      const prefix = /^[^*?[\\]*/.exec(pattern)?.[0] ?? '';
      const found: string[] = [];
      for (let i = firstNotBefore(paths, prefix); i < paths.length; i++) {
        const path = paths[i] as string;
        if (!path.startsWith(prefix)) break;
        if (matches(path)) found.push(path);
      }
      return found;
    },
  };
}

/** Index of the first path that does not come before `text`. */
function firstNotBefore(paths: readonly string[], text: string): number {
  let low = 0;
  let high = paths.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byBytes(paths[middle] as string, text) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
