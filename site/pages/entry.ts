/** The page of a knowledge-base entry. */
import type { Compiled, Rate } from '../../src/kb/compile.ts';
import { verifiedText } from '../../src/kb/markdown.ts';
import { CATEGORIES, type Lang, rateBasis, rateText, WORDS } from '../../src/kb/words.ts';
import { html, htmlLines } from '../../src/report/html-text.ts';
import { rateHtml, shareHtml } from '../bars.ts';
import { fileOf, type Link, type Page } from '../page.ts';
import { SITE } from '../words.ts';
import { documentationHtml, matchingHtml, versionsHtml } from './entry-facts.ts';

/** `entries` gives the titles of the entries that this one names. */
export function entryPage(compiled: Compiled, entries: ReadonlyMap<string, Compiled>): Page {
  const { entry, verification } = compiled;
  return {
    name: entry.id,
    title: entry.title,
    summary: entry.summary,
    other: [
      ['application/json', `${entry.id}.json`],
      ['text/markdown', `${entry.id}.md`, 'en'],
      ['text/markdown', `${entry.id}.zh.md`, 'zh'],
    ],
    data: (lang) => ({
      '@type': 'TechArticle',
      headline: entry.title[lang],
      ...(verification?.date ? { dateModified: verification.date } : {}),
      about: { '@type': 'SoftwareApplication', name: 'nginx', applicationCategory: 'web server' },
      ...(entry.kind === 'signature'
        ? { keywords: entry.signatures.map((s) => s.line).join('\n') }
        : {}),
      proficiencyLevel: 'Expert',
      mainEntity: {
        '@type': 'Question',
        name: entry.kind === 'signature' ? entry.signatures.at(-1)?.line : entry.title[lang],
        acceptedAnswer: { '@type': 'Answer', text: entry.summary[lang] },
      },
    }),
    body: (lang, link) => new EntryBody(compiled, entries, lang, link).text(),
  };
}

class EntryBody {
  readonly #c: Compiled;
  readonly #entries: ReadonlyMap<string, Compiled>;
  readonly #lang: Lang;
  readonly #link: Link;
  readonly #sections: { readonly id: string; readonly title: string; readonly body: string }[] = [];

  constructor(c: Compiled, entries: ReadonlyMap<string, Compiled>, lang: Lang, link: Link) {
    this.#c = c;
    this.#entries = entries;
    this.#lang = lang;
    this.#link = link;
  }

