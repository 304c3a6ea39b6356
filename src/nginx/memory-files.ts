import type { Files } from './files.ts';
import { byBytes, pathMatcher } from './glob.ts';

/** Files that are held in memory: pasted text, standard input, the parts of a dump, tests. */
export function memoryFiles(
  texts: Readonly<Record<string, string>> | ReadonlyMap<string, string>,
): Files {
  const byPath: ReadonlyMap<string, string> =
    texts instanceof Map ? texts : new Map(Object.entries(texts));
  return {
    read(path) {
      const text = byPath.get(path);
      return text === undefined ? { error: 'not-found' } : { text };
    },
    glob(pattern) {
      const matches = pathMatcher(pattern);
      return [...byPath.keys()].filter(matches).sort(byBytes);
    },
  };
}
