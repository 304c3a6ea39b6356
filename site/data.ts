/** Writes the knowledge base that the program carries. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ENTRIES, INDEX, type Indexed, type KnowledgeIndex, RULES } from '../src/node/kb-files.ts';
import { readKnowledgeBase } from './source.ts';

export function writeData(root: string, folder: string): void {
  const { compiled, rules } = readKnowledgeBase(root);
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: string) => writeFileSync(path.join(folder, name), content);
  const lines = compiled.map((one) => JSON.stringify(one));
  let at = 0;
  const entries = compiled.map(({ entry }, i): Indexed => {
    const length = Buffer.byteLength(lines[i] ?? '');
    const match = entry.kind === 'signature' ? entry.match : [];
    const indexed = { id: entry.id, kind: entry.kind, title: entry.title, match, at, length };
    at += length + 1;
    return indexed;
  });
  const index: KnowledgeIndex = { schema: 'alert40/kb/2', entries };
  write(INDEX, JSON.stringify(index));
  write(ENTRIES, lines.map((line) => `${line}\n`).join(''));
  write(RULES, JSON.stringify(rules));
}
