/** The incident report as one HTML file: opens offline, prints well, runs nothing. */
import { type Message, message } from '../text/message.ts';
import { VERSION } from '../version.ts';
import { STYLE, STYLE_HASH } from './html-style.ts';
import { html, htmlLines } from './html-text.ts';
import { colour, type Series, timelineSvg } from './html-timeline.ts';
import { say } from './messages/catalogue.ts';
import { clock, percent, sentence, summaryOf } from './sentence.ts';
import { sheetRows } from './sheet-rows.ts';
import type { CauseView, CheckView, IncidentReport, RepairView, ReportView } from './view.ts';

/** The whole document. Everything that comes from logs and configurations is escaped. */
export function htmlReport(view: ReportView): string {
  const page = new HtmlPage(view);
  const policy = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'`;
  return [
    '<!doctype html>',
    `<html lang="${view.language}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${html(page.title())}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    page.head(),
    ...view.incidents.map((i) => page.incident(i)),
    page.foot(),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

class HtmlPage {
  readonly #view: ReportView;

  constructor(view: ReportView) {
    this.#view = view;
  }

  title(): string {
    const [first] = this.#view.incidents;
    return first ? sentence(first.title) : this.#say(message('report.nothing'));
  }

  head(): string {
    const { incidents } = this.#view;
    const series: Series[] = incidents.map((i) => ({ name: this.#name(i), incident: i.incident }));
    const label = this.#say(message('report.timeline'));
    const drawing = timelineSvg(series, label);
    const keys = series.map(
      (s, i) =>
        `<span class="key"><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="${colour(i)}" width="10" height="10"/></svg>${html(s.name)}</span>`,
    );
    return [
      `<h1>${html(this.title())}</h1>`,
      this.#summary(),
      drawing && `<h3>${html(label)}</h3>${drawing}<p>${keys.join('')}</p>`,
    ].join('\n');
  }

  foot(): string {
    const { notes } = this.#view;
    const list = notes.length === 0 ? '' : `${this.#heading('report.notes', 2)}${items(notes)}`;
    return `${list}<p class="dim">alert40 ${html(VERSION)}</p>`;
  }

  incident(i: IncidentReport): string {
    const decided = i.causes.find((c) => c.id === i.verdict);
    return [
      `<section id="${html(i.id)}"><h2>${html(`${i.id} ${sentence(i.title)}`)}</h2>`,
      `<p class="lead">${html(i.happens)}</p>`,
      this.#sheet(i),
      this.#section('report.why', i.causes.map((c) => this.#cause(c, c.id === i.verdict)).join('')),
      this.#section('report.compare', this.#rows(i)),
      i.verdict === null && i.decidedBy
        ? this.#section('report.decide', this.#check(i.decidedBy))
        : '',
      this.#section('report.repair', (decided?.repairs ?? []).map((r) => this.#repair(r)).join('')),
      this.#section('report.next', items(i.next.map((n) => n.text))),
      this.#section('report.check', (decided?.checks ?? []).map((c) => this.#check(c)).join('')),
      this.#section('report.dead-ends', items((decided?.deadEnds ?? []).map((d) => d.why))),
      this.#section('report.lines', this.#lines(i)),
      '</section>',
    ].join('\n');
  }

  #summary(): string {
    const lines = summaryOf(this.#view.diagnosis, this.#view.language);
    return `<p class="dim">${html(lines.join(' '))}</p>`;
  }

  #sheet(i: IncidentReport): string {
    const rows = sheetRows(i, this.#view.language).map(
      ([label, value]) => `<tr><th scope="row">${html(label)}</th><td>${html(value)}</td></tr>`,
    );
    return `<table>${rows.join('')}</table>`;
  }

  #cause(c: CauseView, open: boolean): string {
    const facts = c.evidence.map((e) => {
      const place = e.place === null ? '' : ` <code>${html(e.place)}</code>`;
      return `<li class="${e.for ? 'for' : 'against'}">${html(e.text)}${place}</li>`;
    });
    const bar = `<meter min="0" max="1" value="${c.confidence}">${percent(c.confidence)}</meter>`;
    const head = `${bar} <strong>${percent(c.confidence)}</strong> ${html(c.title)} <code>${html(c.id)}</code>`;
    const body = facts.length === 0 ? '' : `<ul class="facts">${facts.join('')}</ul>`;
    return `<details${open ? ' open' : ''}><summary>${head}</summary>${body}</details>`;
  }

  #rows(i: IncidentReport): string {
    if (i.rows.length === 0) return '';
    const heads = ['report.setting', 'report.sends', 'report.set-at', 'report.wanted'];
    const head = heads.map((id) => `<th>${html(this.#say({ id }))}</th>`).join('');
    const rows = i.rows.map((r) => {
      const sends = `<code${r.wants ? ' class="bad"' : ''}>${html(r.sends)}</code>`;
      const wants = r.wants ? `<span class="good">${html(r.wants)}</span>` : '';
      const at = r.setAt ? `<code>${html(r.setAt)}</code>` : '';
      return `<tr><td>${html(r.label)}</td><td>${sends}</td><td>${at}</td><td>${wants}</td></tr>`;
    });
    return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
  }

  #repair(r: RepairView): string {
    const weakens = r.weakens.map(
      (w) => `<p class="bad">${html(this.#say(message('report.weakens', { what: w.text })))}</p>`,
    );
    const needs = r.needs.map(
      (n) => `<p>${html(n.text)}</p>${items(n.candidates.map((c) => `${c.value} (${c.from})`))}`,
    );
    const steps =
      r.steps.length === 0 ? '' : `<ol>${r.steps.map((s) => `<li>${html(s)}</li>`).join('')}</ol>`;
    const title = `<p><strong>${html(sentence(r.title))}</strong></p>`;
    return [title, ...weakens, ...needs, steps, r.diff === '' ? '' : diffHtml(r.diff)].join('');
  }

  #check(c: CheckView): string {
    const other = this.#say(message('report.other'));
    const answers = c.answers.map((a) => `${a.expect} → ${a.means === 'other' ? other : a.means}`);
    return `<pre>${htmlLines(c.command)}</pre>${items(answers)}`;
  }

  #lines(i: IncidentReport): string {
    const { samples } = i.incident;
    if (samples.length === 0) return '';
    const shown = samples.slice(0, 5).map((e) => {
      const place = `${e.source.input}:${e.source.line}`;
      const time = e.time === null ? '' : `${clock(e.time)} `;
      return `${place}\n  ${time}[${e.level}] ${e.text}`;
    });
    return `<pre>${htmlLines(shown.join('\n'))}</pre>`;
  }

  #section(id: string, body: string): string {
    return body === '' ? '' : `${this.#heading(id, 3)}${body}`;
  }

  #heading(id: string, level: 2 | 3): string {
    return `<h${level}>${html(this.#say({ id }))}</h${level}>`;
  }

  #name(i: IncidentReport): string {
    return `${i.id} ${i.verdict ?? i.causes[0]?.id ?? i.incident.signature.kind}`;
  }

  #say(m: Message): string {
    return say(m, this.#view.language);
  }
}

function items(texts: readonly string[]): string {
  if (texts.length === 0) return '';
  return `<ul>${texts.map((t) => `<li>${html(t)}</li>`).join('')}</ul>`;
}

function diffHtml(diff: string): string {
  const lines = diff
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      const safe = htmlLines(line);
      if (/^(?:---|\+\+\+|@@)/.test(line)) return `<span class="h">${safe}</span>\n`;
      if (line.startsWith('+')) return `<span class="a">${safe}</span>`;
      if (line.startsWith('-')) return `<span class="d">${safe}</span>`;
      return `${safe}\n`;
    });
  return `<pre>${lines.join('')}</pre>`;
}
