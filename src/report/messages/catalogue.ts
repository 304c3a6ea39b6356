/**
 * The one place where sentences are made. A message is a key with parameters;
 * the catalogue of a language turns it into text.
 */
import type { Message } from '../../text/message.ts';
import { withoutPem } from '../../text/pem.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export type Language = 'en' | 'zh';

/** Sentences by message id; `{name}` stands for a parameter, `{count|line|lines}` for the word that fits its number. */
export type Catalogue = Readonly<Record<string, string>>;

const AREAS: Readonly<Record<Language, () => readonly Catalogue[]>> = { en, zh };

const joined = new Map<Language, Map<string, string>>();

/** All sentences of a language by id. A run speaks one language, so the other is not even read. */
export function sentencesIn(language: Language): ReadonlyMap<string, string> {
  return joined.get(language) ?? join(language);
}

function join(language: Language): Map<string, string> {
  const sentences = new Map(AREAS[language]().flatMap((area) => Object.entries(area)));
  joined.set(language, sentences);
  return sentences;
}

/** Adds sentences at run time: a page is built without them and loads only the language it is read in. */
export function addSentences(language: Language, more: Catalogue): void {
  const sentences = joined.get(language) ?? join(language);
  for (const [id, text] of Object.entries(more)) sentences.set(id, text);
}

/** What stands in a sentence for a parameter; `one` and `many` are words that fit its number. */
interface Slot {
  readonly whole: string;
  readonly name: string;
  readonly one: string | undefined;
  readonly many: string | undefined;
}

/** Sentences taken apart, by themselves: some are said ten thousand times. */
const taken = new Map<string, readonly (string | Slot)[]>();

/** The sentence of a message. An id that the catalogue lacks is a defect; it is shown as the id itself. */
export function say(m: Message, language: Language): string {
  const template = sentencesIn(language).get(m.id) ?? m.id;
  let parts = taken.get(template);
  if (parts === undefined) {
    parts = takenApart(template);
    taken.set(template, parts);
  }
  let text = '';
  for (const part of parts) text += typeof part === 'string' ? part : filled(part, m.params);
  return text;
}

function filled({ whole, name, one, many }: Slot, params: Message['params']): string {
  const value = params?.[name];
  if (value === undefined) return whole;
  if (one === undefined || many === undefined) return withoutPem(String(value));
  return Number(value) === 1 ? one : many;
}

function takenApart(template: string): readonly (string | Slot)[] {
  const parts: (string | Slot)[] = [];
  let from = 0;
  for (const m of template.matchAll(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g)) {
    const [whole, name = '', one, many] = m;
    if (m.index > from) parts.push(template.slice(from, m.index));
    parts.push({ whole, name, one, many });
    from = m.index + whole.length;
  }
  if (from < template.length) parts.push(template.slice(from));
  return parts;
}
