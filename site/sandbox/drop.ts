/** Files and folders that were dropped or chosen, as texts by path. */

/** A configuration file beyond this is something else. */
export const MOST = 4_000_000;
const MOST_FILES = 5_000;
/** Of all files of a configuration together. */
const MOST_TOGETHER = 64_000_000;
/** Folders inside of each other. */
const MOST_DEPTH = 24;

export interface Found {
  readonly path: string;
  readonly file: File;
}

/** What was found, and what was left out of it. */
export interface Drop {
  readonly found: readonly Found[];
  /** Folders that lead back into themselves. */
  readonly cycles: readonly string[];
  /** Only the first files were taken. */
  readonly tooMany: boolean;
}

export interface LeftOut extends Omit<Drop, 'found'> {
  /** No text, too large, or gone. */
  readonly unreadable: readonly string[];
}

/** Everything in a drop, folders opened. */
export async function droppedFiles(data: DataTransfer): Promise<Drop> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const found: Found[] = [];
  const cycles: string[] = [];
  const pending = entries.map((entry) => ({ entry, above: [] as readonly string[] }));
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    if (found.length > MOST_FILES) break;
    const { entry, above } = next;
    if (entry.isFile) {
      const file = await fileOf(entry as FileSystemFileEntry);
      found.push({ path: entry.fullPath.replace(/^\//, ''), file });
      continue;
    }
    const inside = await entriesOf(entry as FileSystemDirectoryEntry);
    const likeness = await likenessOf(inside);
    // A link to a folder above shows the very same files once more.
    if (above.length >= MOST_DEPTH || (inside.length > 0 && above.includes(likeness)))
      cycles.push(entry.fullPath.replace(/^\//, ''));
    else pending.push(...inside.map((one) => ({ entry: one, above: [...above, likeness] })));
  }
  return { found: found.slice(0, MOST_FILES), cycles, tooMany: found.length > MOST_FILES };
}

/** What a file input holds. */
export function chosenFiles(list: FileList | null): Drop {
  const all = [...(list ?? [])];
  const found = all.slice(0, MOST_FILES).map((file) => ({
    path: file.webkitRelativePath || file.name,
    file,
  }));
  return { found, cycles: [], tooMany: all.length > found.length };
}

/** A file that cannot be opened is empty and unreadable, not a reason to lose the others. */
function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve) => {
    entry.file(resolve, () => resolve(new File(['\0'], entry.name)));
  });
}

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  while (all.length <= MOST_FILES) {
    // Folders come in batches; an empty one is the last.
    const some = await new Promise<FileSystemEntry[]>((resolve) => {
      reader.readEntries(resolve, () => resolve([]));
    });
    if (some.length === 0) break;
    all.push(...some);
  }
  return all;
}

async function likenessOf(entries: readonly FileSystemEntry[]): Promise<string> {
  const parts = entries.slice(0, 200).map(async (entry) => {
    if (!entry.isFile) return `${entry.name}/`;
    const { size, lastModified } = await fileOf(entry as FileSystemFileEntry);
    return `${entry.name} ${size} ${lastModified}`;
  });
  return (await Promise.all(parts)).sort().join('\n');
}

/** Texts by path below the folder that holds `nginx.conf`, which comes first. */
export async function asConfiguration({ found, cycles, tooMany }: Drop): Promise<{
  readonly files: Readonly<Record<string, string>>;
  readonly leftOut: LeftOut;
}> {
  const texts: [string, string][] = [];
  const unreadable: string[] = [];
  let together = 0;
  for (const { path, file } of found) {
    const fits = file.size <= MOST && together + file.size <= MOST_TOGETHER;
    const text = fits ? await textOf(file) : null;
    if (text === null) unreadable.push(path);
    else {
      texts.push([path, text]);
      together += file.size;
    }
  }
  const main = mainOf(texts.map(([path]) => path));
  const folder = main.includes('/') ? main.slice(0, main.lastIndexOf('/') + 1) : '';
  const inner = (path: string) => (path.startsWith(folder) ? path.slice(folder.length) : path);
  texts.sort(([a], [b]) => Number(b === main) - Number(a === main) || (a < b ? -1 : 1));
  return {
    files: Object.fromEntries(texts.map(([path, text]) => [inner(path), text])),
    leftOut: { unreadable, cycles, tooMany },
  };
}

/** The text of a file; null when it is none, too large, or gone. */
export async function textOf(file: File): Promise<string | null> {
  if (file.size > MOST) return null;
  const text = await file.text().catch(() => null);
  return text === null || text.includes('\0') ? null : text;
}

function mainOf(paths: readonly string[]): string {
  const depth = (path: string) => path.split('/').length;
  const named = paths.filter((path) => /(?:^|\/)nginx\.conf$/.test(path));
  return named.sort((a, b) => depth(a) - depth(b))[0] ?? paths[0] ?? '';
}
