/** Pages of the upstream TLS directives, and the list of them. */
import {
  defaultOf,
  type Family,
  nameOf,
  TLS_DIRECTIVES,
  type TlsDirective,
  type TlsKey,
} from '../../src/directives/tls.ts';
import type { Both, Compiled } from '../../src/kb/compile.ts';
import { MODULES, officialUrl } from '../../src/kb/official.ts';
import type { DirectiveTexts, RulePage } from '../../src/kb/schema.ts';
import type { Lang } from '../../src/kb/words.ts';
import { html } from '../../src/report/html-text.ts';
import { fileOf, type Link, type Page } from '../page.ts';
import { SITE } from '../words.ts';
import { DIRECTIVE_WORDS as W } from './directive-words.ts';

export const DIRECTIVES_INDEX = { name: 'directives/index', title: SITE.directives };

/** Path of a directive's page: `directives/stream/proxy_ssl_name`; http and stream have directives of one name. */
export function directivePage(family: Family, key: TlsKey): string {
  return `directives/${family}/${nameOf(key, family)}`;
}

/** Versions at which a default changes or the lab measured, with the default that each has. */
const VERSIONS = ['1.18.0', '1.22.1', '1.26.3', '1.30.6'];
const PROTOCOL_STEPS = [
  ['1.27.3', null],
  ['1.23.4', '1.27.2'],
  ['1.9.1', '1.23.3'],
  ['1.5.6', '1.9.0'],
] as const;

export interface Around {
  readonly texts: Readonly<Record<TlsKey, DirectiveTexts>>;
  readonly entries: readonly Compiled[];
  readonly rules: readonly RulePage[];
}

export function directivePages(around: Around): readonly Page[] {
  return [indexPage(around), ...TLS_DIRECTIVES.map((d) => pageOf(d, around))];
}

function pageOf(d: TlsDirective, around: Around): Page {
  const texts = around.texts[d.key];
  return {
    name: directivePage(d.family, d.key),
    title: titleOf(d),
    summary: texts.meaning,
    above: [DIRECTIVES_INDEX],
    data: (lang) => ({ '@type': 'TechArticle', headline: titleOf(d)[lang] }),
    body: (lang, link) => body(d, around, lang, link),
  };
}

/** In stream the name is that of http; the title says which is meant. */
function titleOf(d: TlsDirective): Both {
  return d.family === 'stream'
    ? { en: `${d.name} (stream)`, zh: `${d.name}（stream）` }
    : { en: d.name, zh: d.name };
}

function body(d: TlsDirective, around: Around, lang: Lang, link: Link): string {
  const texts = around.texts[d.key];
  const w = (key: keyof typeof W) => html(W[key][lang]);
  const module = MODULES[d.family];
  const rows: (readonly [string, string])[] = [
    [w('default'), defaultHtml(d, lang)],
    [w('contexts'), d.contexts.map((c) => `<code>${contextName(c)}</code>`).join(', ')],
    [w('since'), `nginx ${html(d.since)}`],
    [w('variables'), d.variablesSince === null ? w('never') : `nginx ${html(d.variablesSince)}`],
    [w('inheritance'), w(d.inheritance)],
    [w('repeat'), w(d.repeat)],
    [w('context'), w(d.ownContext ? 'ownContext' : 'perConnection')],
    [w('module'), `<a href="${officialUrl(d)}" rel="noreferrer">${module}</a>`],
  ];
  const others = TLS_DIRECTIVES.filter((o) => o.key === d.key && o !== d).map(
    (o) =>
      `<li><a href="${link(fileOf(directivePage(o.family, o.key), lang))}">${html(titleOf(o)[lang])}</a></li>`,
  );
  const entries = around.entries
    .filter(({ entry }) => (entry.directives as readonly string[]).includes(d.key))
    .map(
      ({ entry }) =>
        `<li><a href="${link(fileOf(entry.id, lang))}">${html(entry.title[lang])}</a></li>`,
    );
  return [
    '<article>',
    `<p class="kind">${html(module)}</p>`,
    `<h1><code>${html(d.name)}</code></h1>`,
    `<p class="lead">${html(texts.meaning[lang])}</p>`,
    `<table class="sheet"><tbody>${rows.map(([k, v]) => `<tr><th scope="row">${k}</th><td>${v}</td></tr>`).join('')}</tbody></table>`,
    `<h2>${w('pitfalls')}</h2><ul>${texts.pitfalls.map((p) => `<li>${html(p[lang])}</li>`).join('')}</ul>`,
    others.length === 0 ? '' : `<h2>${w('families')}</h2><ul>${others.join('')}</ul>`,
    entries.length === 0 ? '' : `<h2>${w('entries')}</h2><ul>${entries.join('')}</ul>`,
    '</article>',
  ].join('\n');
}

function contextName(context: string): string {
  return context === 'stream-server' ? 'server' : context;
}

function defaultHtml(d: TlsDirective, lang: Lang): string {
  if (d.key === 'protocols')
    return PROTOCOL_STEPS.map(([from, to]) => {
      const range = to === null ? W.from[lang].replace('{version}', from) : `${from}–${to}`;
      return `<code>${html(defaultOf('protocols', from) ?? '')}</code> <span class="dim">${html(range)}</span>`;
    }).join('<br>');
  if (d.key === 'name') return html(W.hostOfPass[lang]);
  const values = new Set(VERSIONS.map((version) => defaultOf(d.key, version)));
  const [value] = values;
  return value === null || value === undefined
    ? html(W.nothing[lang])
    : `<code>${html(value)}</code> <span class="dim">${html(W.everyVersion[lang])}</span>`;
}

function indexPage({ texts }: Around): Page {
  const families: readonly Family[] = ['proxy', 'grpc', 'uwsgi', 'stream'];
  return {
    name: DIRECTIVES_INDEX.name,
    title: { en: 'The 58 directives of upstream TLS', zh: '上游 TLS 的 58 条指令' },
    summary: W.indexSummary,
    data: () => ({ '@type': 'CollectionPage' }),
    body: (lang, link) => {
      const rows = (Object.keys(texts) as TlsKey[]).map((key) => {
        const cells = families.map((family) => {
          const d = TLS_DIRECTIVES.find((o) => o.family === family && o.key === key);
          return d
            ? `<td><a href="${link(fileOf(directivePage(family, key), lang))}"><code>${html(d.name)}</code></a></td>`
            : '<td></td>';
        });
        return `<tr>${cells.join('')}<td>${html(texts[key].meaning[lang])}</td></tr>`;
      });
      const head = [...families, SITE.means[lang]]
        .map((t) => `<th scope="col">${html(t)}</th>`)
        .join('');
      return `<h1>${html(lang === 'en' ? 'The 58 directives of upstream TLS' : '上游 TLS 的 58 条指令')}</h1><p class="lead">${html(W.indexSummary[lang])}</p><div class="scroll" tabindex="0"><table class="directives"><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
    },
    wide: true,
  };
}
