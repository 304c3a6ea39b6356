/** The front page and the search page: both have the search box. */
import type { Compiled } from '../../src/kb/compile.ts';
import { CATEGORIES, type Lang } from '../../src/kb/words.ts';
import { html } from '../../src/report/html-text.ts';
import { fileOf, type Link, type Page } from '../page.ts';
import { SITE } from '../words.ts';

const WORDS = {
  title: {
    en: 'alert40: why nginx cannot complete the TLS handshake with its upstream',
    zh: 'alert40：nginx 为何无法与上游完成 TLS 握手',
  },
  lead: {
    en: 'Every line that nginx writes when the handshake with an upstream fails, what stands behind it, and what helps, measured with real servers on four releases of nginx.',
    zh: 'nginx 与上游握手失败时写出的每一种日志行、背后的原因以及有效的办法，均在四个 nginx 版本上用真实服务器测得。',
  },
  sandbox: {
    en: 'To have your own log and configuration diagnosed in your browser, open the',
    zh: '若要在浏览器内诊断自己的日志与配置，请打开',
  },
  label: {
    en: 'Paste a line of the error log, or type words',
    zh: '粘贴一行错误日志，或输入关键词',
  },
  hint: {
    en: 'A pasted line is matched exactly, whatever release wrote it. It stays in this page.',
    zh: '粘贴的日志行会被精确匹配，无论由哪个版本写出。内容不会离开本页。',
  },
  noscript: {
    en: 'Searching needs JavaScript. Everything is listed on the front page too.',
    zh: '搜索需要 JavaScript。首页也列出了全部条目。',
  },
  searchTitle: { en: 'Search', zh: '搜索' },
  causesTitle: { en: 'Causes', zh: '原因' },
  signaturesTitle: { en: 'Log lines by family', zh: '按类别查找日志行' },
  data: { en: 'As data', zh: '数据' },
  dataText: {
    en: 'Every entry is also JSON and Markdown beside its page; the whole is described by',
    zh: '每个条目旁都有 JSON 与 Markdown；整体说明见',
  },
} as const;

const script = (lang: Lang) => `assets/search.${lang}.js`;

export function frontPages(entries: readonly Compiled[]): readonly Page[] {
  return [
    {
      name: 'index',
      title: WORDS.title,
      summary: WORDS.lead,
      script,
      data: () => ({ '@type': 'WebSite', name: 'alert40' }),
      body: (lang, link) => front(entries, lang, link),
    },
    {
      name: 'search',
      title: WORDS.searchTitle,
      summary: WORDS.hint,
      script,
      data: () => ({ '@type': 'SearchResultsPage' }),
      body: (lang) => `<h1>${html(WORDS.searchTitle[lang])}</h1>${searchBox(lang)}`,
    },
  ];
}

function searchBox(lang: Lang): string {
  return [
    '<form class="search" role="search" id="search">',
    `<label for="q">${html(WORDS.label[lang])}</label>`,
    `<textarea id="q" rows="3" spellcheck="false" autocomplete="off" aria-describedby="hint"></textarea>`,
    `<p id="hint" class="dim">${html(WORDS.hint[lang])}</p>`,
    `<noscript><p class="bad">${html(WORDS.noscript[lang])}</p></noscript>`,
    '<p id="said" class="dim" role="status"></p>',
    '<ol id="found" class="found"></ol>',
    '</form>',
  ].join('');
}

function front(entries: readonly Compiled[], lang: Lang, link: Link): string {
  const w = (key: keyof typeof WORDS) => html(WORDS[key][lang]);
  const families = (kind: 'signature' | 'cause') =>
    (Object.keys(CATEGORIES) as (keyof typeof CATEGORIES)[])
      .map((category) => {
        const own = entries.filter(
          ({ entry }) => entry.kind === kind && entry.category === category,
        );
        if (own.length === 0) return '';
        const items = own.map(
          ({ entry }) =>
            `<li><a href="${link(fileOf(entry.id, lang))}">${html(entry.title[lang])}</a></li>`,
        );
        return `<section><h3>${html(CATEGORIES[category][lang])}</h3><ul>${items.join('')}</ul></section>`;
      })
      .join('');
  const data = [
    ['llms.txt', 'llms.txt'],
    ['api/v1/openapi.json', 'OpenAPI'],
    ['api/v1/index.json', 'index.json'],
    ['kb.schema.json', 'JSON Schema'],
    ['feed.xml', 'Atom'],
  ].map(([file = '', name]) => `<a href="${link(file)}">${name}</a>`);
  return [
    `<h1>${w('title')}</h1>`,
    `<p class="lead">${w('lead')}</p>`,
    `<p>${w('sandbox')} <a href="${link('sandbox.html')}">${html(SITE.sandbox[lang])}</a>${lang === 'en' ? '.' : '。'}</p>`,
    searchBox(lang),
    `<h2>${w('signaturesTitle')}</h2><div class="families">${families('signature')}</div>`,
    `<h2>${w('causesTitle')}</h2><div class="families">${families('cause')}</div>`,
    `<h2>${w('data')}</h2><p>${w('dataText')} ${data.join(' · ')}</p>`,
  ].join('\n');
}
