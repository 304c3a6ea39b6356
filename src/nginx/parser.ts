/**
 * From tokens to the syntax tree. Iterative, so that depth costs memory and
 * never the stack; linear; it never throws. The list of problems is empty
 * exactly when nginx's own reading of the structure would succeed.
 */
import { Branches } from './branches.ts';
import { CLOSE, COMMENT, END, Lexer, OPEN, SEMICOLON, TAG } from './lexer.ts';
import { endOfLua } from './lua.ts';
import { type Form, formOf, isOnlyName, sharedName } from './names.ts';
import { readings, TagScanner } from './templates.ts';
import type {
  Block,
  Comment,
  ConfigFile,
  Directive,
  IncludeSite,
  Item,
  SyntaxProblem,
  Word,
} from './tree.ts';

export interface ParseOptions {
  /** `true`: read every template tag and `${NAME}`; `false`: plain nginx only; left out: decide by name and content. */
  readonly template?: boolean;
  /** What the top level is: directives, or the words of a `map`, `geo`, `types` … that includes the file. */
  readonly content?: 'directives' | 'data';
}

/** Parses one file. Offsets are into `text`; `path` is kept for reports and tells templates by its extension. */
export function parseConfig(text: string, path: string, options: ParseOptions = {}): ConfigFile {
  let best: ConfigFile | null = null;
  for (const kinds of readings(text, path, options.template)) {
    const tags = kinds === 0 ? null : new TagScanner(text, kinds);
    const file = new Parser(text, tags, options.content ?? 'directives').parse(path);
    if (best === null || file.problems.length < best.problems.length) best = file;
    if (best.problems.length === 0) break;
  }
  return best as ConfigFile;
}

/** Blocks whose words are data, with the most words an entry has. */
const DATA_BLOCKS: ReadonlyMap<string, number> = new Map([
  ['map', 2],
  ['geo', 2],
  ['split_clients', 2],
  ['charset_map', 2],
  ['types', Number.POSITIVE_INFINITY],
]);
const SERVER_IS_BLOCK: ReadonlyMap<string, boolean> = new Map([
  ['http', true],
  ['stream', true],
  ['mail', true],
  ['upstream', false],
]);
const NO_WORDS: readonly Word[] = [];
const NO_COMMENTS: readonly Comment[] = [];

/** An open block. */
interface Frame {
  readonly words: readonly Word[];
  readonly comments: readonly Comment[];
  readonly open: number;
  readonly items: Item[];
  readonly content: Block['content'];
  /** In data: the most words of an entry. */
  readonly maxWords: number;
}

class Parser {
  readonly #text: string;
  readonly #problems: SyntaxProblem[] = [];
  readonly #lexer: Lexer;
  readonly #isTemplate: boolean;
  readonly #includes: IncludeSite[] = [];
  #branches: Branches | null = null;
  readonly #stack: Frame[] = [];
  #frame: Frame;
  #words: Word[] = [];
  /** Comments between pending words, and how many of them have found their place. */
  #comments: Comment[] = [];
  #taken = 0;

