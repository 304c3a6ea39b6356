/** Parts of an entry's page that state facts: how it is recognised, versions, documentation. */
import { nameOf, type TlsKey, tlsDirective } from '../../src/directives/tls.ts';
import type { Compiled } from '../../src/kb/compile.ts';
import type { OfficialLink } from '../../src/kb/official.ts';
import type { Entry } from '../../src/kb/schema.ts';
import {
  firstSeenText,
  type Lang,
  matchTexts,
  productName,
  sightingText,
  statusText,
  WORDS,
} from '../../src/kb/words.ts';
import { html } from '../../src/report/html-text.ts';
import { fileOf, type Link } from '../page.ts';
import { SITE } from '../words.ts';
import { directivePage } from './directive.ts';

export function matchingHtml(entry: Entry, lang: Lang): string {
  const rows = matchTexts(entry).map((row) => `<li><code>${html(row)}</code></li>`);
  return `<p>${html(WORDS.matchingText[lang])}</p><ul>${rows.join('')}</ul>`;
}

export function versionsHtml({ entry, sightings }: Compiled, lang: Lang): string {
  const source = entry.firstSeen
    ? ` <a href="${html(entry.firstSeen.url)}" rel="noreferrer">${html(SITE.changelog[lang])}</a>`
    : '';
  const colon = lang === 'en' ? ': ' : '：';
  const first = `<p>${html(WORDS.firstSeen[lang])}${colon}${html(firstSeenText(entry, lang))}${source}</p>`;
  const stated = entry.versions.map(
    (v) =>
      `<tr><th scope="row">${productName(v.product)} ${html(v.range)}</th><td class="status">${html(statusText(v.status, lang))}</td><td>${html(v.note?.[lang] ?? '')}</td></tr>`,
  );
  const seen = sightings.map(
    (s) =>
      `<tr><th scope="row">nginx ${html(s.nginx)}, OpenSSL ${html(s.openssl)}</th><td class="status">${html(WORDS.measuredStatus[lang])}</td><td>${html(sightingText(s, lang))}</td></tr>`,
  );
  const rows = [...stated, ...seen];
  if (rows.length === 0) return first;
  const head = [SITE.range, SITE.status, SITE.note]
    .map((t) => `<th scope="col">${html(t[lang])}</th>`)
    .join('');
  return `${first}<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

/** Our page of each directive with nginx's own pages of every module, then what else is worth reading. */
export function documentationHtml({ entry, official }: Compiled, lang: Lang, link: Link): string {
  const own = entry.directives.map((key) => {
    const family = tlsDirective(nameOf(key as TlsKey, 'proxy'), 'proxy') ? 'proxy' : 'stream';
    const name = nameOf(key as TlsKey, family);
    const page = link(fileOf(directivePage(family, key as TlsKey), lang));
    const pages = official.filter(({ directive }) => keyOf(directive) === key).map(officialHtml);
    return `<li><a href="${page}"><code>${html(name)}</code></a> <span class="dim">nginx.org${lang === 'en' ? ': ' : '：'}${pages.join(' · ')}</span></li>`;
  });
  const links = entry.documentation.map(
    ({ title, url }) => `<li><a href="${html(url)}" rel="noreferrer">${html(title)}</a></li>`,
  );
  const all = [...own, ...links].join('');
  return all === '' ? '' : `<ul>${all}</ul>`;
}

/** `server_name` of `grpc_ssl_server_name`. */
function keyOf(directive: string): string {
  return directive.replace(/^[a-z]+_ssl_/, '');
}

function officialHtml({ module, url }: OfficialLink): string {
  return `<a href="${url}" rel="noreferrer">${module.replace(/^ngx_(?:http_)?|_module$/g, '')}</a>`;
}
