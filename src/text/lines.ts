/** Lines and columns, computed from offsets when something is reported. */

export interface Position {
  /** From 1, as nginx counts: LF ends a line. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

/** Line starts of one text. Building it costs one pass, each question a binary search. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      this.#starts.push(at + 1);
    }
  }

  /** Number of lines; what follows the last LF counts as one, even when it is empty. */
  get count(): number {
    return this.#starts.length;
  }

  position(offset: number): Position {
    const line = this.line(offset);
    return { line, column: offset - (this.#starts[line - 1] ?? 0) + 1 };
  }

  line(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Offset of the first character of a line; the end of the text beyond the last one. */
  start(line: number): number {
    return this.#starts[line - 1] ?? this.#length;
  }
}
