/** Lint findings as a Markdown table, for a comment on a pull request. */
import type { LintResult } from '../../lint/lint.ts';
import { message } from '../../text/message.ts';
import { printable } from '../../text/printable.ts';
import { type Language, say } from '../messages/catalogue.ts';
import type { Row } from './rows.ts';
import { summary } from './text.ts';

export function lintMarkdown(
  rows: readonly Row[],
  result: Pick<LintResult, 'read' | 'silenced'>,
  language: Language,
): string {
  const head = `${summary(rows, result, language)}\n`;
  if (rows.length === 0) return head;
  const columns = say(message('lint.markdown-columns'), language);
  const lines = rows.map(
    (r) =>
      `| ${r.severity} | \`${cell(`${r.file}:${r.line}`)}\` | ${cell(r.text)} | \`${r.rule}\` |`,
  );
  return `${head}\n${columns}\n| --- | --- | --- | --- |\n${lines.join('\n')}\n`;
}

/** Text that cannot leave its cell, nor become a tag or a mention. */
function cell(text: string): string {
  return printable(text).replace(/[\\|`*_<>[\]@#]/g, '\\$&');
}
