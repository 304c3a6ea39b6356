/**
 * A sentence as data: what is to be said, not how. Sentences are made from
 * messages in one place (`src/report/messages/`), in English and in Chinese.
 */
export interface Message {
  /** Key in the catalogue, for example `evidence.sni-off-by-default`. */
  readonly id: string;
  /** Values that the sentence shows. Already plain text; the reporter makes them safe for its medium. */
  readonly params?: Readonly<Record<string, string | number>>;
}

/** A message with the given key and values. */
export function message(id: string, params?: Readonly<Record<string, string | number>>): Message {
  return params === undefined ? { id } : { id, params };
}
