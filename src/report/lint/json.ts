/** Lint results as data, schema `alert40/lint/1`. */
import type { LintResult } from '../../lint/lint.ts';
import type { Row } from './rows.ts';

export function lintJson(
  rows: readonly Row[],
  result: Pick<LintResult, 'read' | 'silenced'>,
  version: string,
): string {
  const document = {
    schema: 'alert40/lint/1',
    tool: { version },
    read: result.read,
    silenced: result.silenced,
    findings: rows,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
