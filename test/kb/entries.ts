/** The signature entries as they stand in `kb/`. */
import path from 'node:path';
import { readKnowledgeBase } from '../../site/source.ts';
import type { SignatureEntry } from '../../src/kb/schema.ts';

export const knowledgeBase = readKnowledgeBase(path.resolve(import.meta.dirname, '../..'));

export const signatures = knowledgeBase.material.entries.filter(
  (entry): entry is SignatureEntry => entry.kind === 'signature',
);
