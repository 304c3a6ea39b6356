/** The open documents over the disk, and what is known of the configuration that each belongs to. */
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { lint } from '../lint/lint.ts';
import type { Finding } from '../lint/rule.ts';
import { DEFAULT_SETTINGS, type Settings } from '../lint/settings.ts';
import { isWhole } from '../nginx/context.ts';
import type { Files } from '../nginx/files.ts';
import { loadConfig } from '../nginx/load.ts';
import { parseConfig } from '../nginx/parser.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { allMentions, readNamedFiles } from '../node/certificates.ts';
import { disk } from '../node/disk.ts';
import { settingsFileFor, settingsFrom } from '../node/lint-settings.ts';
import { Problem } from '../node/problem.ts';
import { readSettings } from '../node/settings-file.ts';
import type { Message } from '../text/message.ts';
import { ASSUMED_VERSIONS, type Versions } from '../tls/versions.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import { upstreamPaths } from '../upstream/paths.ts';
import { buildScopes } from '../upstream/scopes.ts';

/** One configuration, as the editor and the disk have it together. */
export interface Analysis {
  readonly set: ConfigSet;
  readonly paths: readonly UpstreamTls[];
  readonly versions: Versions;
  readonly findings: readonly Finding[];
  /** What is wrong with `.alert40.yaml`; the defaults are used then. */
  readonly problem: Message | null;
}

/** A file as a part of its configuration. */
export interface Member {
  readonly analysis: Analysis;
  /** Name under which the configuration knows the file. */
  readonly file: string;
}

/** Folders above a document in which `nginx.conf` is looked for. */
const MOST_FOLDERS = 10;

export class Workspace {
  readonly #texts = new Map<string, string>();
  readonly #uris = new Map<string, string>();
  readonly #analyses = new Map<string, Analysis>();
  readonly #mains = new Map<string, string>();
  readonly #files: Files = {
    read: (file) => {
      const text = this.#textOf(file);
      return text === undefined ? disk.read(file) : { text };
    },
    glob: (pattern) => disk.glob(pattern),
  };

  /** Takes the text of an open document. */
  open(uri: string, text: string): void {
    const file = pathOf(uri);
    this.#texts.set(file, text);
    this.#uris.set(file, uri);
    this.forget();
  }

  close(uri: string): void {
    this.#texts.delete(pathOf(uri));
    this.#uris.delete(pathOf(uri));
    this.forget();
  }

  /** Drops what is known, because a file changed. */
  forget(): void {
    this.#analyses.clear();
    this.#mains.clear();
  }

  /** The document in its configuration; null when it cannot be read. */
  member(uri: string): Member | null {
    const own = pathOf(uri);
    const analysis = this.#analysisOf(this.#mainOf(own));
    const file = nameIn(analysis.set, own);
    return file === null ? null : { analysis, file };
  }

  /** The URI of a file of a configuration, in the client's own spelling where it is open. */
  uriOf(file: string): string {
    const known = this.#uris.get(file) ?? this.#uris.get(path.resolve(file));
    if (known !== undefined) return known;
    const linked = this.#linked(file);
    return linked === undefined ? uriOfPath(file) : (this.#uris.get(linked) ?? uriOfPath(file));
  }

  /** The configuration that repairs are tried on: other texts over those that are open. */
  findingsWith(main: string, texts: ReadonlyMap<string, string>): readonly Finding[] {
    const files: Files = {
      read: (file) => {
        const text = texts.get(file);
        return text === undefined ? this.#files.read(file) : { text };
      },
      glob: this.#files.glob,
    };
    return analyse(loadConfig(main, files)).findings;
  }

  #textOf(file: string): string | undefined {
    const text = this.#texts.get(file) ?? this.#texts.get(path.resolve(file));
    if (text !== undefined) return text;
    const linked = this.#linked(file);
    return linked === undefined ? undefined : this.#texts.get(linked);
  }

  /** The open document that a link leads to: `sites-enabled/x` is `sites-available/x`. */
  #linked(file: string): string | undefined {
    const name = path.basename(file);
    for (const open of this.#texts.keys())
      if (path.basename(open) === name && sameFile(open, file)) return open;
    return undefined;
  }

  #analysisOf(main: string): Analysis {
    let analysis = this.#analyses.get(main);
    if (analysis === undefined) {
      analysis = analyse(loadConfig(main, this.#files));
      this.#analyses.set(main, analysis);
    }
    return analysis;
  }

  /** The `nginx.conf` above that includes the file; the file itself when there is none. */
  #mainOf(file: string): string {
    let main = this.#mains.get(file);
    if (main === undefined) {
      main = this.#findMain(file);
      this.#mains.set(file, main);
    }
    return main;
  }

  #findMain(file: string): string {
    const text = this.#texts.get(file);
    if (!path.isAbsolute(file)) return file;
    if (text !== undefined && isWhole(parseConfig(text, file))) return file;
    let folder = path.dirname(file);
    for (let i = 0; i < MOST_FOLDERS; i++) {
      const main = path.join(folder, 'nginx.conf');
      if (main !== file && (this.#texts.has(main) || existsSync(main))) {
        if (nameIn(this.#analysisOf(main).set, file) !== null) return main;
      }
      const above = path.dirname(folder);
      if (above === folder) break;
      folder = above;
    }
    return file;
  }
}

/** Path of a document on disk; the URI itself where it is on none. */
export function pathOf(uri: string): string {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : uri;
  } catch {
    return uri;
  }
}

function uriOfPath(file: string): string {
  return path.isAbsolute(file) ? pathToFileURL(file).href : file;
}

function nameIn(set: ConfigSet, file: string): string | null {
  if (set.files.has(file)) return file;
  const name = path.basename(file);
  for (const known of set.files.keys())
    if (path.basename(known) === name && sameFile(known, file)) return known;
  return null;
}

function sameFile(a: string, b: string): boolean {
  if (path.resolve(a) === path.resolve(b)) return true;
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return false;
  }
}

function analyse(set: ConfigSet): Analysis {
  const { settings, problem } = settingsOf(set.main);
  const versions: Versions = {
    nginx: settings.nginx ?? ASSUMED_VERSIONS.nginx,
    openssl: settings.openssl ?? ASSUMED_VERSIONS.openssl,
    from: settings.nginx === undefined ? 'assumed' : 'flag',
  };
  const scopes = buildScopes(set);
  const paths = upstreamPaths(set, versions, scopes);
  const context = {
    set,
    scopes,
    paths,
    versions,
    files: readNamedFiles(allMentions(paths, scopes), path.dirname(set.main)),
    now: Date.now(),
    expiresWithinDays: Number.parseInt(settings.expires, 10),
  };
  let findings: readonly Finding[] | null = null;
  return {
    set,
    paths,
    versions,
    problem,
    get findings() {
      findings ??= lint(context, settings).findings;
      return findings;
    },
  };
}

function settingsOf(main: string): { settings: Settings; problem: Message | null } {
  if (!path.isAbsolute(main)) return { settings: DEFAULT_SETTINGS, problem: null };
  try {
    const file = settingsFileFor(main, {});
    const read = file === null ? DEFAULT_SETTINGS : readSettings(file);
    return { settings: settingsFrom(read, file, {}).rules, problem: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { settings: DEFAULT_SETTINGS, problem: error.sentence };
  }
}
