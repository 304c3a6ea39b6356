/**
 * Writes changed files so that at every moment each file is either its old or
 * its new self: a temporary file beside it, synced, with the old owner and
 * mode, then renamed. All files or none; the old ones come back as the very
 * same inodes when a later step refuses.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { message } from '../text/message.ts';
import { undisturbed } from './interruption.ts';
import { errnoOf, Problem } from './problem.ts';

export interface FileChange {
  /** As the configuration names it; symbolic links are followed. */
  readonly path: string;
  /** What was read when the change was made up: a file that differs now is not touched. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

interface Staged {
  readonly change: FileChange;
  readonly target: string;
  readonly temporary: string;
  /** The old file under a second name, until all is done. */
  readonly kept: string;
}

/**
 * Writes all changes or none. `accept` judges the new state while the old one
 * can still come back; when it answers false the old files are restored and
 * the result is false. An interruption waits until it is done. Throws a `Problem` when a file cannot be written, with
 * everything as it was.
 */
export function writeChanges(changes: readonly FileChange[], accept: () => boolean): boolean {
  return undisturbed(() => replaceAll(changes, accept));
}

function replaceAll(changes: readonly FileChange[], accept: () => boolean): boolean {
  const staged: Staged[] = [];
  const replaced: Staged[] = [];
  try {
    for (const change of merged(changes)) staged.push(stage(change));
    for (const one of staged) {
      attempt(one.change.path, () => keep(one));
      attempt(one.change.path, () => renameSync(one.temporary, one.target));
      replaced.push(one);
    }
    for (const folder of new Set(staged.map((s) => path.dirname(s.target)))) syncFolder(folder);
    if (accept()) return true;
    restore(replaced);
    return false;
  } catch (error) {
    restore(replaced);
    throw error;
  } finally {
    for (const one of staged) {
      remove(one.temporary);
      remove(one.kept);
    }
  }
}

/** One change per real file: two names may lead to the same one. */
function merged(changes: readonly FileChange[]): FileChange[] {
  const byTarget = new Map<string, FileChange>();
  for (const change of changes) {
    const target = attempt(change.path, () => realpathSync(change.path));
    const other = byTarget.get(target);
    if (other && Buffer.compare(other.after, change.after) !== 0)
      throw new Problem(
        message('write.two-names', { first: other.path, second: change.path, path: target }),
      );
    if (!other) byTarget.set(target, change);
  }
  return [...byTarget.values()];
}

function stage(change: FileChange): Staged {
  const target = realpathSync(change.path);
  const was = attempt(change.path, () => statSync(target));
  if (!was.isFile()) throw new Problem(message('write.no-file', { path: change.path }));
  // Root could replace it all the same, but somebody meant it to stay.
  if ((was.mode & 0o222) === 0)
    throw new Problem(message('write.read-only', { path: change.path }));
  const now = attempt(change.path, () => readFileSync(target));
  if (Buffer.compare(now, change.before) !== 0)
    throw new Problem(message('write.changed', { path: change.path }));

  // A leading dot keeps both from every `include conf.d/*`.
  const stem = `.${path.basename(target)}.alert40-${randomBytes(4).toString('hex')}`;
  const temporary = path.join(path.dirname(target), `${stem}.new`);
  const staged = {
    change,
    target,
    temporary,
    kept: path.join(path.dirname(target), `${stem}.old`),
  };
  try {
    attempt(change.path, () => writeLike(was, temporary, change.after));
  } catch (error) {
    remove(temporary);
    throw error;
  }
  return staged;
}

/** Writes and syncs a new file with the owner and mode of an old one. */
function writeLike(was: Stats, file: string, content: Uint8Array): void {
  const fd = openSync(file, 'wx', 0o600);
  try {
    for (let at = 0; at < content.length; ) at += writeSync(fd, content, at);
    fchownSync(fd, was.uid, was.gid);
    fchmodSync(fd, was.mode & 0o7777);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function keep(one: Staged): void {
  try {
    linkSync(one.target, one.kept);
  } catch (error) {
    // Not every file system has hard links.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'ENOSYS'].includes(errnoOf(error)))
      throw error;
    copyFileSync(one.target, one.kept);
  }
}

function restore(replaced: readonly Staged[]): void {
  for (const one of [...replaced].reverse()) renameSync(one.kept, one.target);
  for (const folder of new Set(replaced.map((s) => path.dirname(s.target)))) syncFolder(folder);
}

/** Makes the renames last through a power cut; file systems that cannot say so in vain. */
function syncFolder(folder: string): void {
  try {
    const fd = openSync(folder, 'r');
    fsyncSync(fd);
    closeSync(fd);
  } catch {
    // The files themselves are synced.
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Renamed already, or never made.
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'write.missing',
  EACCES: 'write.no-permission',
  EPERM: 'write.no-permission',
  EROFS: 'write.read-only-disk',
  ENOSPC: 'write.disk-full',
  EDQUOT: 'write.disk-full',
};

function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = errnoOf(error);
    if (code === '') throw error;
    throw new Problem(message(REASONS[code] ?? 'write.fails', { path: file, code }));
  }
}
