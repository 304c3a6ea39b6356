/** A configuration as it will be once edits are made. */
import { applyEdits, type Edit, editsByFile } from '../text/edit.ts';
import { loadConfig } from './load.ts';
import { memoryFiles } from './memory-files.ts';
import type { ConfigSet } from './tree-set.ts';

/** The configuration with the edits, read anew. */
export function withEdits(config: ConfigSet, edits: readonly Edit[]): ConfigSet {
  const texts = new Map([...config.files].map(([path, { text }]) => [path, text]));
  for (const [file, own] of editsByFile(edits))
    texts.set(file, applyEdits(texts.get(file) ?? '', own));
  return loadConfig(config.main, memoryFiles(texts));
}
