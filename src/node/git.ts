/** What git knows of changed files. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { message } from '../text/message.ts';
import { Problem } from './problem.ts';

/** Tells whether a file differs from its state at a revision; files that git does not know count as changed. */
export function changedSince(revision: string): (file: string) => boolean {
  // Git would take it for one of its options, and some of them write files.
  if (revision.startsWith('-')) throw new Problem(message('lint.bad-revision', { revision }));
  try {
    const top = git(['rev-parse', '--show-toplevel']).trim();
    const changed = git(['diff', '--name-only', '-z', revision, '--']);
    const unknown = git(['ls-files', '--others', '--exclude-standard', '--full-name', '-z', top]);
    const names = `${changed}${unknown}`.split('\0').filter(Boolean);
    const files = new Set(names.map((name) => path.join(top, name)));
    return (file) => files.has(path.resolve(file));
  } catch (error) {
    const stderr = (error as { stderr?: unknown }).stderr;
    const reason =
      String(stderr ?? error)
        .trim()
        .split('\n')[0] ?? '';
    throw new Problem(message('lint.no-git', { reason }));
  }
}

function git(args: readonly string[]): string {
  return execFileSync('git', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  });
}
