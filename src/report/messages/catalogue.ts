/**
 * The one place where sentences are made. A message is a key with parameters;
 * the catalogue of a language turns it into text.
 */
import type { Message } from '../../text/message.ts';
import enAsk from './en/ask.ts';
import enCauseTitles from './en/cause-titles.ts';
import enCausesConfig from './en/causes-config.ts';
import enCausesMtls from './en/causes-mtls.ts';
import enCausesName from './en/causes-name.ts';
import enCausesParameters from './en/causes-parameters.ts';
import enCausesTransport from './en/causes-transport.ts';
import enCausesTrust from './en/causes-trust.ts';
import enCli from './en/cli.ts';
import enDeadEnds from './en/dead-ends.ts';
import enDiagnosis from './en/diagnosis.ts';
import enFix from './en/fix.ts';
import enHarden from './en/harden.ts';
import enInspect from './en/inspect.ts';
import enKb from './en/kb.ts';
import enLint from './en/lint.ts';
import enLog from './en/log.ts';
import enLsp from './en/lsp.ts';
import enProbe from './en/probe.ts';
import enRedact from './en/redact.ts';
import enRehearse from './en/rehearse.ts';
import enReport from './en/report.ts';
import enSandbox from './en/sandbox.ts';
import enSyntax from './en/syntax.ts';
import enWrite from './en/write.ts';
import zhAsk from './zh/ask.ts';
import zhCauseTitles from './zh/cause-titles.ts';
import zhCausesConfig from './zh/causes-config.ts';
import zhCausesMtls from './zh/causes-mtls.ts';
import zhCausesName from './zh/causes-name.ts';
import zhCausesParameters from './zh/causes-parameters.ts';
import zhCausesTransport from './zh/causes-transport.ts';
import zhCausesTrust from './zh/causes-trust.ts';
import zhCli from './zh/cli.ts';
import zhDeadEnds from './zh/dead-ends.ts';
import zhDiagnosis from './zh/diagnosis.ts';
import zhFix from './zh/fix.ts';
import zhHarden from './zh/harden.ts';
import zhInspect from './zh/inspect.ts';
import zhKb from './zh/kb.ts';
import zhLint from './zh/lint.ts';
import zhLog from './zh/log.ts';
import zhLsp from './zh/lsp.ts';
import zhProbe from './zh/probe.ts';
import zhRedact from './zh/redact.ts';
import zhRehearse from './zh/rehearse.ts';
import zhReport from './zh/report.ts';
import zhSandbox from './zh/sandbox.ts';
import zhSyntax from './zh/syntax.ts';
import zhWrite from './zh/write.ts';
export type Language = 'en' | 'zh';

/** Sentences by message id; `{name}` stands for a parameter, `{count|line|lines}` for the word that fits its number. */
export type Catalogue = Readonly<Record<string, string>>;

/** One file per area, in each language under the same name. */
// biome-ignore format: one area a line
const AREAS: Readonly<Record<Language, readonly Catalogue[]>> = {
  en: [
    enDiagnosis,
    enDeadEnds,
    enCausesTransport,
    enCausesName,
    enCausesTrust,
    enCausesParameters,
    enCausesMtls,
    enCausesConfig,
    enCauseTitles,
    enAsk,
    enCli,
    enFix,
    enHarden,
    enInspect,
    enKb,
    enLint,
    enLsp,
    enRedact,
    enReport,
    enSandbox,
    enSyntax,
    enLog,
    enProbe,
    enRehearse,
    enWrite,
  ],
  zh: [
    zhDiagnosis,
    zhDeadEnds,
    zhCausesTransport,
    zhCausesName,
    zhCausesTrust,
    zhCausesParameters,
    zhCausesMtls,
    zhCausesConfig,
    zhCauseTitles,
    zhAsk,
    zhCli,
    zhFix,
    zhHarden,
    zhInspect,
    zhKb,
    zhLint,
    zhLsp,
    zhRedact,
    zhReport,
    zhSandbox,
    zhSyntax,
    zhLog,
    zhProbe,
    zhRehearse,
    zhWrite,
  ],
};

const sentences = { en: joined(AREAS.en), zh: joined(AREAS.zh) };

/** All sentences of each language by id. */
export const SENTENCES: Readonly<Record<Language, ReadonlyMap<string, string>>> = sentences;

function joined(areas: readonly Catalogue[]): Map<string, string> {
  return new Map(areas.flatMap((area) => Object.entries(area)));
}

/** Adds sentences at run time: a page is built without them and loads only the language it is read in. */
export function addSentences(language: Language, more: Catalogue): void {
  for (const [id, text] of Object.entries(more)) sentences[language].set(id, text);
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
  const template = SENTENCES[language].get(m.id) ?? m.id;
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
  if (one === undefined || many === undefined) return String(value);
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
