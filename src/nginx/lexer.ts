/**
 * nginx's own tokens (`ngx_conf_read_token`), without its buffer but with its
 * limits. Every rule is nginx's; what nginx refuses becomes a problem, and
 * reading goes on.
 */
import { type TagScanner, tagSyntax } from './templates.ts';
import type { SyntaxProblem, TemplateTag } from './tree.ts';

export const END = 0;
export const WORD = 1;
export const SEMICOLON = 2;
export const OPEN = 3;
export const CLOSE = 4;
export const COMMENT = 5;
export const TAG = 6;

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const HASH = 35;
const DOLLAR = 36;
const SINGLE_QUOTE = 39;
const RIGHT_PAREN = 41;
const SEMI = 59;
const BACKSLASH = 92;
const LEFT_BRACE = 123;
const RIGHT_BRACE = 125;

/** Bytes of nginx's read buffer: a token and what ends it must fit in. */
const BUFFER = 4096;

/** A pull lexer: `next()` reads one token into the fields. */
export class Lexer {
  readonly text: string;
  readonly problems: SyntaxProblem[];
  pos = 0;
  /** Of the token last read, quotes included. */
  start = 0;
  end = 0;
  /** Of a word: the value as nginx sees it. */
  value = '';
  quote: '"' | "'" | null = null;
  opaque = false;
  syntax: TemplateTag['syntax'] = 'jinja';

  readonly #tags: TagScanner | null;
  /** No further quote of this kind closes: found by reading to the end once. */
  readonly #neverCloses = { [DOUBLE_QUOTE]: false, [SINGLE_QUOTE]: false };

  constructor(text: string, problems: SyntaxProblem[], tags: TagScanner | null) {
    this.text = text;
    this.problems = problems;
    this.#tags = tags;
  }

  /** Reads the next token; `pending` says whether words of a directive came before it. */
  next(pending: boolean): number {
    const { text } = this;
    const length = text.length;
    let i = this.pos;
    for (; i < length; i++) {
      const c = text.charCodeAt(i);
      if (c !== SPACE && c !== LF && c !== TAB && c !== CR) break;
    }
    this.start = i;
    this.end = i + 1;
    this.pos = i + 1;
    if (i >= length) {
      this.pos = length;
      this.end = length;
      return END;
    }
    const tags = this.#tags;
    switch (text.charCodeAt(i)) {
      case SEMI:
        return SEMICOLON;
      case RIGHT_BRACE:
        return CLOSE;
      case HASH:
        return this.#comment(i);
      case DOUBLE_QUOTE:
        return this.#quoted(i, DOUBLE_QUOTE);
      case SINGLE_QUOTE:
        return this.#quoted(i, SINGLE_QUOTE);
      case LEFT_BRACE:
        if (tags === null || tags.end(i) === 0) return OPEN;
    }
    if (tags === null) return this.#bare(i);
    if (!pending) {
      const end = tags.standsAlone(i);
      if (end > 0) {
        this.end = end;
        this.pos = end;
        this.syntax = tagSyntax(text, i, end);
        return TAG;
      }
    }
    return this.#bareWithTags(i, tags);
  }

  /** Goes on after a stretch that is not nginx's language (Lua). */
  skipTo(offset: number): void {
    this.pos = offset;
  }

