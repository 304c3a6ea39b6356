/** JSON as text that is safe to show. */

/** Two spaces of indentation, a final line feed, and no character that a terminal would act on. */
export function jsonText(document: unknown): string {
  const text = JSON.stringify(document, null, 2);
  // JSON itself only escapes the first set of control characters.
  return `${text.replace(/[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, escaped)}\n`;
}

function escaped(c: string): string {
  return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
