/** Where something stands, as people write it: `conf.d/api.conf:12`. */
import type { Source } from '../causes/cause.ts';
import type { ConfigSet, Located } from '../nginx/tree-set.ts';
import { lineIn } from '../nginx/walk.ts';

/** Line of an offset in a file of the configuration, from 1; null for a file that it does not have. */
export function lineAt(config: ConfigSet | null, file: string, offset: number): number | null {
  const found = config?.files.get(file);
  return found === undefined ? null : lineIn(found, offset);
}

/** `file:line` of a directive. */
export function placeOf(at: Located, config: ConfigSet | null): string {
  const line = lineAt(config, at.file, at.directive.start);
  return line === null ? at.file : `${at.file}:${line}`;
}

/** `file:line` of a piece of evidence; null when it stands in no file. */
export function sourcePlace(source: Source, config: ConfigSet | null): string | null {
  switch (source.kind) {
    case 'log':
      return `${source.input}:${source.line}`;
    case 'config': {
      const line = lineAt(config, source.file, source.start);
      return line === null ? source.file : `${source.file}:${line}`;
    }
    case 'file':
      return source.file;
    case 'observation':
      return source.what;
    case 'version':
    case 'field':
      return null;
  }
}
