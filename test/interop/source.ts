/** The project as a repository that others take it from: the files of this work tree, committed and tagged. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');
export const TAG = 'v0.0.1';

export function git(folder: string, ...args: readonly string[]): string {
  const who = [
    '-c',
    'user.name=a',
    '-c',
    'user.email=a@example.com',
    '-c',
    'init.defaultBranch=main',
  ];
  return execFileSync('git', [...who, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export function makeSource(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const listed = git(root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard');
  for (const file of listed.split('\0').filter(Boolean)) {
    // What was deleted and not committed yet is still listed.
    cpSync(path.join(root, file), path.join(folder, file), { force: true, errorOnExist: false });
  }
  commitAll(folder);
  git(folder, 'tag', TAG);
}

export function commitAll(folder: string): void {
  git(folder, 'init', '--quiet');
  git(folder, 'add', '--all', '--force');
  git(folder, 'commit', '--quiet', '--no-verify', '-m', 'all');
}
