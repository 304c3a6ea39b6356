/** Changed text as a unified diff that `patch -p1` applies. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { keyLines } from './pem.ts';

/**
 * Unified diff of one file with three lines of context; empty when nothing
 * changed. Fewer where a private key stands so near, since a diff is passed
 * around: as many before as behind, or `patch` would look at the end of the file.
 */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return '';
  const name = file.replace(/^\/+/, '').replace(/^(?:\.\/)+/, '');
  const keys = keyLines(before);
  for (let context = 3; ; context--) {
    const diff = createTwoFilesPatch(
      `a/${name}`,
      `b/${name}`,
      before,
      after,
      undefined,
      undefined,
      {
        context,
        headerOptions: FILE_HEADERS_ONLY,
      },
    );
    if (context === 0 || keys.size === 0 || !shows(diff, keys)) return diff;
  }
}

function shows(diff: string, keys: ReadonlySet<string>): boolean {
  return diff.split('\n').some((line) => line.startsWith(' ') && isIn(line, keys));
}

/** A key may begin or end within a line of the configuration. */
function isIn(line: string, keys: ReadonlySet<string>): boolean {
  return [...keys].some((key) => line.includes(key));
}
