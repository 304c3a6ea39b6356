/** What the search of one language carries: its index, and the conditions that find an entry by a log line. */
import MiniSearch from 'minisearch';
import { TLS_DIRECTIVES } from '../src/directives/tls.ts';
import type { Lang } from '../src/kb/words.ts';
import { fileOf } from './page.ts';
import { directivePage } from './pages/directive.ts';
import { type Found, OPTIONS, type SearchData } from './search-index.ts';
import type { KnowledgeBase } from './source.ts';

export function searchData(kb: KnowledgeBase, lang: Lang): SearchData {
  const index = new MiniSearch(OPTIONS);
  const pages: Found[] = [];
  const add = (page: Found, words: string) => {
    pages.push(page);
    index.add({ ...page, words });
  };
  for (const { entry } of kb.compiled) {
    const lines =
      entry.kind === 'signature' ? entry.signatures.map((s) => s.line) : [entry.repair[lang]];
    add(
      {
        id: entry.id,
        file: fileOf(entry.id, lang),
        kind: entry.kind,
        title: entry.title[lang],
        summary: entry.summary[lang],
      },
      [...lines, ...entry.directives].join(' '),
    );
  }
  for (const d of TLS_DIRECTIVES)
    add(
      {
        id: `${d.family}/${d.name}`,
        file: fileOf(directivePage(d.family, d.key), lang),
        kind: 'directive',
        title: d.family === 'stream' ? `${d.name} (stream)` : d.name,
        summary: kb.directives[d.key].meaning[lang],
      },
      kb.directives[d.key].pitfalls.map((p) => p[lang]).join(' '),
    );
  for (const rule of kb.rules)
    add(
      {
        id: rule.id,
        file: fileOf(`rules/${rule.id}`, lang),
        kind: 'rule',
        title: rule.title[lang],
        summary: rule.why[lang],
      },
      rule.fix[lang],
    );
  const entries = kb.compiled.flatMap(({ entry }) =>
    entry.kind === 'signature' ? [{ id: entry.id, match: entry.match }] : [],
  );
  return { lang, index: index.toJSON(), entries, pages };
}
