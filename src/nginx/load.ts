/**
 * A configuration and everything it includes, the way nginx resolves it:
 * relative to the directory of the main file, globs in byte order, a missing
 * plain file fatal (here: a problem). Each file is parsed once.
 */
import { message } from '../text/message.ts';
import { contextOf, isWhole } from './context.ts';
import { dumpParts } from './dump.ts';
import type { Files } from './files.ts';
import { isGlob } from './glob.ts';
import { memoryFiles } from './memory-files.ts';
import { parseConfig } from './parser.ts';
import { fileMessage } from './problems.ts';
import type { ConfigFile, Directive, IncludeSite, Item } from './tree.ts';
import type { ConfigProblem, ConfigSet } from './tree-set.ts';

/** Files that one configuration may unfold to, counted as often as they are included; beyond is an attack or a mistake. */
const MOST_INCLUDED = 1_000_000;

/** Loads a main file, a fragment, or the output of `nginx -T`. Never throws: what fails is among the problems. */
export function loadConfig(main: string, files: Files): ConfigSet {
  const read = files.read(main);
  if ('error' in read) {
    const problem = { message: fileMessage(read.error, main), file: main, start: 0, end: 0 };
    return { main, files: new Map(), includes: new Map(), context: 'main', problems: [problem] };
  }
  const parts = dumpParts(read.text);
  if (parts === null) return new Loader(main, files).load(read.text);
  const texts = new Map(
    [...parts].map(([path, { start, end }]) => [path, read.text.slice(start, end)]),
  );
  const [first = main] = parts.keys();
  const set = new Loader(first, memoryFiles(texts)).load(texts.get(first) ?? '');
  return { ...set, dump: { path: main, parts } };
}

/** A configuration without the many files that one of its includes brings in. */
export interface Outline {
  readonly set: ConfigSet;
  /** The include; here it brings in what was to be kept. */
  readonly site: IncludeSite;
  /** All that it stands for, in nginx's order. */
  readonly paths: readonly string[];
}

/** What an outline leaves out: the files of an include of at least so many, but for those to keep. */
export interface Leaving {
  readonly least: number;
  readonly keep: ReadonlySet<string>;
}

/**
 * Loads a main file without the fleet that an include in its `http` brings in. Null when
 * no include is that large, or more than one.
 */
export function loadOutline(main: string, files: Files, leaving: Leaving): Outline | null {
  const read = files.read(main);
  if ('error' in read || dumpParts(read.text) !== null) return null;
  return new Loader(main, files).outline(read.text, leaving);
}

/** The configuration as it would be if the include stood for these files alone. */
export function loadPart(outline: Outline, paths: readonly string[], files: Files): ConfigSet {
  return new Loader(outline.set.main, files).part(outline, paths);
}

/** A file whose includes are being followed. */
interface Frame {
  readonly file: ConfigFile;
  site: number;
  /** What the current site brings in. */
  targets: string[];
  target: number;
}

class Loader {
  readonly #main: string;
  /** Where relative includes are looked for: beside the main file. */
  #directories: readonly string[] = [];
  readonly #source: Files;
  readonly #files = new Map<string, ConfigFile>();
  readonly #includes = new Map<Directive, string[]>();
  readonly #problems: ConfigProblem[] = [];
  readonly #stack: Frame[] = [];
  /** The include of an outline, and those of its files that are followed. */
  #left: { readonly site: IncludeSite; readonly keep: string[] } | null = null;
  /** Matches by pattern: a pattern in every virtual host is asked for once. */
  readonly #globbed = new Map<string, readonly string[]>();
  /** Paths on the stack: including one of them again is a cycle. */
  readonly #open = new Set<string>();
  /** How many files each finished file unfolds to, itself included. */
  readonly #unfolded = new Map<string, number>();

  constructor(main: string, source: Files) {
    this.#main = main;
    this.#source = source;
  }

  load(text: string): ConfigSet {
    return this.#loadFrom(parseConfig(text, this.#main));
  }

