/** Lint findings for a terminal: file by file, each with its line and what to do. */
import type { LintResult } from '../../lint/lint.ts';
import { message } from '../../text/message.ts';
import { Page, type Style } from '../layout.ts';
import { type Language, say } from '../messages/catalogue.ts';
import type { Row } from './rows.ts';

const STYLE: Readonly<Record<Row['severity'], Style>> = {
  error: 'red',
  warning: 'yellow',
  note: 'cyan',
};

export function lintText(
  rows: readonly Row[],
  result: Pick<LintResult, 'read' | 'silenced'>,
  options: { readonly language: Language; readonly width: number; readonly colour: boolean },
): string {
  const page = new Page(options);
  let file = '';
  for (const row of rows) {
    if (row.file !== file) {
      page.gap();
      page.line(row.file, 'bold');
      file = row.file;
    }
    page.text(
      [
        `${row.line}:${row.column}  `,
        { text: row.severity, style: STYLE[row.severity] },
        `  ${row.rule}`,
      ],
      2,
    );
    page.text(row.text, 6);
    for (const r of row.related) page.text(`${r.file}:${r.line}  ${r.text}`, 6);
    if (row.notFixable) page.text(row.notFixable, 6);
  }
  page.gap();
  page.text(summary(rows, result, options.language));
  return page.toString();
}

/** Findings by severity, and how much was read: "no findings" means that all of this was. */
export function summary(
  rows: readonly Row[],
  { read, silenced }: Pick<LintResult, 'read' | 'silenced'>,
  language: Language,
): string {
  const count = (severity: Row['severity']) => rows.filter((r) => r.severity === severity).length;
  const found = say(
    rows.length === 0
      ? message('lint.summary-none')
      : message('lint.summary-found', {
          errors: count('error'),
          warnings: count('warning'),
          notes: count('note'),
        }),
    language,
  );
  const extent = say(message('lint.summary-read', { ...read }), language);
  const fixable = rows.filter((r) => r.edits.length > 0).length;
  const parts = [found, extent];
  const { unclear } = read;
  if (unclear > 0) parts.push(say(message('lint.summary-unclear', { unclear }), language));
  if (fixable > 0) parts.push(say(message('lint.summary-fixable', { fixable }), language));
  if (silenced > 0) parts.push(say(message('lint.summary-silenced', { silenced }), language));
  return parts.join(' ');
}
