/** A whole configuration: the main file and everything that it includes, each file parsed once. */

import type { Range } from '../text/edit.ts';
import type { Message } from '../text/message.ts';
import type { ConfigFile, Directive } from './tree.ts';

export interface ConfigSet {
  /** Path of the main file (or of the fragment). */
  readonly main: string;
  readonly files: ReadonlyMap<string, ConfigFile>;
  /** For each `include` directive the files that it brings in, in order. Cycles are cut and reported. */
  readonly includes: ReadonlyMap<Directive, readonly string[]>;
  /**
   * What the main file is: a whole configuration (has `http`, `stream` or `events`),
   * or a fragment, with the context its top-level directives belong to.
   */
  readonly context:
    | 'main'
    | 'http'
    | 'server'
    | 'location'
    | 'stream'
    | 'stream-server'
    | 'upstream';
  /** Missing files, cycles, unreadable files; syntax problems are in each file. */
  readonly problems: readonly ConfigProblem[];
  /**
   * Set when the input was the output of `nginx -T`: its path, and where each
   * file is embedded in it. `files` and edits speak of the embedded files.
   */
  readonly dump?: { readonly path: string; readonly parts: ReadonlyMap<string, Range> };
}

export interface ConfigProblem {
  readonly message: Message;
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A directive together with the file it stands in: what every origin points to. */
export interface Located {
  readonly file: string;
  readonly directive: Directive;
}
