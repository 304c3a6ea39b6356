/** The language of the output: the one asked for, or that of the user's locale. */
import type { Language } from '../report/messages/catalogue.ts';
import type { Io } from './io.ts';

export function languageOf(asked: unknown, env: Io['env']): Language {
  if (asked === 'en' || asked === 'zh') return asked;
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^zh([_.-]|$)/i.test(locale) ? 'zh' : 'en';
}
