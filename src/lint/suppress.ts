/**
 * Comments that silence a rule:
 *
 *     # alert40-disable-next-line verify-off -- the pin is checked by the mesh
 *     # alert40-disable-file sni-off -- generated, replaced in March
 *
 * A reason is required, and a comment that silences nothing is reported, so
 * that exceptions do not outlive what they were made for.
 */
import type { Range } from '../text/edit.ts';

export interface Suppression {
  readonly scope: 'next-line' | 'file';
  readonly rules: readonly string[];
  readonly reason: string | null;
  readonly range: Range;
  /** 0-based line that it silences; -1 for the whole file. */
  readonly line: number;
}

const MARK = 'alert40-disable-';
const FORM = /alert40-disable-(next-line|file)\b[ \t]*([^\r\n]*)/g;

/** The suppressions of one file. Reads any comment syntax, because templates have their own. */
export function suppressionsOf(text: string): readonly Suppression[] {
  if (!text.includes(MARK)) return [];
  const found: Suppression[] = [];
  for (const m of text.matchAll(FORM)) {
    const [names = '', ...rest] = (m[2] ?? '').split(/\s--\s/);
    const reason = rest
      .join(' -- ')
      .replace(/\s*(?:[#-]?\}+|%>|\*\/|-->)\s*$/, '')
      .trim();
    found.push({
      scope: m[1] === 'file' ? 'file' : 'next-line',
      rules: names.split(/[\s,]+/).filter((name) => /^[a-z0-9-]+$/.test(name)),
      reason: reason || null,
      range: { start: m.index, end: m.index + m[0].trimEnd().length },
      line: m[1] === 'file' ? -1 : lineNumber(text, m.index) + 1,
    });
  }
  return found;
}

function lineNumber(text: string, offset: number): number {
  let line = 0;
  for (let i = text.indexOf('\n'); i !== -1 && i < offset; i = text.indexOf('\n', i + 1)) line++;
  return line;
}
