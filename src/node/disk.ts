/** The disk as the source of configuration files. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { FileError, Files } from '../nginx/files.ts';
import { byBytes, componentMatcher } from '../nginx/glob.ts';
import { decode } from '../text/encoding.ts';

/** Reads from disk, each file whole. Relative paths are relative to the working directory. */
export const disk: Files = { read, glob };

const UTF8 = { encoding: 'utf8', flag: 'r' } as const;

/** What Node has read as UTF-8, unless that was not what it is. */
export function asRead(text: string, path: string): ReturnType<Files['read']> {
  const nul = text.indexOf('\0');
  if (nul >= 0 && nul < 8000) return { error: 'binary' };
  return { text: text.includes('\ufffd') ? decode(readFileSync(path)) : text };
}

function read(path: string): { text: string } | { error: FileError } {
  try {
    // The fast way first: Node reads and decodes in one call.
    return asRead(readFileSync(path, UTF8), path);
  } catch (error) {
    return { error: fileError((error as NodeJS.ErrnoException).code) };
  }
}

/** What an error code of the file system means to a reader of files. */
export function fileError(code: string | undefined): FileError {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'not-found';
    case 'EACCES':
    case 'EPERM':
      return 'permission';
    case 'EISDIR':
      return 'directory';
    default:
      return 'unreadable';
  }
}

function glob(pattern: string): readonly string[] {
  const components = pattern.split('/');
  let found = [''];
  components.forEach((component, i) => {
    const last = i === components.length - 1;
    const matches = componentMatcher(component);
    const slash = last ? '' : '/';
    if (matches === null) {
      const name = component.replace(/\\(.)/gs, '$1');
      found = found.map((base) => base + name + slash).filter((path) => !last || isFile(path));
    } else {
      found = found.flatMap((base) =>
        entries(base, matches, last).map((name) => base + name + slash),
      );
    }
  });
  return found.sort(byBytes);
}

function entries(directory: string, matches: (name: string) => boolean, last: boolean): string[] {
  try {
    return readdirSync(directory === '' ? '.' : directory, { withFileTypes: true })
      .filter((e) => {
        if (!matches(e.name)) return false;
        if (!e.isSymbolicLink()) return last !== e.isDirectory();
        // A link that leads nowhere is a match, as it is to nginx, which then fails to open it.
        return last !== (statOf(directory + e.name)?.isDirectory() ?? false);
      })
      .map((e) => e.name);
  } catch {
    return [];
  }
}

function isFile(path: string): boolean {
  return statOf(path)?.isDirectory() === false;
}

function statOf(path: string) {
  return statSync(path, { throwIfNoEntry: false });
}
