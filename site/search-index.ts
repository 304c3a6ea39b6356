/** How the search reads texts; the same when the index is built and when it is asked. */
import type { Options } from 'minisearch';
import type { Match } from '../src/kb/schema.ts';
import type { Lang } from '../src/kb/words.ts';

/** One thing that can be found. */
export interface Found {
  readonly id: string;
  /** Address below the site's root. */
  readonly file: string;
  readonly kind: 'signature' | 'cause' | 'directive' | 'rule';
  readonly title: string;
  readonly summary: string;
}

/** What the search of one language carries. */
export interface SearchData {
  readonly lang: Lang;
  /** The index as minisearch serialises it. */
  readonly index: object;
  readonly entries: readonly { readonly id: string; readonly match: readonly Match[] }[];
  readonly pages: readonly Found[];
}

export const OPTIONS: Options<Found & { readonly words: string }> = {
  fields: ['title', 'id', 'summary', 'words'],
  storeFields: ['id', 'file', 'kind', 'title', 'summary'],
  tokenize,
  searchOptions: {
    boost: { title: 4, id: 3, summary: 1, words: 1 },
    prefix: (term) => /^[a-z]{3}/.test(term),
    fuzzy: (term) => (/^[a-z]{6}/.test(term) ? 0.2 : false),
    combineWith: 'OR',
  },
};

/** Words and numbers; Chinese, which has no spaces, in pairs of characters. */
export function tokenize(text: string): string[] {
  const tokens: string[] = text.toLowerCase().match(/[a-z0-9]+(?:[._][a-z0-9]+)*/g) ?? [];
  for (const token of [...tokens]) if (/[._]/.test(token)) tokens.push(...token.split(/[._]/));
  for (const run of text.match(/\p{Script=Han}+/gu) ?? []) {
    const signs = [...run];
    if (signs.length === 1) tokens.push(run);
    for (let i = 0; i + 1 < signs.length; i++) tokens.push(`${signs[i]}${signs[i + 1]}`);
  }
  return tokens;
}
