/** Text made safe for HTML. */
import { printable } from '../text/printable.ts';

/** Text for content and quoted attributes, in one line. */
export function html(text: string | number): string {
  return escaped(printable(String(text)));
}

/** Text whose lines and TABs stay, for `<pre>`. */
export function htmlLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\r$/, '').split('\t').map(printable).join('\t'))
    .map(escaped)
    .join('\n');
}

function escaped(text: string): string {
  return text
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}
