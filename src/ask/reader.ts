/** Reads a model's answer out of what its server sends. */
import { EventReader } from './events.ts';
import { type Piece, type ProviderId, readPiece } from './provider.ts';

/** Characters; an answer is a few edits, and whatever is longer is none. */
export const MOST_ANSWER = 100_000;

/** How an answer came to its end; `lost`: the stream broke off. */
export type AnswerEnd = NonNullable<Piece['end']> | 'lost' | 'too-long';

export class AnswerReader {
  text = '';
  error: string | null = null;
  #end: AnswerEnd | null = null;
  #whole = '';
  readonly #provider: ProviderId;
  readonly #events: EventReader | null;

  /** `type` is the content type of the response. */
  constructor(provider: ProviderId, type: string) {
    this.#provider = provider;
    this.#events = /^application\/json\b/i.test(type) ? null : new EventReader();
  }

  /** False when nothing that follows can matter. */
  push(piece: string): boolean {
    if (this.#events === null) {
      this.#whole += piece;
      if (this.#whole.length > 2 * MOST_ANSWER) this.#end = 'too-long';
    } else this.#read(() => this.#events?.push(piece) ?? []);
    return this.error === null && this.#end !== 'too-long';
  }

  /** The answer has its end; servers may hold the connection open all the same. */
  get over(): boolean {
    return this.#end !== null;
  }

  finish(): AnswerEnd {
    if (this.#end !== 'too-long' && this.error === null)
      this.#read(() => this.#events?.end() ?? [this.#whole]);
    return this.#end ?? 'lost';
  }

  #read(events: () => readonly string[]): void {
    try {
      for (const data of events()) this.#take(readPiece(this.#provider, data));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#end = 'too-long';
    }
  }

  #take({ text = '', end, error }: Piece): void {
    if (error !== undefined) this.error ??= error;
    // `max_tokens` comes before the end of the message and must not be overwritten by it.
    if (end !== undefined && (this.#end === null || this.#end === 'complete')) this.#end = end;
    if (this.#end === 'too-long') return;
    this.text += text;
    if (this.text.length > MOST_ANSWER) {
      this.text = this.text.slice(0, MOST_ANSWER);
      this.#end = 'too-long';
    }
  }
}