  text(): string {
    const { entry, verification } = this.#c;
    if (entry.kind === 'signature') {
      this.#section('lines', this.#lines(entry.signatures));
      this.#section('matching', matchingHtml(entry, this.#lang));
      this.#section('causes', this.#causes());
    } else this.#section('repair', this.#repair(entry.repair[this.#lang]));
    this.#section('workarounds', this.#workarounds());
    this.#section('tellApart', this.#checks());
    this.#section('deadEnds', this.#deadEnds());
    this.#section('measured', this.#measured());
    this.#section('versions', versionsHtml(this.#c, this.#lang));
    this.#section('impact', `<p>${html(entry.impact.threat[this.#lang])}</p>`);
    this.#section('documentation', documentationHtml(this.#c, this.#lang, this.#link));
    this.#section('confusedWith', this.#entryList(entry.confusedWith));
    this.#section('leadsTo', this.#entryList(entry.leadsTo));
    return [
      '<article>',
      this.#head(),
      ...this.#sections.map(
        ({ id, title, body }) => `<section id="${id}"><h2>${title}</h2>${body}</section>`,
      ),
      verification === null
        ? ''
        : `<p class="dim">${this.#w('records')}${this.#colon()}${verification.evidence.map((file) => `<code>${html(file)}</code>`).join(' ')}</p>`,
      '</article>',
    ].join('\n');
  }

  #head(): string {
    const { entry } = this.#c;
    const kind = entry.kind === 'signature' ? SITE.signatureKind : SITE.causeKind;
    const [from, to] = entry.impact.minutesToFix;
    const facts = [
      [WORDS.downtime[this.#lang], this.#w(entry.impact.downtime)],
      [WORDS.time[this.#lang], `${from}–${to} ${WORDS.minutes[this.#lang]}`],
      [SITE.categories[this.#lang], CATEGORIES[entry.category][this.#lang]],
    ].map(
      ([name, value]) => `<div><dt>${html(name ?? '')}</dt><dd>${html(value ?? '')}</dd></div>`,
    );
    const forms = [
      [`${entry.id}.json`, 'JSON'],
      [`${entry.id}${this.#lang === 'en' ? '' : '.zh'}.md`, 'Markdown'],
    ].map(([file = '', name]) => `<a href="${this.#link(file)}">${name}</a>`);
    return [
      `<p class="kind">${html(kind[this.#lang])} <code>${html(entry.id)}</code></p>`,
      `<h1>${html(entry.title[this.#lang])}</h1>`,
      `<p class="lead">${html(entry.summary[this.#lang])}</p>`,
      `<dl class="facts">${facts.join('')}</dl>`,
      `<p class="dim">${html(verifiedText(this.#c, this.#lang))} ${html(SITE.formats[this.#lang])}${this.#colon()}${forms.join(' · ')}</p>`,
      this.#contents(),
    ].join('\n');
  }

  #contents(): string {
    const items = this.#sections.map(({ id, title }) => `<li><a href="#${id}">${title}</a></li>`);
    return `<nav class="contents" aria-label="${html(SITE.onThisPage[this.#lang])}"><ul>${items.join('')}</ul></nav>`;
  }

  #section(id: keyof typeof WORDS, body: string): void {
    if (body !== '') this.#sections.push({ id, title: html(WORDS[id][this.#lang]), body });
  }

  #lines(
    signatures: readonly { openssl: string; nginx: string; level: string; line: string }[],
  ): string {
    const any = this.#lang === 'en' ? 'any' : '任意';
    const version = (range: string) => (range === 'any' ? any : range);
    return signatures
      .map(
        (s) =>
          `<figure><figcaption>OpenSSL ${html(version(s.openssl))} · nginx ${html(version(s.nginx))} · ${html(s.level)}</figcaption><pre class="log">${htmlLines(s.line)}</pre></figure>`,
      )
      .join('');
  }

  #repair(text: string): string {
    const { repairRate } = this.#c;
    return `<p>${html(text)}</p><p>${this.#w('repairMeasured')}${this.#colon()}${rateHtml(repairRate, this.#lang)}</p>${this.#basis(repairRate)}`;
  }

  #causes(): string {
    const rows = this.#c.causes.map(
      (c) =>
        `<tr><th scope="row"><a href="${this.#page(`nginx/${c.cause}`)}">${html(c.title[this.#lang])}</a></th><td>${shareHtml(c.share)}</td><td class="n">${c.threads}</td><td class="n">${c.scenarios}</td></tr>`,
    );
    return this.#table(['cause', 'share', 'threads', 'reproductions'], rows);
  }

  #workarounds(): string {
    const { entry, causes, workarounds } = this.#c;
    const caption = `<p class="dim">${html(SITE.rateCaption[this.#lang])}</p>`;
    if (entry.kind === 'cause') return caption + this.#list(workarounds);
    const groups = causes.map(({ cause, title, share }, i) => {
      const list = workarounds.filter((w) => w.cause === cause);
      if (list.length === 0) return '';
      const open = i === 0 || share >= 0.2 ? ' open' : '';
      return `<details${open}><summary><h3>${html(title[this.#lang])}</h3> <span class="dim">${Math.round(share * 100)} %</span></summary>${this.#list(list)}</details>`;
    });
    return caption + groups.join('');
  }

  #list(workarounds: Compiled['workarounds']): string {
    const items = workarounds.map((w) => {
      const weakens = w.weakens ? `<p class="bad">${html(WORDS.weakens[this.#lang])}</p>` : '';
      const steps = w.steps.map((s) => `<li>${html(s[this.#lang])}</li>`).join('');
      const code = w.code ? `<pre>${htmlLines(w.code.trimEnd())}</pre>` : '';
      return `<li><p><strong>${html(w.title[this.#lang])}</strong> ${this.#rates(w)}</p>${this.#basis(w.causeRate ?? w.rate)}${weakens}<ul>${steps}</ul>${code}<p class="dim">${html(WORDS.risk[this.#lang])}${this.#colon()}${html(w.risk[this.#lang])}</p></li>`;
    });
    return `<ol class="ways">${items.join('')}</ol>`;
  }

  /** What stands behind a rate: scenarios and the releases on which it helped. */
  #basis(rate: Rate | null): string {
    return rate === null ? '' : `<p class="dim">${html(rateBasis(rate, this.#lang))}</p>`;
  }

  /** With the workaround's own cause, which is what a reader who knows the cause asks; then over all causes. */
  #rates(w: Compiled['workarounds'][number]): string {
    if (this.#c.entry.kind === 'cause' || w.causeRate === null) return rateHtml(w.rate, this.#lang);
    const whole = w.rate
      ? ` <span class="dim">${this.#w('ofLine')}${this.#colon()}${html(rateText(w.rate, this.#lang))}</span>`
      : '';
    return `<span class="dim rate-of">${this.#w('ofCause')}</span> ${rateHtml(w.causeRate, this.#lang)}${whole}`;
  }

  #checks(): string {
    return this.#c.tellApart
      .map(({ command, answers }) => {
        const rows = answers.map(
          (a) =>
            `<tr><td>${html(a.expect[this.#lang])}</td><td>${this.#meaning(a.means)}</td></tr>`,
        );
        const head = [SITE.answer, SITE.means]
          .map((t) => `<th scope="col">${html(t[this.#lang])}</th>`)
          .join('');
        return `<pre>${htmlLines(command)}</pre><div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
      })
      .join('');
  }

  #meaning(means: string): string {
    if (means === 'other') return `<span class="dim">${this.#w('noneOfThese')}</span>`;
    return this.#entryLink(`nginx/${means}`);
  }

  #deadEnds(): string {
    const items = this.#c.deadEnds.map(
      (d) =>
        `<li><p><strong>${html(d.title[this.#lang])}</strong> ${rateHtml(d.rate, this.#lang)}</p><p>${html(d.why[this.#lang])}</p>${this.#basis(d.rate)}</li>`,
    );
    return items.length === 0 ? '' : `<ul class="ways">${items.join('')}</ul>`;
  }

  #measured(): string {
    const rows = this.#c.measured.map(
      ({ title, rate }) =>
        `<tr><th scope="row">${html(title[this.#lang])}</th><td>${rateHtml(rate, this.#lang)}</td><td>${html(rate?.releases.join(', ') || '–')}</td><td>${rate?.weakens ? `<span class="bad">${html(rate.weakens)}</span>` : ''}</td></tr>`,
    );
    if (rows.length === 0) return '';
    const summary = SITE.allMeasured[this.#lang].replace('{n}', String(rows.length));
    return `<details><summary>${html(summary)}</summary>${this.#table(['action', 'worked', 'releases', 'weaker'], rows)}</details>`;
  }

  #entryList(ids: readonly string[]): string {
    if (ids.length === 0) return '';
    return `<ul>${ids.map((id) => `<li>${this.#entryLink(id)}</li>`).join('')}</ul>`;
  }

  #entryLink(id: string): string {
    const title = this.#entries.get(id)?.entry.title[this.#lang] ?? id;
    return `<a href="${this.#page(id)}">${html(title)}</a>`;
  }

  #page(name: string): string {
    return this.#link(fileOf(name, this.#lang));
  }

  #table(heads: readonly (keyof typeof WORDS)[], rows: readonly string[]): string {
    const head = heads.map((h) => `<th scope="col">${this.#w(h)}</th>`).join('');
    return `<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
  }

  #colon(): string {
    return this.#lang === 'en' ? ': ' : '：';
  }

  #w(key: keyof typeof WORDS): string {
    return html(WORDS[key][this.#lang]);
  }
}
