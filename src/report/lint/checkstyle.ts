/** Checkstyle XML, which most review tools read. */
import type { Row } from './rows.ts';
import { xml } from './xml.ts';

const LEVEL = { error: 'error', warning: 'warning', note: 'info' } as const;

export function lintCheckstyle(rows: readonly Row[]): string {
  const files = [...new Set(rows.map((r) => r.file))];
  const body = files.map((file) => {
    const errors = rows.filter((r) => r.file === file).map(error);
    return `  <file name="${xml(file)}">\n${errors.join('')}  </file>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n${body.join('')}</checkstyle>\n`;
}

function error(r: Row): string {
  const at = `line="${r.line}" column="${r.column}" severity="${LEVEL[r.severity]}"`;
  return `    <error ${at} message="${xml(r.text)}" source="alert40.${xml(r.rule)}"/>\n`;
}
