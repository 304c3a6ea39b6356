/** GitLab's code-quality report. Fingerprints stay the same when lines move. */
import type { Row } from './rows.ts';

const LEVEL = { error: 'critical', warning: 'major', note: 'info' } as const;

export function lintGitlab(rows: readonly Row[]): string {
  const seen = new Map<string, number>();
  const issues = rows.map((r) => {
    // GitLab knows files by their path in the repository, which has no dot before it.
    const file = r.file.replace(/^(?:\.\/+)+/, '');
    const key = `${r.rule}\0${file}\0${r.text}`;
    const nth = seen.get(key) ?? 0;
    seen.set(key, nth + 1);
    return {
      description: r.text,
      check_name: r.rule,
      fingerprint: fnv(`${key}\0${nth}`),
      severity: LEVEL[r.severity],
      location: { path: file, lines: { begin: r.line, end: r.endLine } },
    };
  });
  return `${JSON.stringify(issues, null, 2)}\n`;
}

/** FNV-1a over UTF-16 code units, 64 bits in hexadecimal: an identity, not a protection. */
function fnv(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