  #comment(start: number): number {
    const lineEnd = this.text.indexOf('\n', start);
    const end = lineEnd < 0 ? this.text.length : lineEnd;
    if (end - start >= BUFFER / 3 && this.#tags === null) {
      const bytes = byteLength(this.text, start, end);
      if (bytes > BUFFER || (bytes === BUFFER && lineEnd >= 0)) {
        this.problems.push({ id: 'comment-too-long', start, end });
      }
    }
    this.end = end;
    this.pos = end;
    return COMMENT;
  }

  #bare(start: number): number {
    const { text } = this;
    const length = text.length;
    let escaped = false;
    let i = start;
    for (; i < length; i++) {
      const c = text.charCodeAt(i);
      if (c <= SPACE) {
        if (c === SPACE || c === LF || c === TAB || c === CR) break;
      } else if (c === SEMI) {
        break;
      } else if (c === LEFT_BRACE) {
        const end = i === start ? 0 : this.#quantifier(i);
        if (end === 0) break;
        i = end - 1;
      } else if (c === DOLLAR) {
        while (text.charCodeAt(i + 1) === LEFT_BRACE) i++;
      } else if (c === BACKSLASH) {
        escaped = true;
        i++;
      }
    }
    return this.#bareEnds(start, Math.min(i, length), escaped, false);
  }

  /**
   * End of a `{2}` or `{1,3}` that stands within a word; 0 when none does. nginx
   * opens a block there, and fails at what follows: the regular expression
   * should have been quoted. Taken for what it was meant to be.
   */
  #quantifier(at: number): number {
    const next = this.text.charCodeAt(at + 1);
    if (next < 48 || next > 57) return 0;
    const [whole = ''] = /^\{\d+(?:,\d*)?\}/.exec(this.text.slice(at, at + 16)) ?? [];
    if (whole === '') return 0;
    const end = at + whole.length;
    this.problems.push({ id: 'unquoted-brace', start: at, end });
    return end;
  }

  #bareWithTags(start: number, tags: TagScanner): number {
    const { text } = this;
    const length = text.length;
    let escaped = false;
    let opaque = false;
    let i = start;
    while (i < length) {
      const c = text.charCodeAt(i);
      const tagEnd = tags.end(i);
      if (tagEnd > 0) {
        opaque = true;
        i = tagEnd;
        continue;
      }
      if (c === SPACE || c === LF || c === TAB || c === CR) break;
      if (c === SEMI || c === LEFT_BRACE) break;
      if (c === DOLLAR) {
        while (text.charCodeAt(i + 1) === LEFT_BRACE && tags.end(i + 1) === 0) i++;
      } else if (c === BACKSLASH) {
        escaped = true;
        i++;
      }
      i++;
    }
    return this.#bareEnds(start, Math.min(i, length), escaped, opaque);
  }

  #bareEnds(start: number, end: number, escaped: boolean, opaque: boolean): number {
    const { text } = this;
    this.end = end;
    this.pos = end;
    this.quote = null;
    this.opaque = opaque;
    const value = text.slice(start, end);
    this.value = escaped ? resolveEscapes(value) : value;
    if (end - start >= (BUFFER - 1) / 3 && this.#tags === null) {
      const c = text.charCodeAt(end);
      // What ends the word must fit as well; white space does not end the reading, so it needs one more.
      const room = c === SEMI || c === LEFT_BRACE ? BUFFER - 1 : BUFFER - 2;
      if (byteLength(text, start, end) > room) {
        this.problems.push({ id: 'word-too-long', start, end });
      }
    }
    return WORD;
  }

  #quoted(start: number, quote: typeof DOUBLE_QUOTE | typeof SINGLE_QUOTE): number {
    const { text } = this;
    const tags = this.#tags;
    const length = text.length;
    let escaped = false;
    let opaque = false;
    let i = this.#neverCloses[quote] ? length : start + 1;
    for (; i < length; i++) {
      const c = text.charCodeAt(i);
      if (c === quote) break;
      if (c === BACKSLASH) {
        escaped = true;
        i++;
      } else if (tags !== null) {
        const tagEnd = tags.end(i);
        if (tagEnd > 0) {
          opaque = true;
          i = tagEnd - 1;
        }
      }
    }
    this.quote = quote === DOUBLE_QUOTE ? '"' : "'";
    this.opaque = opaque;
    if (i >= length) {
      this.#neverCloses[quote] = true;
      return this.#unclosed(start);
    }
    const content = i - start - 1;
    if (content >= (BUFFER - 2) / 3 && tags === null) {
      const bytes = byteLength(text, start + 1, i);
      const room = isSpace(text.charCodeAt(i + 1)) ? BUFFER - 3 : BUFFER - 2;
      if (bytes > room) {
        // A quote that was forgotten runs into the next one: then the line is where it belonged.
        const lineEnd = text.indexOf('\n', start);
        if (lineEnd >= 0 && lineEnd < i) return this.#unclosed(start);
        this.problems.push({ id: 'word-too-long', start, end: i + 1 });
      }
    }
    const value = text.slice(start + 1, i);
    this.value = escaped ? resolveEscapes(value) : value;
    this.end = i + 1;
    this.pos = i + 1;
    this.#afterQuote(i + 1);
    return WORD;
  }

  #afterQuote(at: number): void {
    if (at >= this.text.length) return;
    const c = this.text.charCodeAt(at);
    if (isSpace(c) || c === SEMI || c === LEFT_BRACE || c === RIGHT_PAREN) return;
    if (this.#tags !== null && this.#tags.end(at) > 0) return;
    const character = String.fromCodePoint(this.text.codePointAt(at) ?? 0);
    this.problems.push({
      id: 'unexpected-after-quote',
      start: at,
      end: at + character.length,
      params: { character },
    });
  }

  /** Ends a word whose closing quote is missing with its line, before a final `;` or `{`. */
  #unclosed(start: number): number {
    const { text } = this;
    const lineEnd = text.indexOf('\n', start);
    let end = lineEnd < 0 ? text.length : lineEnd;
    while (end > start + 1 && isSpace(text.charCodeAt(end - 1))) end--;
    const last = text.charCodeAt(end - 1);
    if (end > start + 1 && (last === SEMI || last === LEFT_BRACE)) end--;
    this.value = text.slice(start + 1, end);
    this.end = end;
    this.pos = end;
    this.problems.push({ id: 'unterminated-quote', start, end });
    return WORD;
  }
}

function isSpace(c: number): boolean {
  return c === SPACE || c === LF || c === TAB || c === CR;
}

/** Escapes as nginx resolves them: `\"` `\'` `\\`, `\t` `\r` `\n`; every other pair stays. */
function resolveEscapes(raw: string): string {
  return raw.replace(/\\(["'\\trn])/g, (_, c: string) => ESCAPES[c] ?? c);
}
const ESCAPES: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' };

/** Bytes that a stretch of decoded text has in its file; escaped surrogates stand for one byte each. */
function byteLength(text: string, start: number, end: number): number {
  let bytes = 0;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x80) bytes += 1;
    else if (c < 0x800) bytes += 2;
    else if (c < 0xd800 || c > 0xdfff) bytes += 3;
    else if (c < 0xdc00 && i + 1 < end) {
      bytes += 4;
      i++;
    } else bytes += 1;
  }
  return bytes;
}
