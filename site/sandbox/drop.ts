/** Files and folders that were dropped or chosen, as texts by path. */

/** A configuration file beyond this is something else. */
const MOST = 4_000_000;
const MOST_FILES = 5_000;

export interface Dropped {
  readonly files: Readonly<Record<string, string>>;
  readonly skipped: readonly string[];
}

interface Found {
  readonly path: string;
  readonly file: File;
}

/** Everything in a drop, folders opened. */
export async function droppedFiles(data: DataTransfer): Promise<readonly Found[]> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const found: Found[] = [];
  for (const entry of entries) await collect(entry, found);
  return found;
}

/** What a file input holds. */
export function chosenFiles(list: FileList | null): readonly Found[] {
  return [...(list ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

async function collect(entry: FileSystemEntry, found: Found[]): Promise<void> {
  if (found.length >= MOST_FILES) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.push({ path: entry.fullPath.replace(/^\//, ''), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return;
    for (const one of some) await collect(one, found);
  }
}

/** Texts by path below the folder that holds `nginx.conf`, which comes first. */
export async function asConfiguration(found: readonly Found[]): Promise<Dropped> {
  const texts: [string, string][] = [];
  const skipped: string[] = [];
  for (const { path, file } of found) {
    const text = file.size > MOST ? null : await file.text().catch(() => null);
    if (text === null || text.includes('\0')) skipped.push(path);
    else texts.push([path, text]);
  }
  const main =
    texts
      .map(([path]) => path)
      .sort(byDepth)
      .find((path) => /(?:^|\/)nginx\.conf$/.test(path)) ??
    texts[0]?.[0] ??
    '';
  const folder = main.includes('/') ? main.slice(0, main.lastIndexOf('/') + 1) : '';
  const inner = (path: string) => (path.startsWith(folder) ? path.slice(folder.length) : path);
  texts.sort(([a], [b]) => Number(b === main) - Number(a === main) || (a < b ? -1 : 1));
  return { files: Object.fromEntries(texts.map(([path, text]) => [inner(path), text])), skipped };
}

function byDepth(a: string, b: string): number {
  return a.split('/').length - b.split('/').length;
}
