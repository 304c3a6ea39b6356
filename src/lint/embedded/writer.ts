/** Writes the configuration that another program would make, and remembers what each line stands for. */
import type { Range } from '../../text/edit.ts';
import type { Message } from '../../text/message.ts';
import type { Origin, Piece } from './piece.ts';

export class PieceWriter {
  #text = '';
  readonly #origins: Origin[] = [];

  /** Adds lines of nginx configuration that come from one place of the file. */
  line(text: string, range: Range): void {
    this.#origins.push({ from: this.#text.length, range });
    this.#text += `${text}\n`;
  }

  /** The piece; `notFixable` says who makes the directives, so that no edit can be written. */
  piece(range: Range, notFixable: Message): Piece {
    return { text: this.#text, range, origins: this.#origins, notFixable };
  }
}

/** One word of nginx configuration, whatever a setting holds. */
export function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&').replace(/[\r\n]+/g, ' ')}"`;
}

/** What may stand for a host in a target; anything else would end the word, or the block. */
export function isHost(value: string): boolean {
  return /^(?:[\w.-]+|\[[\da-f:.]+\])$/i.test(value);
}
