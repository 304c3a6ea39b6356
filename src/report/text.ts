/** The diagnosis for a terminal: the answer first, then why, then what to do. */

import { type Message, message } from '../text/message.ts';
import { Page, padded, type Span, type Style, widthOf } from './layout.ts';
import type { Language } from './messages/catalogue.ts';
import { say } from './messages/catalogue.ts';
import { clock, percent, sentence, summaryOf } from './sentence.ts';
import type { CauseView, CheckView, IncidentView, RepairView, View } from './view.ts';

export interface TextOptions {
  /** Columns; text is wrapped to at most 100 of them, since longer lines are hard to read. */
  readonly width: number;
  readonly colour: boolean;
  /** Show every cause that was weighed, with all evidence. */
  readonly all: boolean;
  /** False leaves out how much was read. */
  readonly summary?: boolean;
}

/** Causes shown besides the verdict when not all are asked for. */
const RIVALS = 3;
/** Evidence shown of a cause when not all is asked for. */
const FACTS = 6;

/** The report for a terminal. */
export function textReport(view: View, options: TextOptions): string {
  const page = new Page({ ...options, width: Math.min(Math.max(options.width, 40), 100) });
  const writer = new Writer(page, view.language, options);
  for (const incident of view.incidents) writer.incident(incident);
  writer.notes(view.notes);
  if (options.summary !== false) writer.summary(view);
  return page.toString();
}

class Writer {
  readonly #page: Page;
  readonly #language: Language;
  readonly #options: TextOptions;

  constructor(page: Page, language: Language, options: TextOptions) {
    this.#page = page;
    this.#language = language;
    this.#options = options;
  }

  incident(i: IncidentView): void {
    const page = this.#page;
    page.gap();
    const sure = i.causes[0];
    const title: Span[] = [
      { text: i.id, style: 'dim' },
      '  ',
      { text: sentence(i.title), style: 'bold' },
    ];
    page.text(title, 0, 4);
    const facts = [
      i.verdict === null
        ? null
        : this.#say(
            message('report.sure', { verdict: i.verdict, percent: percent(sure?.confidence ?? 0) }),
          ),
      this.#times(i),
      i.location && place(i.location.file, i.location.line),
    ];
    page.text({ text: facts.filter(Boolean).join(' · '), style: 'dim' }, 4);
    this.#heading('report.happens');
    page.text(i.happens, 4);
    page.text(this.#say(i.sheet.impact), 4);
    if (i.upstream) page.text({ text: this.#route(i), style: 'dim' }, 4);
    this.#causes(i);
    this.#rows(i);
    this.#decision(i);
    this.#repairs(i);
    this.#next(i);
    this.#checks(i);
    this.#deadEnds(i);
  }

  notes(notes: readonly string[]): void {
    if (notes.length === 0) return;
    this.#page.gap();
    for (const note of notes) this.#page.text(['• ', note], 0, 2);
  }

  summary(view: View): void {
    this.#page.gap();
    if (view.incidents.length === 0)
      this.#page.text({ text: sentence(this.#say(message('report.nothing'))), style: 'bold' });
    for (const line of summaryOf(view.diagnosis, this.#language))
      this.#page.text({ text: line, style: 'dim' });
  }

  #causes(i: IncidentView): void {
    this.#heading('report.why');
    if (i.causes.length === 0) this.#page.text(this.#say(message('report.no-cause')), 4);
    const shown = this.#options.all ? i.causes : i.causes.slice(0, i.verdict ? RIVALS : RIVALS + 1);
    shown.forEach((cause, n) => {
      this.#cause(
        cause,
        i.verdict === cause.id ? 'green' : 'yellow',
        n === 0 || this.#options.all || i.verdict === null,
      );
    });
    const left = i.causes.length - shown.length;
    if (left > 0)
      this.#page.text({ text: this.#say(message('report.more', { left })), style: 'dim' }, 4);
  }

  #cause(cause: CauseView, style: Style, withFacts: boolean): void {
    const bar = meter(cause.confidence);
    this.#page.text(
      [
        { text: bar, style },
        ` ${percent(cause.confidence).padStart(4)} `,
        cause.title,
        { text: ` (${cause.id})`, style: 'dim' },
      ],
      4,
      bar.length + 6,
    );
    if (!withFacts) return;
    const facts = this.#options.all ? cause.evidence : cause.evidence.slice(0, FACTS);
    for (const fact of facts) {
      const spans: Span[] = [
        fact.for ? { text: '+ ', style: 'green' } : { text: '− ', style: 'red' },
        fact.text,
      ];
      if (fact.place) spans.push('  ', { text: fact.place, style: 'cyan' });
      this.#page.text(spans, 6, 2);
    }
  }

