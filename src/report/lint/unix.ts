/** One line a finding, as compilers write it: what problem matchers and editors read. */
import { printable } from '../../text/printable.ts';
import type { Row } from './rows.ts';

/** The words that problem matchers know; a note would be dropped. */
const LEVEL = { error: 'error', warning: 'warning', note: 'notice' } as const;

export function lintUnix(rows: readonly Row[]): string {
  return rows
    .map((r) => {
      const at = `${r.file}:${r.line}:${r.column}`;
      return `${printable(`${at}: ${LEVEL[r.severity]}: ${r.text} [${r.rule}]`)}\n`;
    })
    .join('');
}
