/** Writes the knowledge base that the program carries: `dist/kb.json`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readKnowledgeBase } from './source.ts';

/** `alert40/kb/1`: compiled entries and the pages of the lint rules. */
export function writeData(root: string): void {
  const { compiled, rules } = readKnowledgeBase(root);
  const document = { schema: 'alert40/kb/1', entries: compiled, rules };
  writeFileSync(path.join(root, 'dist', 'kb.json'), JSON.stringify(document));
}
