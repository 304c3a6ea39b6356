/** A unified diff as two columns. */

export interface Side {
  /** Line number in the file; null beside a line that only the other side has. */
  readonly line: number | null;
  readonly text: string;
  readonly changed: boolean;
}

export type SplitRow =
  | { readonly kind: 'file' | 'hunk'; readonly text: string }
  | { readonly kind: 'pair'; readonly before: Side; readonly after: Side };

const NOTHING: Side = { line: null, text: '', changed: false };

export function splitDiff(diff: string): readonly SplitRow[] {
  const rows: SplitRow[] = [];
  let removed: Side[] = [];
  let added: Side[] = [];
  let old = 0;
  let now = 0;
  const flush = () => {
    for (let i = 0; i < Math.max(removed.length, added.length); i++)
      rows.push({ kind: 'pair', before: removed[i] ?? NOTHING, after: added[i] ?? NOTHING });
    removed = [];
    added = [];
  };
  for (const line of diff.replace(/\n$/, '').split('\n')) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line);
    const text = line.slice(1);
    if (hunk) {
      flush();
      old = Number(hunk[1]);
      now = Number(hunk[2]);
      rows.push({ kind: 'hunk', text: line });
    } else if (line.startsWith('--- ')) {
      flush();
      rows.push({ kind: 'file', text: line.slice(4).replace(/^a\//, '') });
    } else if (line.startsWith('+++ ') || line.startsWith('\\')) continue;
    else if (line.startsWith('-')) removed.push({ line: old++, text, changed: true });
    else if (line.startsWith('+')) added.push({ line: now++, text, changed: true });
    else {
      flush();
      const same = { text, changed: false };
      rows.push({
        kind: 'pair',
        before: { line: old++, ...same },
        after: { line: now++, ...same },
      });
    }
  }
  flush();
  return rows;
}