  constructor(text: string, tags: TagScanner | null, content: Block['content']) {
    this.#text = text;
    this.#isTemplate = tags !== null;
    this.#lexer = new Lexer(text, this.#problems, tags);
    const maxWords = Number.POSITIVE_INFINITY;
    this.#frame = {
      words: NO_WORDS,
      comments: NO_COMMENTS,
      open: -1,
      items: [],
      content,
      maxWords,
    };
  }

  parse(path: string): ConfigFile {
    const lexer = this.#lexer;
    const { items } = this.#frame;
    for (;;) {
      const token = lexer.next(this.#words.length > 0);
      if (token === END) break;
      if (token === SEMICOLON) this.#semicolon();
      else if (token === OPEN) this.#open();
      else if (token === CLOSE) this.#close();
      else if (token === COMMENT) this.#comment();
      else if (token === TAG) this.#tag();
      else {
        this.#words.push({
          start: lexer.start,
          end: lexer.end,
          value: this.#words.length === 0 ? sharedName(lexer.value) : lexer.value,
          quote: lexer.quote,
          opaque: lexer.opaque,
        });
      }
    }
    this.#finish();
    return {
      path,
      text: this.#text,
      items: items.slice(),
      problems: this.#problems,
      includes: this.#includes,
    };
  }

  #problem(id: string, start: number, end: number, params?: SyntaxProblem['params']): void {
    this.#problems.push(params === undefined ? { id, start, end } : { id, start, end, params });
  }

  #comment(): void {
    const comment: Comment = { kind: 'comment', start: this.#lexer.start, end: this.#lexer.end };
    if (this.#words.length > 0) this.#comments.push(comment);
    else this.#frame.items.push(comment);
  }

  #tag(): void {
    const { start, end, syntax } = this.#lexer;
    // Long tags are comments or text; control tags are short.
    const tag = this.#text.slice(start, Math.min(end, start + 400));
    this.#branches ??= new Branches();
    const depth = this.#branches.meet(tag, syntax, this.#stack.length);
    while (depth !== null && this.#stack.length > depth) this.#pop(null, start);
    this.#frame.items.push({ kind: 'template', start, end, syntax });
  }

  #semicolon(): void {
    const { start, end } = this.#lexer;
    if (this.#words.length === 0) {
      this.#problem('unexpected-semicolon', start, end);
      return;
    }
    this.#split(SEMICOLON);
    const words = this.#words;
    const name = words[0] as Word;
    if (this.#frame.content === 'directives' && this.#formOf(name.value)?.block === true) {
      this.#problem('missing-block', start, end, { directive: name.value });
    }
    this.#emit(words, end, false);
    this.#words = [];
  }

  #open(): void {
    const { start, end } = this.#lexer;
    if (this.#words.length === 0) {
      // Its `}` must not close the enclosing block, so that the rest is read as it was meant.
      this.#problem('unexpected-open', start, end);
      const { items, content, maxWords } = this.#frame;
      this.#push({ words: NO_WORDS, comments: NO_COMMENTS, open: start, items, content, maxWords });
      return;
    }
    this.#split(OPEN);
    const words = this.#words;
    const name = (words[0] as Word).value;
    let content = this.#frame.content;
    let maxWords = this.#frame.maxWords;
    if (content === 'data') {
      this.#problem('unexpected-open', start, end);
    } else {
      if (this.#formOf(name)?.block === false) {
        this.#problem('unexpected-block', start, end, { directive: name });
      }
      const data = DATA_BLOCKS.get(name);
      if (data !== undefined) {
        content = 'data';
        maxWords = data;
      } else if (name.endsWith('_by_lua_block')) content = 'lua';
    }
    const comments = this.#takeComments(start);
    this.#words = [];
    this.#push({ words, comments, open: start, items: [], content, maxWords });
    if (content === 'lua') this.#lua(end);
  }

  #push(frame: Frame): void {
    this.#stack.push(this.#frame);
    this.#frame = frame;
  }

  #lua(start: number): void {
    const close = endOfLua(this.#text, start);
    this.#lexer.skipTo(close ?? this.#text.length);
  }

  #close(): void {
    const { start, end } = this.#lexer;
    if (this.#words.length > 0) this.#unterminated(CLOSE);
    if (this.#stack.length === 0) this.#problem('unexpected-close', start, end);
    else this.#pop(start, end);
  }

  /** Ends the innermost block; `close` is null at the end of the file. */
  #pop(close: number | null, end: number): void {
    const { words, comments, open, items, content } = this.#frame;
    this.#frame = this.#stack.pop() as Frame;
    if (words.length === 0) return; // a stray `{`: its items are its parent's
    const nameWord = words[0] as Word;
    this.#frame.items.push({
      kind: 'directive',
      start: nameWord.start,
      end,
      name: nameWord.value,
      nameWord,
      args: words.slice(1),
      // A copy has no room to grow, which every block would keep for nothing.
      block: { open, close, items: items.slice(), content },
      unterminated: close === null,
      comments,
    });
  }

  #finish(): void {
    const { length } = this.#text;
    if (this.#words.length > 0) this.#unterminated(END);
    if (this.#stack.length > 0) {
      const { open, words } = this.#frame;
      const directive = words[0]?.value ?? '{';
      this.#problem('unclosed-block', open, open + 1, { directive, count: this.#stack.length });
    }
    while (this.#stack.length > 0) this.#pop(null, length);
  }

  /** Ends the pending words where no `;` stands. */
  #unterminated(terminator: typeof CLOSE | typeof END): void {
    this.#split(terminator);
    const words = this.#words;
    this.#words = [];
    const { end } = words[words.length - 1] as Word;
    this.#problem('missing-semicolon', end, end, { directive: (words[0] as Word).value });
    this.#emit(words, end, true, Number.POSITIVE_INFINITY);
  }

  /**
   * Where nginx must refuse the pending words, because they are too many or end
   * wrongly, a line among them that starts like a directive is taken for one
   * whose predecessor lacks its semicolon.
   */
  #split(terminator: number): void {
    const words = this.#words;
    let from = 0;
    for (;;) {
      const refused = this.#refused(terminator, from);
      if (refused === 'no') break;
      const at = this.#nextDirective(from + 1, refused === 'names');
      if (at < 0) break;
      const { end } = words[at - 1] as Word;
      const directive = (words[from] as Word).value;
      const id = this.#formOf(directive)?.block === true ? 'missing-block' : 'missing-semicolon';
      this.#problem(id, end, end, { directive });
      this.#emit(words.slice(from, at), end, true, (words[at] as Word).start);
      from = at;
    }
    if (from > 0) this.#words = words.slice(from);
  }

  /** Whether nginx must refuse the pending words from this one on; `names`: if a directive's name is among them. */
  #refused(terminator: number, from: number): 'yes' | 'no' | 'names' {
    if (terminator === CLOSE || terminator === END) return 'yes';
    const words = this.#words;
    const count = words.length - from;
    if (this.#frame.content === 'data') {
      return count > this.#frame.maxWords && this.#allKnown() ? 'yes' : 'no';
    }
    const form = this.#formOf((words[from] as Word).value);
    if (form === undefined || form.block === null) return 'no';
    if (form.block !== (terminator === OPEN)) return 'yes';
    if (count - 1 > form.maxArgs) return this.#allKnown() ? 'yes' : 'no';
    const anyNumber = form.maxArgs === Number.POSITIVE_INFINITY;
    return anyNumber && !form.block && !form.freeText ? 'names' : 'no';
  }

  /** A template may make one word into many, or none. */
  #allKnown(): boolean {
    return !this.#isTemplate || !this.#words.some((w) => w.opaque);
  }

  /** `server` is a block where servers are listed, and a line in `upstream`; elsewhere it may be either. */
  #formOf(name: string): Form | undefined {
    const form = formOf(name);
    if (form?.block !== null) return form;
    const block = SERVER_IS_BLOCK.get(this.#frame.words[0]?.value ?? '');
    return block === undefined ? form : { ...form, block };
  }

  /**
   * Index of the first word, not before `from`, that starts a line and looks like
   * a name, or when `strict` can be nothing else; -1 when there is none.
   */
  #nextDirective(from: number, strict: boolean): number {
    const words = this.#words;
    for (let i = from; i < words.length; i++) {
      const word = words[i] as Word;
      if (word.quote !== null || !this.#startsLine((words[i - 1] as Word).end, word.start))
        continue;
      if (this.#frame.content === 'data') return i;
      const next = words[i + 1];
      const alone = next === undefined || this.#startsLine(word.end, next.start);
      if (strict) {
        if (!alone && isOnlyName(word.value)) return i;
      } else if (formOf(word.value) !== undefined) return i;
      else if (!alone && /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/.test(word.value)) return i;
    }
    return -1;
  }

  #startsLine(from: number, to: number): boolean {
    for (let i = from; i < to; i++) if (this.#text.charCodeAt(i) === 10) return true;
    return false;
  }

  /** Adds a directive without a block, and the comments that stand before `until`. */
  #emit(words: readonly Word[], end: number, unterminated: boolean, until = end): void {
    const nameWord = words[0] as Word;
    const { items, content } = this.#frame;
    const comments = this.#takeComments(end);
    const directive: Directive = {
      kind: 'directive',
      start: nameWord.start,
      end,
      name: nameWord.value,
      nameWord,
      args: words.slice(1),
      block: null,
      unterminated,
      comments,
    };
    items.push(directive);
    for (const comment of this.#takeComments(until)) items.push(comment);
    if (directive.name === 'include') {
      this.#includes.push({ directive, content: content === 'data' ? 'data' : 'directives' });
    }
  }

  /** The pending comments before an offset, which are then no longer pending. */
  #takeComments(until: number): readonly Comment[] {
    const comments = this.#comments;
    const from = this.#taken;
    if (from === comments.length) return NO_COMMENTS;
    while ((comments[this.#taken]?.start ?? until) < until) this.#taken++;
    const taken = comments.slice(from, this.#taken);
    if (this.#taken === comments.length) {
      this.#comments = [];
      this.#taken = 0;
    }
    return taken;
  }
}
