/**
 * Old findings, so that a team can start with a clean run and mend the rest
 * later. A finding is known by rule, file and the text of its line: moving a
 * line keeps it known, changing it does not. `nameOf` says how the baseline names
 * a file: relative to itself, so that it holds wherever the program is started.
 */
import type { ConfigSet } from '../nginx/tree-set.ts';
import type { Finding } from './rule.ts';

/** `alert40/baseline/1`: how often each known finding stands in each file. */
export interface Baseline {
  readonly schema: 'alert40/baseline/1';
  readonly findings: readonly {
    readonly rule: string;
    readonly file: string;
    readonly line: string;
    readonly count: number;
  }[];
}

/** Records the findings as known. */
export function baselineOf(
  findings: readonly Finding[],
  set: ConfigSet,
  nameOf: (file: string) => string,
): Baseline {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const key = keyOf(finding, set, nameOf);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const known = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    schema: 'alert40/baseline/1',
    findings: known.map(([key, count]) => {
      const [rule = '', file = '', line = ''] = key.split('\0');
      return { rule, file, line, count };
    }),
  };
}

/** The findings that the baseline does not know. */
export function newFindings(
  findings: readonly Finding[],
  baseline: Baseline,
  set: ConfigSet,
  nameOf: (file: string) => string,
): readonly Finding[] {
  const left = new Map(baseline.findings.map((f) => [`${f.rule}\0${f.file}\0${f.line}`, f.count]));
  return findings.filter((finding) => {
    const key = keyOf(finding, set, nameOf);
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count === 0;
  });
}

function keyOf(finding: Finding, set: ConfigSet, nameOf: (file: string) => string): string {
  const text = set.files.get(finding.file)?.text ?? '';
  const from = text.lastIndexOf('\n', Math.max(0, finding.range.start - 1)) + 1;
  const to = text.indexOf('\n', finding.range.start);
  const line = text.slice(from, to === -1 ? undefined : to);
  return `${finding.rule}\0${nameOf(finding.file)}\0${line.trim().replace(/\s+/g, ' ')}`;
}
