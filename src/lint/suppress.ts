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
  /** Null when the comment has a form that does not exist. */
  readonly scope: 'next-line' | 'file' | null;
  /** As written, for example `alert40-disable-next-line`. */
  readonly form: string;
  readonly rules: readonly string[];
  readonly reason: string | null;
  readonly range: Range;
  /** 0-based line that it silences; -1 for the whole file. */
  readonly line: number;
}

/** What every such comment begins with. */
export const MARK = 'alert40-disable';
const FORM = /alert40-disable((?:-[a-z]+)*)(?![\w-])[ \t]*([^\r\n]*)/g;
const SCOPES = { '-next-line': 'next-line', '-file': 'file' } as const;

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
    const written = m[1] ?? '';
    const scope = SCOPES[written as keyof typeof SCOPES] ?? null;
    found.push({
      scope,
      form: MARK + written,
      rules: names.split(/[\s,]+/).filter((name) => /^[a-z0-9-]+$/.test(name)),
      reason: reason || null,
      range: { start: m.index, end: m.index + m[0].trimEnd().length },
      line: scope === 'file' ? -1 : lineNumber(text, m.index) + 1,
    });
  }
  return found;
}

function lineNumber(text: string, offset: number): number {
  let line = 0;
  for (let i = text.indexOf('\n'); i !== -1 && i < offset; i = text.indexOf('\n', i + 1)) line++;
  return line;
}
