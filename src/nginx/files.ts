/**
 * The one port through which configuration comes in. Synchronous, because
 * nginx reads its configuration in order and ten thousand awaits cost more
 * than ten thousand reads. Two adapters: memory (here) and disk (`src/node/disk.ts`).
 */
export interface Files {
  /** Decoded text (see `src/text/encoding.ts`), or why it cannot be read. */
  read(path: string): { readonly text: string } | { readonly error: FileError };
  /** Paths that match a glob (`* ? [`), in nginx's order (sorted by bytes); directories excluded. */
  glob(pattern: string): readonly string[];
}

export type FileError = 'not-found' | 'permission' | 'directory' | 'binary' | 'unreadable';
