/** GitHub Actions workflow commands: annotations on the pull request. */
import type { Row } from './rows.ts';

const LEVEL = { error: 'error', warning: 'warning', note: 'notice' } as const;

export function lintGithub(rows: readonly Row[]): string {
  return rows
    .map((r) => {
      const where = `file=${property(r.file)},line=${r.line},endLine=${r.endLine},col=${r.column},endColumn=${r.endColumn}`;
      return `::${LEVEL[r.severity]} ${where},title=${property(`alert40 ${r.rule}`)}::${data(r.text)}\n`;
    })
    .join('');
}

function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
