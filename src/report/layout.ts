/** Lines of a terminal: wrapped by display width, safe to print, coloured at the very end. */
import stringWidth from 'fast-string-width';
import picocolors from 'picocolors';
import { printable } from '../text/printable.ts';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';
export type Span = string | { readonly text: string; readonly style: Style };

/** Columns that a text takes: Chinese characters take two. */
export function widthOf(text: string): number {
  return isNarrow(text) ? text.length : stringWidth(text);
}

/**
 * Printable characters of one column each, which break at spaces only: besides
 * ASCII those that European sentences and our drawings use. Most text is that,
 * and it is the cheapest to measure and to break. The library knows all
 * characters, and takes a while to get ready for its first text.
 */
export function isNarrow(text: string): boolean {
  return /^[ -~\u00a1-\u00ac\u00ae-\u017f\u2010-\u2027\u2190-\u2199\u2500-\u259f]*$/.test(text);
}

/** The text filled up with spaces to a display width. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Collects lines; nothing that is added can reach the terminal as a control character. */
export class Page {
  readonly #lines: string[] = [];
  readonly #width: number;
  readonly #paint: ReturnType<typeof picocolors.createColors>;

  constructor(options: { readonly width: number; readonly colour: boolean }) {
    this.#width = options.width;
    this.#paint = picocolors.createColors(options.colour);
  }

  /** An empty line; never two in a row. */
  gap(): void {
    if (this.#lines.length > 0 && this.#lines.at(-1) !== '') this.#lines.push('');
  }

  /** One line as it is, however long: commands and diffs are there to be copied. */
  line(text: string, style?: Style, indent = 0): void {
    // A TAB belongs to a diff and does no harm.
    const safe = text.split('\t').map(printable).join('\t');
    this.#lines.push(' '.repeat(indent) + this.#styled(safe, style));
  }

  /** A paragraph; lines after the first are indented by `hanging` more. */
  text(spans: Span | readonly Span[], indent = 0, hanging = 0): void {
    if (typeof spans === 'string' && isNarrow(spans)) {
      this.#plain(spans, indent, hanging);
      return;
    }
    const list: readonly Span[] = Array.isArray(spans) ? spans : [spans as Span];
    const safe = list.map(safePiece);
    if (isOneLine(safe, this.#width - indent)) {
      const line = safe.map(({ piece, style }) => this.#styled(piece, style)).join('');
      this.#lines.push((' '.repeat(indent) + line).trimEnd());
      return;
    }
    const pieces = safe.flatMap(broken);
    let line = ' '.repeat(indent);
    let width = indent;
    let room = this.#width - indent;
    let started = false;
    let run: { text: string; style: Style | undefined } = { text: '', style: undefined };
    const flush = () => {
      line += this.#styled(run.text, run.style);
      run = { text: '', style: undefined };
    };
    const next = () => {
      flush();
      this.#lines.push(line.trimEnd());
      line = ' '.repeat(indent + hanging);
      width = indent + hanging;
      room = this.#width - width;
      started = false;
    };
    for (const { piece, style } of pieces) {
      const space = /^\s+$/.test(piece);
      const wide = widthOf(piece);
      if (started && !space && wide > room) next();
      if (space && !started) continue;
      if (run.style !== style) {
        flush();
        run = { text: '', style };
      }
      run.text += piece;
      room -= wide;
      started = true;
    }
    next();
  }

  /** A paragraph of one-column characters without style, as nearly all are: broken at spaces. */
  #plain(text: string, indent: number, hanging: number): void {
    let margin = indent;
    let start = wordFrom(text, 0);
    do {
      const end = lineEnd(text, start, this.#width - margin);
      this.#lines.push((' '.repeat(margin) + text.slice(start, end)).trimEnd());
      start = wordFrom(text, end);
      margin = indent + hanging;
    } while (start < text.length);
  }

  /** The page, ending in a line feed. */
  toString(): string {
    while (this.#lines.at(-1) === '') this.#lines.pop();
    return `${this.#lines.join('\n')}\n`;
  }

  #styled(text: string, style: Style | undefined): string {
    return style === undefined || text === '' ? text : this.#paint[style](text);
  }
}

/** Where the next word starts. */
function wordFrom(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 32) at++;
  return at;
}

/** End of the words that fit; a word that is too long has a line to itself. */
function lineEnd(text: string, start: number, room: number): number {
  if (text.length - start <= room) return text.length;
  const space = text.lastIndexOf(' ', start + Math.max(0, room));
  if (space > start) return space;
  const after = text.indexOf(' ', start);
  return after < 0 ? text.length : after;
}

interface Piece {
  readonly piece: string;
  readonly style: Style | undefined;
}

function safePiece(span: Span): Piece {
  return typeof span === 'string'
    ? { piece: printable(span), style: undefined }
    : { piece: printable(span.text), style: span.style };
}

/** Plain text that fits needs no search for where it may break. */
function isOneLine(pieces: readonly Piece[], room: number): boolean {
  let width = 0;
  for (const { piece } of pieces) {
    width += piece.length;
    if (width > room || piece === '' || !isNarrow(piece)) return false;
  }
  return !pieces[0]?.piece.startsWith(' ');
}

function broken({ piece, style }: Piece): Piece[] {
  return breakable(piece).map((part) => ({ piece: part, style }));
}

/** Words with their spaces apart; Chinese may break between any two characters but before closing marks. */
function breakable(text: string): string[] {
  if (isNarrow(text)) return text.match(/ +|[^ ]+/g) ?? [];
  return (
    text.match(
      /\s+|[「『(《“‘]*[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][,。、;:?!」』)》”’]*|[^\s\p{Script=Han}]+/gu,
    ) ?? []
  );
}
