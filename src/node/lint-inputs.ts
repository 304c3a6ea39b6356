/** What there is to lint below the paths that a user names. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Piece, Unclear } from '../lint/embedded/piece.ts';
import type { Files } from '../nginx/files.ts';
import { loadConfig } from '../nginx/load.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { message } from '../text/message.ts';
import { disk } from './disk.ts';
import { errnoOf, Problem } from './problem.ts';

/** Names under which nginx configuration is kept, plain or as a template. */
const NAMES =
  /^nginx\.conf|\.(?:conf|nginx|vhost|ngx)(?:\.(?:j2|jinja2?|erb|tmpl|tpl|gotmpl|template|in|dist))?$|\.(?:conf|nginx)-\w+$/;
/** Folders whose files need no ending. */
const FOLDERS = /(?:^|\/)(?:sites-(?:available|enabled)|conf\.d|snippets|vhosts(?:\.d)?)$/;
/** Files that carry configuration inside: pieces of it are linted, each on its own. */
export const DOCKERFILE = /(?:^|\.)(?:Docker|Container)file(?:\.[\w-]+)?$/i;
export const MANIFEST = /\.ya?ml$/;
const EXPORT = /\.json$/;
/** Where nginx-proxy-manager keeps what it generates. */
export const GENERATED = /(?:^|[\\/])proxy_host[\\/]\d+\.conf$/;
const SKIPPED = new Set(['.git', 'node_modules', '.svn', '.hg', 'vendor']);

/** What is linted on its own: a configuration, or a piece of one inside another file. */
export interface LintInput {
  readonly set: ConfigSet;
  /** Set for a piece of a file, with the file as it is. */
  readonly inside: { readonly piece: Piece | null; readonly whole: ConfigSet } | null;
  /** What could not be understood around the pieces. */
  readonly unclear: readonly Unclear[];
}

export function plainInput(set: ConfigSet): LintInput {
  return { set, inside: null, unclear: [] };
}

/**
 * What may be a configuration below the paths, main files first, so that what they include
 * is read in its place. Throws a `Problem` for a path that cannot be read.
 */
export function filesAt(
  paths: readonly string[],
  ignored: (file: string) => boolean,
): readonly string[] {
  const files = paths.flatMap((given) => candidates(given)).filter((file) => !ignored(file));
  return [...new Set(files)].sort(mainFirst);
}

/**
 * Loads the configurations among the files that stand below the paths. A file that another
 * one includes, or that is `done` with, is not looked at on its own.
 */
export async function configurationsAt(
  files: readonly string[],
  paths: readonly string[],
  done: Iterable<string> = [],
): Promise<readonly LintInput[]> {
  const sets: ConfigSet[] = [];
  const carriers: string[] = [];
  const reached = new Set<string>(done);
  for (const file of files) {
    if (reached.has(file)) continue;
    if (isCarrier(file)) {
      carriers.push(file);
      continue;
    }
    const set = loadConfig(file, disk);
    for (const included of set.files.keys()) if (included !== file) reached.add(included);
    sets.push(set);
  }
  const whole = sets.filter((set) => !reached.has(set.main)).map((set) => plainInput(set));
  if (carriers.length === 0) return whole;
  // What takes them apart is large: it reads YAML.
  const { piecesInside } = await import('./lint-carriers.ts');
  return [...whole, ...piecesInside(carriers, paths)];
}

/** Whether configuration stands in the file among other things. */
export function isCarrier(file: string): boolean {
  const name = path.basename(file);
  return DOCKERFILE.test(name) || MANIFEST.test(name) || EXPORT.test(name) || GENERATED.test(file);
}

/** The disk, with other texts in place of some of its files. */
export function overlay(texts: ReadonlyMap<string, string>): Files {
  return {
    read(file) {
      const text = texts.get(file);
      return text === undefined ? disk.read(file) : { text };
    },
    glob: (pattern) => disk.glob(pattern),
  };
}

function mainFirst(a: string, b: string): number {
  const rank = (file: string) => (/^nginx\.conf/.test(path.basename(file)) ? 0 : 1);
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function candidates(given: string): readonly string[] {
  try {
    return statSync(given).isDirectory() ? below(given) : [given];
  } catch (error) {
    const id = errnoOf(error) === 'ENOENT' ? 'config.not-found' : 'config.permission';
    throw new Problem(message(id, { path: given }));
  }
}

/** Links to folders are not followed: they lead in circles, and out of the tree. */
function below(folder: string): string[] {
  const found: string[] = [];
  const open = [folder];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const plain = FOLDERS.test(at);
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const file = path.join(at, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) open.push(file);
      } else if (
        isCarrier(file) ||
        NAMES.test(entry.name) ||
        (plain && !entry.name.startsWith('.'))
      )
        found.push(file);
    }
  }
  return found;
}
