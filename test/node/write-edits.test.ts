import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '../../src/node/problem.ts';
import { type FileChange, writeChanges } from '../../src/node/write-edits.ts';

const root = process.getuid?.() === 0;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'alert40-write-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, text = 'old\n'): string {
  const where = path.join(folder, name);
  writeFileSync(where, text);
  return where;
}

function change(where: string, after = 'new\n', before = 'old\n'): FileChange {
  return { path: where, before: Buffer.from(before), after: Buffer.from(after) };
}

/** The sentence that the work ends with. */
function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error.sentence.id;
    throw error;
  }
  return 'none';
}

const yes = () => true;

describe('writing', () => {
  it('replaces the content and keeps mode and owner', () => {
    const where = file('a.conf');
    chmodSync(where, 0o640);
    if (root) chownSync(where, 1234, 4321);
    expect(writeChanges([change(where)], yes)).toBe(true);
    expect(readFileSync(where, 'utf8')).toBe('new\n');
    const now = statSync(where);
    expect(now.mode & 0o777).toBe(0o640);
    if (root) expect([now.uid, now.gid]).toEqual([1234, 4321]);
    expect(readdirSync(folder)).toEqual(['a.conf']);
  });

  it('follows symbolic links and leaves them links', () => {
    mkdirSync(path.join(folder, 'available'));
    const real = file('available/site');
    const link = path.join(folder, 'enabled');
    symlinkSync('available/site', link);
    expect(writeChanges([change(link)], yes)).toBe(true);
    expect(readlinkSync(link)).toBe('available/site');
    expect(readFileSync(real, 'utf8')).toBe('new\n');
  });

  it('writes a file once that has two names, and refuses two versions of it', () => {
    const real = file('site');
    const link = path.join(folder, 'link');
    symlinkSync('site', link);
    expect(writeChanges([change(real), change(link)], yes)).toBe(true);
    const twice = [change(real, 'x', 'new\n'), change(link, 'y', 'new\n')];
    expect(refusal(() => writeChanges(twice, yes))).toBe('write.two-names');
  });

  it('shows the new files while they are judged, and brings back the same files when refused', () => {
    const a = file('a.conf');
    const b = file('b.conf');
    const inodes = [a, b].map((f) => statSync(f).ino);
    const seen: string[] = [];
    const accept = () => {
      seen.push(readFileSync(a, 'utf8'), readFileSync(b, 'utf8'));
      // What `include folder/*` of nginx would read at this moment.
      seen.push(...readdirSync(folder).filter((name) => !name.startsWith('.')));
      return false;
    };
    expect(writeChanges([change(a), change(b)], accept)).toBe(false);
    expect(seen).toEqual(['new\n', 'new\n', 'a.conf', 'b.conf']);
    expect([a, b].map((f) => readFileSync(f, 'utf8'))).toEqual(['old\n', 'old\n']);
    expect([a, b].map((f) => statSync(f).ino)).toEqual(inodes);
    expect(readdirSync(folder)).toEqual(['a.conf', 'b.conf']);
  });

  it('writes none when one of them cannot be written', () => {
    const a = file('a.conf');
    const b = file('b.conf', 'edited meanwhile\n');
    expect(refusal(() => writeChanges([change(a), change(b)], yes))).toBe('write.changed');
    expect(readFileSync(a, 'utf8')).toBe('old\n');
    expect(readdirSync(folder)).toEqual(['a.conf', 'b.conf']);
  });

  it('comes back when the judge itself fails', () => {
    const a = file('a.conf');
    const broken = () => {
      throw new Error('no nginx');
    };
    expect(() => writeChanges([change(a)], broken)).toThrow('no nginx');
    expect(readFileSync(a, 'utf8')).toBe('old\n');
    expect(readdirSync(folder)).toEqual(['a.conf']);
  });

  it('leaves read-only files, missing files and folders alone', () => {
    const a = file('a.conf');
    chmodSync(a, 0o444);
    expect(refusal(() => writeChanges([change(a)], yes))).toBe('write.read-only');
    const gone = path.join(folder, 'gone.conf');
    expect(refusal(() => writeChanges([change(gone)], yes))).toBe('write.missing');
    expect(refusal(() => writeChanges([change(folder)], yes))).toBe('write.no-file');
  });

  // Root may write everywhere, so only others can see this.
  if (!root) {
    it('says so when the folder may not be written', () => {
      const a = file('a.conf');
      chmodSync(folder, 0o555);
      expect(refusal(() => writeChanges([change(a)], yes))).toBe('write.no-permission');
      chmodSync(folder, 0o755);
    });
  }

  it('says so when the disk is full or read-only, with nothing half-written', (context) => {
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'alert40', folder]);
    if (mounted.status !== 0) return context.skip('needs the right to mount');
    try {
      const a = file('a.conf');
      const big = change(a, 'x'.repeat(64 * 1024));
      expect(refusal(() => writeChanges([big], yes))).toBe('write.disk-full');
      expect(readFileSync(a, 'utf8')).toBe('old\n');
      expect(readdirSync(folder)).toEqual(['a.conf']);
      execFileSync('mount', ['-o', 'remount,ro', folder]);
      expect(refusal(() => writeChanges([change(a)], yes))).toBe('write.read-only-disk');
    } finally {
      execFileSync('umount', [folder]);
    }
  });
});