  #rows(i: IncidentView): void {
    if (i.rows.length === 0) return;
    this.#heading('report.compare');
    const label = Math.max(...i.rows.map((r) => widthOf(r.label)));
    for (const row of i.rows) {
      const spans: Span[] = [
        padded(row.label, label),
        '  ',
        { text: row.sends, style: row.wants ? 'red' : 'bold' },
      ];
      if (row.setAt) spans.push('  ', { text: row.setAt, style: 'dim' });
      this.#page.text(spans, 4, label + 2);
      if (row.wants)
        this.#page.text(
          [{ text: this.#say(message('report.wanted')), style: 'green' }, ' ', row.wants],
          4 + label + 2,
          2,
        );
    }
  }

  #decision(i: IncidentView): void {
    if (i.verdict !== null || i.decidedBy === null) return;
    this.#heading('report.decide');
    this.#check(i.decidedBy);
  }

  #repairs(i: IncidentView): void {
    const cause = i.causes.find((c) => c.id === i.verdict);
    if (!cause || cause.repairs.length === 0) return;
    this.#heading('report.repair');
    const shown = this.#options.all ? cause.repairs : cause.repairs.slice(0, 2);
    shown.forEach((repair, n) => {
      if (n > 0) this.#page.text({ text: this.#say(message('report.or')), style: 'dim' }, 4);
      this.#repair(repair, n === 0 || this.#options.all);
    });
  }

  #repair(repair: RepairView, withDiff: boolean): void {
    const page = this.#page;
    page.text({ text: sentence(repair.title), style: 'bold' }, 4);
    for (const w of repair.weakens)
      page.text(
        { text: this.#say(message('report.weakens', { what: w.text })), style: 'yellow' },
        4,
      );
    for (const need of repair.needs) {
      page.text(need.text, 4);
      for (const c of need.candidates)
        page.text(['- ', { text: c.value, style: 'bold' }, ` (${c.from})`], 6, 2);
    }
    repair.steps.forEach((step, n) => {
      page.text([`${n + 1}. `, step], 4, 3);
    });
    if (withDiff && repair.diff) {
      page.gap();
      for (const line of diffLines(repair.diff)) page.line(line.text, line.style);
      page.gap();
      page.text(this.#say(message('report.apply')), 4);
    }
  }

  #next(i: IncidentView): void {
    if (i.next.length === 0) return;
    this.#heading('report.next');
    for (const n of i.next) this.#page.text(['- ', n.text], 4, 2);
  }

  #checks(i: IncidentView): void {
    const cause = i.causes.find((c) => c.id === i.verdict);
    if (!cause || cause.checks.length === 0) return;
    this.#heading('report.check');
    for (const check of cause.checks) this.#check(check);
  }

  #check(check: CheckView): void {
    this.#page.line(`$ ${check.command}`, 'cyan', 4);
    for (const a of check.answers)
      this.#page.text(
        [
          a.expect,
          ' → ',
          {
            text: a.means === 'other' ? this.#say(message('report.other')) : a.means,
            style: 'bold',
          },
        ],
        6,
        2,
      );
  }

  #deadEnds(i: IncidentView): void {
    const cause = i.causes.find((c) => c.id === i.verdict) ?? i.causes[0];
    if (!cause || cause.deadEnds.length === 0) return;
    this.#heading('report.dead-ends');
    for (const d of cause.deadEnds) this.#page.text(['- ', d.why], 4, 2);
  }

  #heading(id: string): void {
    this.#page.gap();
    this.#page.text({ text: this.#say({ id }), style: 'bold' }, 2);
  }

  #times(i: IncidentView): string {
    const { count, first, last } = i.incident;
    if (first === null || last === null || first === last)
      return (
        this.#say(message('report.count', { count })) + (first === null ? '' : `, ${clock(first)}`)
      );
    return this.#say(
      message('report.count-between', { count, first: clock(first), last: clock(last) }),
    );
  }

  #route(i: IncidentView): string {
    return [i.incident.server, i.upstream].filter(Boolean).join(' → ');
  }

  #say(m: Message): string {
    return say(m, this.#language);
  }
}

/** A diff line by line with the colours that people know. */
export function diffLines(diff: string): { readonly text: string; readonly style?: Style }[] {
  return diff
    .replace(/\n$/, '')
    .split('\n')
    .map((raw) => {
      const text = raw.replace(/\r$/, '');
      if (/^(---|\+\+\+) /.test(text)) return { text, style: 'bold' as const };
      if (text.startsWith('@@')) return { text, style: 'cyan' as const };
      if (text.startsWith('+')) return { text, style: 'green' as const };
      if (text.startsWith('-')) return { text, style: 'red' as const };
      return { text };
    });
}

function place(file: string, line: number | null): string {
  return line === null ? file : `${file}:${line}`;
}

function meter(confidence: number): string {
  const full = Math.round(confidence * 10);
  return '█'.repeat(full) + '░'.repeat(10 - full);
}
