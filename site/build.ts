/** Builds the static site: pages in both languages, the data beside them, the search. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { entryMarkdown } from '../src/kb/markdown.ts';
import { apiFiles, type Files, slug } from './api.ts';
import { listFiles } from './lists.ts';
import { fileOf, LANGUAGES, type Page, render } from './page.ts';
import { directivePages } from './pages/directive.ts';
import { entryPage } from './pages/entry.ts';
import { frontPages } from './pages/front.ts';
import { matrixPage } from './pages/matrix.ts';
import { rulePages } from './pages/rule.ts';
import { searchData } from './search-data.ts';
import { type KnowledgeBase, readKnowledgeBase } from './source.ts';

export interface SiteOptions {
  /** Folder of the project. */
  readonly root: string;
  /** Folder to write to; made when it is not there. */
  readonly out: string;
  /** Public address of the site; without it all addresses are relative. */
  readonly base?: string;
}

export async function buildSite({ root, out, base = '' }: SiteOptions): Promise<void> {
  const kb = readKnowledgeBase(root);
  const address = base === '' || base.endsWith('/') ? base : `${base}/`;
  const pages = pagesOf(kb);
  const files: Files = new Map([
    ...htmlFiles(pages, address),
    ...markdownFiles(kb),
    ...apiFiles(kb),
    ...listFiles(pages, kb.compiled, kb.material, address),
  ]);
  for (const [file, content] of files) {
    const target = path.join(out, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  mkdirSync(path.join(out, 'assets'), { recursive: true });
  cpSync(path.join(root, 'site', 'site.css'), path.join(out, 'assets', 'site.css'));
  await Promise.all(LANGUAGES.map((lang) => buildSearch(root, out, lang, kb)));
}

function pagesOf(kb: KnowledgeBase): readonly Page[] {
  const entries = new Map(kb.compiled.map((c) => [c.entry.id, c]));
  return [
    ...frontPages(kb.compiled),
    ...kb.compiled.map((c) => entryPage(c, entries)),
    ...directivePages({ texts: kb.directives, entries: kb.compiled, rules: kb.rules }),
    ...rulePages(kb.rules, entries),
    matrixPage(kb.material),
  ];
}

function htmlFiles(pages: readonly Page[], base: string): Files {
  return new Map(
    pages.flatMap((page) =>
      LANGUAGES.map((lang): [string, string] => [
        fileOf(page.name, lang),
        render(page, lang, base),
      ]),
    ),
  );
}

function markdownFiles({ compiled }: KnowledgeBase): Files {
  return new Map(
    compiled.flatMap((c) =>
      LANGUAGES.map((lang): [string, string] => {
        const end = lang === 'en' ? '.md' : `.${lang}.md`;
        // All entries stand in one folder.
        return [c.entry.id + end, entryMarkdown(c, lang, (id) => slug(id) + end)];
      }),
    ),
  );
}

/** The script of the search box, with the index and the match conditions in it: it asks for nothing at run time. */
async function buildSearch(
  root: string,
  out: string,
  lang: (typeof LANGUAGES)[number],
  kb: KnowledgeBase,
): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: ['site/client/search.ts'],
    outfile: path.join(out, 'assets', `search.${lang}.js`),
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
    plugins: [
      {
        name: 'search-data',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^search-data$/ }, () => ({ path: 'data', namespace: 'search' }));
          onLoad({ filter: /.*/, namespace: 'search' }, () => ({
            contents: JSON.stringify(searchData(kb, lang)),
            loader: 'json',
          }));
        },
      },
    ],
  });
}
