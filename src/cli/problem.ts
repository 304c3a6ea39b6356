/** Why a command could not do its work, as one sentence for the user; the exit code is then 2. */
import { type Message, message } from '../text/message.ts';

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly sentence: Message;

  constructor(sentence: Message) {
    super(sentence.id);
    this.sentence = sentence;
  }
}

/** A `Problem` with this key and these values. */
export function problem(id: string, params?: Readonly<Record<string, string | number>>): Problem {
  return new Problem(message(id, params));
}
