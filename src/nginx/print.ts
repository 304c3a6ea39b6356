/** From the tree back to text. */
import type { Block, ConfigFile, Directive, Item } from './tree.ts';

/**
 * Prints a file from its nodes: words, comments, tags and braces from where the
 * tree says they are, and between them nothing but white space and the
 * punctuation that ends directives. For every text `print(parseConfig(text))`
 * is that text; whatever the tree fails to hold is missing from the result.
 */
export function print(file: ConfigFile): string {
  const out = new Printer(file.text);
  const open: { readonly items: readonly Item[]; next: number; readonly block: Block | null }[] = [
    { items: file.items, next: 0, block: null },
  ];
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    const item = level.items[level.next++];
    if (item === undefined) {
      open.pop();
      const close = level.block?.close ?? null;
      if (close !== null) out.piece(close, close + 1);
    } else if (item.kind !== 'directive') {
      out.piece(item.start, item.end);
    } else {
      head(out, item);
      const { block } = item;
      if (block === null) continue;
      out.piece(block.open, block.open + 1);
      if (block.content === 'lua') out.piece(block.open + 1, block.close ?? file.text.length);
      open.push({ items: block.items, next: 0, block });
    }
  }
  return out.finish();
}

/** Words and the comments between them, in order. */
function head(out: Printer, directive: Directive): void {
  out.piece(directive.nameWord.start, directive.nameWord.end);
  let comment = 0;
  for (const word of directive.args) {
    for (let c = directive.comments[comment]; c !== undefined && c.start < word.start; ) {
      out.piece(c.start, c.end);
      c = directive.comments[++comment];
    }
    out.piece(word.start, word.end);
  }
  for (const c of directive.comments.slice(comment)) out.piece(c.start, c.end);
}

class Printer {
  readonly #text: string;
  readonly #pieces: string[] = [];
  #printed = 0;

  constructor(text: string) {
    this.#text = text;
  }

  piece(start: number, end: number): void {
    this.#gap(start);
    this.#pieces.push(this.#text.slice(start, end));
    this.#printed = end;
  }

  finish(): string {
    this.#gap(this.#text.length);
    return this.#pieces.join('');
  }

  #gap(end: number): void {
    this.#pieces.push(this.#text.slice(this.#printed, end).replace(/[^ \t\r\n;{}]/g, ''));
  }
}
