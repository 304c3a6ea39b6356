/**
 * Templates of configuration files: Jinja2 and Ansible, Go and Helm, ERB,
 * envsubst. A tag is opaque: it is kept, and nothing is concluded from it.
 *
 * nginx's law comes first. A file is read as a template when its name says so
 * (`.j2`, `.erb`, `.tpl`, `.template` …), or when it holds tags and reading it
 * as a template meets no more problems than reading it plainly. `${NAME}` is
 * nginx's own syntax too, so it is a placeholder only where the name says so.
 */
import type { TemplateTag } from './tree.ts';

/** Which tags count; a sum of these. */
const BRACES = 1;
const JINJA = 2;
const ERB = 4;
const ENVSUBST = 8;
const EVERY_TAG = BRACES | JINJA | ERB;
/** Nothing but the text itself says that it is a template. */
const GUESSED = 16;
/** Characters in a tag that is only guessed to be one. */
const LONGEST_GUESS = 400;

const BY_EXTENSION: Readonly<Record<string, number>> = {
  j2: BRACES | JINJA,
  jinja: BRACES | JINJA,
  jinja2: BRACES | JINJA,
  erb: ERB,
  gotmpl: BRACES,
  gotpl: BRACES,
  ctmpl: BRACES,
  tpl: BRACES | ENVSUBST,
  tmpl: BRACES | ENVSUBST,
  template: ENVSUBST,
  envsubst: ENVSUBST,
};

/** The ways to read a text, the likeliest first; 0 is plain nginx. */
export function readings(text: string, path: string, template?: boolean): readonly number[] {
  if (template === false) return [0];
  if (template === true) return [EVERY_TAG | ENVSUBST];
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const named = BY_EXTENSION[extension] ?? 0;
  const seen = tagsSeen(text) & ~named;
  return seen === 0 ? [named] : [named | seen | GUESSED, named];
}

function tagsSeen(text: string): number {
  return (
    (text.includes('{{') ? BRACES : 0) |
    (text.includes('{%') || text.includes('{#') ? JINJA : 0) |
    (text.includes('<%') ? ERB : 0)
  );
}

interface Delimiter {
  readonly open: string;
  readonly close: string;
  readonly bit: number;
}
const DELIMITERS: readonly Delimiter[] = [
  { open: '{{', close: '}}', bit: BRACES },
  { open: '{%', close: '%}', bit: JINJA },
  { open: '{#', close: '#}', bit: JINJA },
  { open: '<%', close: '%>', bit: ERB },
];

/** Tags that do something and print nothing, so that they are never part of a name. */
const CONTROL =
  /^(?:\{%|\{#|<%(?!=)|\{\{-?\s*(?:\/\*|(?:if|else|end|range|with|define|block|break|continue)\b|\$\w+\s*:?=))/;
const GO =
  /^\{\{(?:-|\s*(?:\.|\$|\/\*|(?:if|else|end|range|with|define|block|template|include|tpl)\b))/;
const PLACEHOLDER = /\$(?:\{[A-Z][A-Z0-9_]*\}|[A-Z][A-Z0-9_]*\b)/y;
/** What may follow a tag on its line when the tag stands for itself. */
const LINE_ENDS = /[ \t]*(?:\r?\n|$|[#}]|\{[{%#]|<%)/y;

/** Finds template tags in one text. */
export class TagScanner {
  readonly #text: string;
  readonly #kinds: number;
  readonly #closings = new Map<Delimiter, { from: number; close: number }>();

  constructor(text: string, kinds: number) {
    this.#text = text;
    this.#kinds = kinds;
  }

  /** End of the tag that starts at `at`; 0 when none does. */
  end(at: number): number {
    const c = this.#text.charCodeAt(at);
    if (c === 36 && (this.#kinds & ENVSUBST) !== 0) {
      PLACEHOLDER.lastIndex = at;
      return PLACEHOLDER.test(this.#text) ? PLACEHOLDER.lastIndex : 0;
    }
    if (c !== 123 && c !== 60) return 0;
    for (const delimiter of DELIMITERS) {
      if ((this.#kinds & delimiter.bit) === 0) continue;
      if (!this.#text.startsWith(delimiter.open, at)) continue;
      const close = this.#closing(delimiter, at + 2);
      if (close >= 0 && this.#isTag(at + 2, close)) return close + 2;
    }
    return 0;
  }

  /** Offset of the next closing half; -1 when there is none. Remembered, so that a far one is sought once. */
  #closing(delimiter: Delimiter, from: number): number {
    const known = this.#closings.get(delimiter);
    if (known !== undefined && from >= known.from && (known.close < 0 || from <= known.close)) {
      return known.close;
    }
    const close = this.#text.indexOf(delimiter.close, from);
    this.#closings.set(delimiter, { from, close });
    return close;
  }

  /** A brace too many (`location / {{ return 200; }}`) is no tag: a semicolon stands in it. */
  #isTag(start: number, end: number): boolean {
    if ((this.#kinds & GUESSED) === 0 || this.#text.startsWith('/*', start)) return true;
    if (end - start > LONGEST_GUESS) return false;
    return !this.#text
      .slice(start, end)
      .replace(/"[^"]*"|'[^']*'/g, '')
      .includes(';');
  }

  /** End of the tag at `at` when it is a line (or a control tag) of its own; else 0. */
  standsAlone(at: number): number {
    const end = this.end(at);
    if (end === 0) return 0;
    if (CONTROL.test(this.#text.slice(at, Math.min(end, at + 40)))) return end;
    LINE_ENDS.lastIndex = end;
    return LINE_ENDS.test(this.#text) ? end : 0;
  }
}

/** Which language a tag is of; `{{ }}` is Go's when it reads like Go. */
export function tagSyntax(text: string, start: number, end: number): TemplateTag['syntax'] {
  if (text.charCodeAt(start) === 36) return 'envsubst';
  if (text.charCodeAt(start) === 60) return 'erb';
  return GO.test(text.slice(start, Math.min(end, start + 40))) ? 'go' : 'jinja';
}
