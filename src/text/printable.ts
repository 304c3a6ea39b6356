/** Text from logs and configurations made safe to show on a terminal. */

/** Control characters of both sets, and the marks that reorder text. Line feed and TAB are judged apart. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * The text in one line with nothing left that a terminal would act on:
 * control characters become `\xNN` or `\u{NNNN}`, TAB and line feed a space.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, (c) => {
    if (c === '\t' || c === '\n') return ' ';
    const code = c.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
}