  outline(text: string, { least, keep }: Leaving): Outline | null {
    const main = parseConfig(text, this.#main);
    this.#directories = directoriesFor(main);
    const inHttp = new Set(main.items.flatMap(itemsOfHttp));
    const [left, ...more] = main.includes
      .filter(({ directive }) => inHttp.has(directive))
      .map((site) => ({ site, paths: this.#resolve(site) }))
      .filter(({ paths }) => paths.length >= least);
    if (left === undefined || more.length > 0) return null;
    this.#left = { site: left.site, keep: left.paths.filter((path) => keep.has(path)) };
    return { ...left, set: this.#loadFrom(main) };
  }

  part({ set, site }: Outline, paths: readonly string[]): ConfigSet {
    const main = set.files.get(this.#main) as ConfigFile;
    this.#directories = directoriesFor(main);
    for (const [path, file] of set.files) this.#files.set(path, file);
    for (const [directive, targets] of set.includes) this.#includes.set(directive, [...targets]);
    this.#problems.push(...set.problems);
    const frame = { file: main, site: main.includes.indexOf(site), targets: [...paths], target: 0 };
    this.#includes.set(site.directive, frame.targets);
    this.#open.add(main.path);
    this.#stack.push(frame);
    while (this.#stack.length > 1 || frame.target < frame.targets.length)
      this.#step(this.#stack.at(-1) as Frame);
    return { ...this.#loaded(), context: set.context };
  }

  #loadFrom(main: ConfigFile): ConfigSet {
    this.#directories = directoriesFor(main);
    this.#enter(main);
    for (let frame = this.#stack.at(-1); frame !== undefined; frame = this.#stack.at(-1)) {
      this.#step(frame);
    }
    const set = this.#loaded();
    return { ...set, context: contextOf(set) };
  }

  #loaded() {
    return {
      main: this.#main,
      files: this.#files,
      includes: this.#includes,
      problems: this.#problems,
    };
  }

  #enter(file: ConfigFile): void {
    this.#files.set(file.path, file);
    this.#open.add(file.path);
    this.#stack.push({ file, site: -1, targets: [], target: 0 });
  }

  /** Goes on with one file: its next included file, its next include, or its end. */
  #step(frame: Frame): void {
    const { file } = frame;
    const site = file.includes[frame.site];
    const path = frame.targets[frame.target];
    if (site !== undefined && path !== undefined) {
      if (this.#open.has(path)) {
        this.#drop(frame, site);
        this.#report(file, site, message('config.include-cycle', { path }));
      } else if (this.#files.has(path)) frame.target++;
      else this.#readFile(frame, site, path);
      return;
    }
    if (site !== undefined) this.#boundSite(frame, site);
    const next = file.includes[++frame.site];
    if (next === undefined) this.#leave(file);
    else {
      frame.targets = next === this.#left?.site ? this.#left.keep : this.#resolve(next);
      frame.target = 0;
      this.#includes.set(next.directive, frame.targets);
    }
  }

  #leave(file: ConfigFile): void {
    this.#stack.pop();
    this.#open.delete(file.path);
    let unfolded = 1;
    for (const { directive } of file.includes) unfolded += this.#unfoldedBy(directive);
    this.#unfolded.set(file.path, unfolded);
  }

  #readFile(frame: Frame, site: IncludeSite, path: string): void {
    const read = this.#source.read(path);
    if ('text' in read) {
      this.#enter(parseConfig(read.text, path, { content: site.content }));
    } else {
      this.#drop(frame, site);
      this.#report(frame.file, site, fileMessage(read.error, path));
    }
  }

  #drop(frame: Frame, site: IncludeSite): void {
    frame.targets = frame.targets.filter((_, i) => i !== frame.target);
    this.#includes.set(site.directive, frame.targets);
  }

  #unfoldedBy(directive: Directive): number {
    let sum = 0;
    for (const path of this.#includes.get(directive) ?? []) sum += this.#unfolded.get(path) ?? 1;
    return sum;
  }

  #boundSite(frame: Frame, site: IncludeSite): void {
    if (this.#unfoldedBy(site.directive) <= MOST_INCLUDED) return;
    this.#includes.set(site.directive, []);
    this.#report(frame.file, site, message('config.too-many-includes', { most: MOST_INCLUDED }));
  }

  #resolve(site: IncludeSite): string[] {
    const [word] = site.directive.args;
    if (word === undefined || word.value === '' || word.opaque) return [];
    const paths = isAbsolute(word.value)
      ? [tidy(word.value)]
      : this.#directories.map((directory) => tidy(directory + word.value));
    const [first = ''] = paths;
    if (isGlob(first)) {
      const found = paths.map((path) => this.#glob(path)).find((matches) => matches.length > 0);
      return [...(found ?? [])];
    }
    return [paths.find((path) => paths.length === 1 || 'text' in this.#source.read(path)) ?? first];
  }

  #glob(pattern: string): readonly string[] {
    const known = this.#globbed.get(pattern);
    if (known !== undefined) return known;
    const found = this.#source.glob(pattern);
    this.#globbed.set(pattern, found);
    return found;
  }

  #report(file: ConfigFile, site: IncludeSite, m: ConfigProblem['message']): void {
    const { start, end } = site.directive;
    this.#problems.push({ message: m, file: file.path, start, end });
  }
}

function itemsOfHttp(item: Item): readonly Item[] {
  const isHttp = item.kind === 'directive' && item.name === 'http';
  return isHttp ? (item.block?.items ?? []) : [];
}

/**
 * nginx looks beside the main file. A fragment has been given in its place, say
 * `conf.d/api.conf`, so the folders above it are tried as well.
 */
function directoriesFor(main: ConfigFile): readonly string[] {
  const folder = /^(?:.*[/\\])?/.exec(main.path)?.[0] ?? '';
  if (isWhole(main)) return [folder];
  const above = folder.startsWith('/') ? folder.replace(/[^/]+\/$/, '') : `${folder}../`;
  const further = folder.startsWith('/') ? above.replace(/[^/]+\/$/, '') : `${above}../`;
  return [...new Set([folder, above, further])];
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path);
}

/** The same file under one name: without `./` and doubled slashes. `..` stays, since links may lead elsewhere. */
function tidy(path: string): string {
  return path.replace(/\/(?:\.?\/)+/g, '/').replace(/^\.\/+(?=.)/, '');
}
