/**
 * Lints a main file that includes a fleet, one file per virtual host, in parts, so that
 * only a part is ever in memory. What is found is what linting the whole finds; where
 * the parts depend on each other there is no answer, and the whole has to be linted.
 */
import type { NamedFile } from '../causes/named-files.ts';
import type { LintResult } from '../lint/lint.ts';
import {
  type Entangled,
  entanglement,
  lintOutline,
  lintPart,
  type OutlineResult,
  type PartResult,
} from '../lint/part.ts';
import type { Settings } from '../lint/settings.ts';
import type { Files } from '../nginx/files.ts';
import { loadOutline, loadPart, type Outline } from '../nginx/load.ts';
import { disk } from '../node/disk.ts';
import { readAhead } from '../node/read-ahead.ts';
import { type Row, rowsOf } from '../report/lint/rows.ts';
import type { Language } from '../report/messages/catalogue.ts';
import { type ContextOptions, lintContext } from './lint-context.ts';

export interface FleetReport {
  readonly rows: readonly Row[];
  readonly silenced: number;
  /** All that were read. */
  readonly files: readonly string[];
  readonly read: Omit<LintResult['read'], 'files'>;
}

/** What all parts are linted with. */
export interface FleetOptions {
  readonly settings: Settings;
  readonly context: ContextOptions;
  readonly language: Language;
  /** An include of fewer files is none of a fleet. */
  readonly least: number;
  /**
   * Files of a part. With few enough, what a part needs is thrown away while it is still in
   * the young half of the memory; with too few, the outline is gone through too often.
   */
  readonly size: number;
  readonly files: Files;
  /** The same for who reads all of these. */
  readonly ahead: (paths: readonly string[]) => Files;
}

export const FLEET = { least: 500, size: 40, files: disk, ahead: readAhead } as const;

/** How often files are moved to the outline before the whole is linted. */
const TRIES = 4;
const MOST_KEPT = 50;
/** Locations of an outline, each of which is looked at again in every part. */
const MOST_LOCATIONS = 100;

/** Null when the file includes no fleet, or one whose parts depend on each other. */
export function lintFleet(main: string, options: FleetOptions): FleetReport | null {
  const keep = new Set<string>();
  const known = new Map<string, NamedFile>();
  const now = Date.now();
  let files: Files | null = null;
  for (let tries = 0; tries < TRIES && keep.size <= MOST_KEPT; tries++) {
    const outline = loadOutline(main, files ?? options.files, { least: options.least, keep });
    if (outline === null) return null;
    files ??= options.ahead(outline.paths);
    const fleet = new Fleet(outline, keep, files, { ...options, known, now });
    const alone = fleet.outline();
    if (alone === null) return null;
    const found = fleet.parts(alone);
    if (!('entangled' in found)) return reportOf(alone, found, options.language);
    const paths = new Set(outline.paths);
    const more = found.entangled.filter((file) => paths.has(file) && !keep.has(file));
    if (more.length === 0 || more.length < found.entangled.length) return null;
    for (const file of more) keep.add(file);
  }
  return null;
}

type FoundInPart = Omit<PartResult, 'findings'> & { readonly rows: readonly Row[] };

interface Common extends FleetOptions {
  readonly known: Map<string, NamedFile>;
  readonly now: number;
}

class Fleet {
  readonly #outline: Outline;
  readonly #keep: ReadonlySet<string>;
  readonly #files: Files;
  readonly #common: Common;

  constructor(outline: Outline, keep: ReadonlySet<string>, files: Files, common: Common) {
    this.#outline = outline;
    this.#keep = keep;
    this.#files = files;
    this.#common = common;
  }

  outline(): OutlineResult | null {
    const { settings, context: options, known, now } = this.#common;
    const sought = new Set<string>();
    const context = lintContext(this.#outline.set, settings, options, { now, known, sought });
    if (context.paths.length > MOST_LOCATIONS) return null;
    return lintOutline(this.#outline, context, sought, settings);
  }

  parts(alone: OutlineResult): readonly FoundInPart[] | Entangled {
    const { size } = this.#common;
    const parts: FoundInPart[] = [];
    for (let from = 0; from < this.#outline.paths.length; from += size) {
      const part = this.#part(alone, from, from + size);
      if ('entangled' in part) return part;
      parts.push(part);
    }
    return entanglement([alone.ties, ...parts.map(({ ties }) => ties)]) ?? parts;
  }

  #part(alone: OutlineResult, from: number, to: number): FoundInPart | Entangled {
    const { settings, context: options, language, known, now } = this.#common;
    const outline = this.#outline;
    const isIn = (_: string, at: number) => at >= from && at < to;
    const own = new Set(outline.paths.slice(from, to).filter((path) => !this.#keep.has(path)));
    const paths =
      this.#keep.size === 0
        ? [...own]
        : outline.paths.filter((path, at) => isIn(path, at) || this.#keep.has(path));
    const set = loadPart(outline, paths, this.#files);
    const sought = new Set<string>();
    const context = lintContext(set, settings, options, { now, known, sought });
    const result = lintPart(alone, own, context, sought, settings);
    if ('entangled' in result) return result;
    const { findings, ...rest } = result;
    return { ...rest, rows: rowsOf({ findings }, set, language) };
  }
}

function reportOf(
  alone: OutlineResult,
  parts: readonly FoundInPart[],
  language: Language,
): FleetReport {
  const { set } = alone.outline;
  const sum = (of: (part: FoundInPart) => number) =>
    parts.reduce((total, part) => total + of(part), 0);
  return {
    rows: [...rowsOf(alone, set, language), ...parts.flatMap(({ rows }) => rows)],
    silenced: sum((part) => part.silenced),
    files: [...new Set([...set.files.keys(), ...parts.flatMap(({ files }) => files)])],
    read: {
      locations: alone.locations + sum((part) => part.locations),
      groups: new Set([...alone.groups, ...parts.flatMap(({ groups }) => groups)]).size,
      unclear: alone.unclear + sum((part) => part.unclear),
    },
  };
}
