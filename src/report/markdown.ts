/** The diagnosis for an incident ticket: the incident sheet, then the reasons. */
import { type Message, message } from '../text/message.ts';
import { printable } from '../text/printable.ts';
import { type Language, say } from './messages/catalogue.ts';
import { percent, sentence, summaryOf } from './sentence.ts';
import { sheetRows } from './sheet-rows.ts';
import type { CauseView, CheckView, IncidentReport, RepairView, ReportView } from './view.ts';

/** The report as GitHub-flavoured Markdown. */
export function markdownReport(view: ReportView): string {
  const words = new Words(view.language);
  const parts = view.incidents.map((i) => words.incident(i));
  if (view.notes.length > 0)
    parts.push(`## ${words.say(message('report.notes'))}\n\n${list(view.notes)}`);
  if (view.incidents.length === 0)
    parts.push(`## ${sentence(words.say(message('report.nothing')))}`);
  parts.push(escaped(summaryOf(view.diagnosis, view.language).join(' ')));
  return `${parts.join('\n\n')}\n`;
}

class Words {
  readonly #language: Language;

  constructor(language: Language) {
    this.#language = language;
  }

  say(m: Message): string {
    return say(m, this.#language);
  }

  incident(i: IncidentReport): string {
    const decided = i.causes.find((c) => c.id === i.verdict);
    return [
      `## ${escaped(sentence(i.title))}`,
      this.#sheet(i),
      this.#section(
        'report.why',
        i.causes
          .slice(0, 4)
          .map((c) => this.#cause(c))
          .join('\n'),
      ),
      this.#section('report.compare', this.#rows(i)),
      i.verdict === null && i.decidedBy
        ? this.#section('report.decide', this.#check(i.decidedBy))
        : '',
      decided
        ? this.#section(
            'report.repair',
            decided.repairs
              .slice(0, 2)
              .map((r) => this.#repair(r))
              .join('\n\n'),
          )
        : '',
      this.#section('report.next', list(i.next.map((n) => n.text))),
      decided
        ? this.#section('report.check', decided.checks.map((c) => this.#check(c)).join('\n\n'))
        : '',
      decided ? this.#section('report.dead-ends', list(decided.deadEnds.map((d) => d.why))) : '',
    ]
      .filter((part) => part !== '')
      .join('\n\n');
  }

  #sheet(i: IncidentReport): string {
    const body = sheetRows(i, this.#language).map((row) => `| ${row.map(cell).join(' | ')} |`);
    return ['| | |', '|---|---|', ...body].join('\n');
  }

  #cause(c: CauseView): string {
    const facts = c.evidence.map(
      (e) => `  - ${e.for ? '+' : '−'} ${escaped(e.text)}${e.place ? ` (${code(e.place)})` : ''}`,
    );
    return [`- **${percent(c.confidence)}** ${escaped(c.title)} (${code(c.id)})`, ...facts].join(
      '\n',
    );
  }

  #rows(i: IncidentReport): string {
    if (i.rows.length === 0) return '';
    const head = [
      message('report.setting'),
      message('report.sends'),
      message('report.set-at'),
      message('report.wanted'),
    ];
    const lines = i.rows.map((r) =>
      [r.label, r.sends, r.setAt ?? '', r.wants ?? ''].map(cell).join(' | '),
    );
    return [
      `| ${head.map((m) => cell(this.say(m))).join(' | ')} |`,
      '|---|---|---|---|',
      ...lines.map((l) => `| ${l} |`),
    ].join('\n');
  }

  #repair(r: RepairView): string {
    const parts = [`**${escaped(sentence(r.title))}**`];
    for (const w of r.weakens)
      parts.push(escaped(this.say(message('report.weakens', { what: w.text }))));
    for (const n of r.needs)
      parts.push(escaped(n.text), list(n.candidates.map((c) => `${c.value} (${c.from})`)));
    if (r.steps.length > 0) parts.push(r.steps.map((s, n) => `${n + 1}. ${escaped(s)}`).join('\n'));
    if (r.diff) parts.push(fenced(r.diff, 'diff'));
    return parts.filter(Boolean).join('\n\n');
  }

  #check(c: CheckView): string {
    const other = this.say(message('report.other'));
    const answers = c.answers.map((a) => `${a.expect} → ${a.means === 'other' ? other : a.means}`);
    return `${fenced(c.command, 'sh')}\n\n${list(answers)}`;
  }

  #section(id: string, body: string): string {
    return body === '' ? '' : `### ${this.say({ id })}\n\n${body}`;
  }
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${escaped(item)}`).join('\n');
}

/** Text with nothing in it that Markdown or HTML would act on. */
function escaped(text: string): string {
  return (
    printable(text)
      .replace(/[\\`*_[\]<>#|~]/g, '\\$&')
      .replace(/&/g, '&amp;')
      // A bare address would become a link to a host of the log's choosing.
      .replace(/(https?|www)(?=[:.])/gi, '$1&#8203;')
  );
}

function cell(text: string): string {
  return escaped(text);
}

function code(text: string): string {
  const safe = printable(text);
  const ticks = '`'.repeat(1 + Math.max(0, ...[...safe.matchAll(/`+/g)].map((m) => m[0].length)));
  return ticks.length === 1 ? `\`${safe}\`` : `${ticks} ${safe} ${ticks}`;
}

function fenced(text: string, language: string): string {
  const safe = text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, '').split('\t').map(printable).join('\t'))
    .join('\n');
  const fence = '`'.repeat(
    Math.max(3, 1 + Math.max(0, ...[...safe.matchAll(/`+/g)].map((m) => m[0].length))),
  );
  return `${fence}${language}\n${safe}\n${fence}`;
}
