/**
 * The syntax tree of one configuration file. It is lossless: nodes hold
 * offsets into the text, and what lies between them is white space, `;`, `{`
 * and `}`. Offsets are UTF-16 code units; line and column are computed only
 * when something is reported (`src/text/lines.ts`).
 */
import type { Range } from '../text/edit.ts';

/** One word of a directive: its name or an argument. */
export interface Word extends Range {
  /** The value as nginx sees it: quotes removed, escapes resolved. */
  readonly value: string;
  readonly quote: '"' | "'" | null;
  /** The word contains a template placeholder, so the final value cannot be known. */
  readonly opaque: boolean;
}

export interface Directive extends Range {
  readonly kind: 'directive';
  /** Name as nginx sees it (`name.value` for short). */
  readonly name: string;
  readonly nameWord: Word;
  readonly args: readonly Word[];
  /** Block directives only. */
  readonly block: Block | null;
  /** Offset just after the `;`, the `}` or, when the terminator is missing, the last word. */
  readonly end: number;
  /** The `;` or `}` that should end it is not there. */
  readonly unterminated: boolean;
  /** Comments between its words, before its `;` or `{`. */
  readonly comments: readonly Comment[];
}

export interface Block {
  /** Offset of `{`. */
  readonly open: number;
  /** Offset of `}`; null when the file ends first. */
  readonly close: number | null;
  readonly items: readonly Item[];
  /** What the content is: directives; data words (`map`, `geo`, `types` …); Lua. */
  readonly content: 'directives' | 'data' | 'lua';
}

export interface Comment extends Range {
  readonly kind: 'comment';
}

/** A template tag that stands outside words: `{% if %}`, `{{- range }}`, `<% if %>` … Opaque. */
export interface TemplateTag extends Range {
  readonly kind: 'template';
  readonly syntax: 'jinja' | 'go' | 'erb' | 'envsubst';
}

export type Item = Directive | Comment | TemplateTag;

/** Something nginx would refuse; parsing goes on after it. */
export interface SyntaxProblem extends Range {
  /** Stable id, for example `missing-semicolon`, `unexpected-close`, `word-too-long`. */
  readonly id: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

export interface ConfigFile {
  /** Path as it is reported (relative to nothing: as given or as resolved from `include`). */
  readonly path: string;
  readonly text: string;
  readonly items: readonly Item[];
  readonly problems: readonly SyntaxProblem[];
  /** Every `include` of the file, in order. */
  readonly includes: readonly IncludeSite[];
}

/** An `include`, and what the included file has to be read as. */
export interface IncludeSite {
  readonly directive: Directive;
  readonly content: 'directives' | 'data';
}
