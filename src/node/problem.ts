/** Why work on this machine could not be done, as one sentence for the user. */
import type { Message } from '../text/message.ts';

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly sentence: Message;

  constructor(sentence: Message) {
    super(`${sentence.id} ${JSON.stringify(sentence.params ?? {})}`);
    this.sentence = sentence;
  }
}

/** The code of a failed system call, for example `ENOENT`; empty when the error is none. */
export function errnoOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
}
