/** What every page of the site has in common. Links are relative, so that the site works below any address. */
import path from 'node:path';
import type { Both } from '../src/kb/compile.ts';
import type { Lang } from '../src/kb/words.ts';
import { html } from '../src/report/html-text.ts';
import { SITE } from './words.ts';

export interface Page {
  /** Path below the site's root, without the language: `nginx/verify-20`; the files are `….html` and `….zh.html`. */
  readonly name: string;
  readonly title: Both;
  /** Stands behind the title in the window's, where pages of two kinds have one title. */
  readonly kind?: Both;
  /** One or two sentences, for search engines and link previews. */
  readonly summary: Both;
  /** Pages above this one, the outermost first; the front page is always before them. */
  readonly above?: readonly { readonly name: string; readonly title: Both }[];
  /** The same content in other forms: `['application/json', 'nginx/verify-20.json']`. */
  readonly other?: readonly (readonly [type: string, file: string, lang?: Lang])[];
  /** JSON-LD besides the breadcrumbs. */
  readonly data?: (lang: Lang) => Readonly<Record<string, unknown>>;
  readonly script?: (lang: Lang) => string;
  readonly wide?: boolean;
  /** Content of `main`, from the heading on. `link` turns a file below the root into a relative address. */
  readonly body: (lang: Lang, link: Link) => string;
}

export type Link = (file: string) => string;

export const LANGUAGES: readonly Lang[] = ['en', 'zh'];

/** File of a page in a language. */
export function fileOf(name: string, lang: Lang): string {
  return lang === 'en' ? `${name}.html` : `${name}.${lang}.html`;
}

/** Address of `to` as seen from `from`, both below the site's root; a fragment stays. */
export function relative(from: string, to: string): string {
  const [file = '', fragment] = to.split('#');
  const address = path.posix.relative(path.posix.dirname(from), file) || path.posix.basename(file);
  return fragment === undefined ? address : `${address}#${fragment}`;
}

/** No script but the site's own, nothing from elsewhere, nothing sent anywhere. */
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'";

const HTML_LANG: Record<Lang, string> = { en: 'en', zh: 'zh-Hans' };

/** The whole document. `base` is the public address of the site, with a slash at its end, where it is known. */
export function render(page: Page, lang: Lang, base: string): string {
  const file = fileOf(page.name, lang);
  const link: Link = (to) => html(relative(file, to));
  const w = (key: keyof typeof SITE) => html(SITE[key][lang]);
  const address = (to: string) => (base === '' ? relative(file, to) : new URL(to, base).href);
  const other = lang === 'en' ? 'zh' : 'en';
  const front = page.name === 'index';
  const kind = page.kind ? ` · ${page.kind[lang]}` : '';
  const title = front ? page.title[lang] : `${page.title[lang]}${kind} · alert40`;
  return [
    '<!doctype html>',
    `<html lang="${HTML_LANG[lang]}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<meta name="description" content="${html(page.summary[lang])}">`,
    `<title>${html(title)}</title>`,
    `<link rel="stylesheet" href="${link('assets/site.css')}">`,
    '<link rel="icon" href="data:,">',
    `<link rel="canonical" href="${html(address(file))}">`,
    ...LANGUAGES.map(
      (l) =>
        `<link rel="alternate" hreflang="${HTML_LANG[l]}" href="${html(address(fileOf(page.name, l)))}">`,
    ),
    ...(page.other ?? []).map(
      ([type, to, l]) =>
        `<link rel="alternate" type="${type}"${l ? ` hreflang="${HTML_LANG[l]}"` : ''} href="${link(to)}">`,
    ),
    `<link rel="alternate" type="application/atom+xml" title="alert40" href="${link('feed.xml')}">`,
    page.script ? `<script src="${link(page.script(lang))}" defer></script>` : '',
    `<script type="application/ld+json">${jsonLd(page, lang, address)}</script>`,
    '</head>',
    `<body${page.wide ? ' class="wide"' : ''}>`,
    `<a class="skip" href="#main">${w('skip')}</a>`,
    '<header class="top">',
    `<a class="name" href="${link(fileOf('index', lang))}">alert40</a>`,
    `<nav aria-label="${w('pages')}">`,
    ...NAVIGATION.map(([name, key]) => {
      const here = page.name === name ? ' aria-current="page"' : '';
      return `<a href="${link(fileOf(name, lang))}"${here}>${w(key)}</a>`;
    }),
    `<a href="${link('sandbox.html')}">${w('sandbox')}</a>`,
    '</nav>',
    `<a class="language" href="${link(fileOf(page.name, other))}" lang="${HTML_LANG[other]}" hreflang="${HTML_LANG[other]}">${html(SITE.language[other])}</a>`,
    '</header>',
    '<main id="main">',
    front ? '' : breadcrumbs(page, lang, link),
    page.body(lang, link),
    '</main>',
    `<footer><p>${w('footer')}</p></footer>`,
    '</body>',
    '</html>',
    '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

const NAVIGATION = [
  ['search', 'search'],
  ['matrix', 'matrix'],
  ['directives/index', 'directives'],
  ['rules/index', 'rules'],
] as const;

function breadcrumbs(page: Page, lang: Lang, link: Link): string {
  const steps = [{ name: 'index', title: SITE.home }, ...(page.above ?? [])].map(
    ({ name, title }) => `<li><a href="${link(fileOf(name, lang))}">${html(title[lang])}</a></li>`,
  );
  return `<nav class="crumbs" aria-label="${html(SITE.crumbs[lang])}"><ol>${steps.join('')}<li aria-current="page">${html(page.title[lang])}</li></ol></nav>`;
}

/** Linked data of the page. `<` is escaped, so that no text can end the script element. */
function jsonLd(page: Page, lang: Lang, address: (file: string) => string): string {
  const trail = [{ name: 'index', title: SITE.home }, ...(page.above ?? []), page];
  const crumbs = {
    '@type': 'BreadcrumbList',
    itemListElement: trail.map(({ name, title }, i) => ({
      '@type': 'ListItem',
      position: i + 1,
      name: title[lang],
      item: address(fileOf(name, lang)),
    })),
  };
  const about = {
    '@type': 'WebPage',
    name: page.title[lang],
    description: page.summary[lang],
    inLanguage: HTML_LANG[lang],
    url: address(fileOf(page.name, lang)),
    ...page.data?.(lang),
  };
  const graph = page.name === 'index' ? [about] : [about, crumbs];
  const document = { '@context': 'https://schema.org', '@graph': graph };
  return JSON.stringify(document).replace(/</g, '\\u003c');
}
