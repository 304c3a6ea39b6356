/** A half-open stretch of a text, in UTF-16 code units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Replaces `[start, end)` of one file with `text`. Offsets are UTF-16 code units of the decoded file. */
export interface Edit extends Range {
  readonly file: string;
  readonly text: string;
}
