/**
 * The one place where sentences are made. A message is a key with parameters;
 * the catalogue of a language turns it into text.
 */
import type { Message } from '../../text/message.ts';

export type Language = 'en' | 'zh';

/** Sentences by message id; `{name}` stands for a parameter. */
export type Catalogue = Readonly<Record<string, string>>;

const catalogues: Record<Language, Catalogue[]> = { en: [], zh: [] };

/** The sentence of a message. An id that the catalogue lacks is a defect; it is shown as the id itself. */
export function say(m: Message, language: Language): string {
  const template = catalogues[language].map((c) => c[m.id]).find((s) => s !== undefined) ?? m.id;
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(m.params?.[name] ?? whole));
}
