/** What every lint format shows: findings with line, column and sentence. */
import type { LintResult } from '../../lint/lint.ts';
import type { Severity } from '../../lint/rule.ts';
import type { ConfigSet } from '../../nginx/tree-set.ts';
import type { Edit } from '../../text/edit.ts';
import { LineIndex } from '../../text/lines.ts';
import { type Language, say } from '../messages/catalogue.ts';

export interface Row {
  readonly rule: string;
  readonly severity: Severity;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
  readonly notFixable: string | null;
  readonly edits: readonly Edit[];
  readonly related: readonly {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly text: string;
  }[];
}

/** Rows in the order of the findings. Columns count UTF-16 code units, as editors do. */
export function rowsOf(
  result: Pick<LintResult, 'findings'>,
  set: ConfigSet,
  language: Language,
): readonly Row[] {
  const indexes = new Map<string, LineIndex>();
  const at = (file: string, offset: number) => {
    let index = indexes.get(file);
    if (!index) {
      index = new LineIndex(set.files.get(file)?.text ?? '');
      indexes.set(file, index);
    }
    return index.position(offset);
  };
  return result.findings.map((f) => {
    const start = at(f.file, f.range.start);
    const end = at(f.file, f.range.end);
    return {
      rule: f.rule,
      severity: f.severity,
      file: f.file,
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      text: say(f.message, language),
      notFixable: f.notFixable && say(f.notFixable, language),
      edits: f.edits,
      related: f.related.map((r) => ({
        file: r.file,
        ...at(r.file, r.range.start),
        text: say(r.message, language),
      })),
    };
  });
}
