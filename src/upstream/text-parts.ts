/** A value as nginx compiles it: literal text, variables, and placeholders of templates. */
import type { Word } from '../nginx/tree.ts';

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'template'; readonly text: string };

/** Jinja and Go templates, ERB, envsubst and shell placeholders, Ansible and make forms. */
const PLACEHOLDER =
  /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|<%[\s\S]*?%>|\$\{[A-Z][A-Z0-9_]*\}|\$[A-Z][A-Z0-9_]*/g;
/** `$name`, `${name}` and captures `$1`. */
const VARIABLE = /\$(?:\{(\w+)\}|(\w+))/g;

export function partsOf(word: Pick<Word, 'value' | 'opaque'>): readonly Part[] {
  if (!word.opaque) return variableParts(word.value);
  // nginx refuses words of this length, and the expression below is not meant for them.
  if (word.value.length > 8192) return [{ kind: 'template', text: word.value.slice(0, 80) }];
  const parts: Part[] = [];
  let from = 0;
  for (const m of word.value.matchAll(PLACEHOLDER)) {
    parts.push(...variableParts(word.value.slice(from, m.index)));
    parts.push({ kind: 'template', text: m[0] });
    from = m.index + m[0].length;
  }
  if (from === 0) return [{ kind: 'template', text: word.value }];
  parts.push(...variableParts(word.value.slice(from)));
  return parts;
}

function variableParts(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  if (!text.includes('$')) return text === '' ? [] : [{ kind: 'text', text }];
  for (const m of text.matchAll(VARIABLE)) {
    if (m.index > from) parts.push({ kind: 'text', text: text.slice(from, m.index) });
    // nginx takes one digit for a capture: `$10` is `$1` and a zero.
    const capture = m[2] && /^\d/.test(m[2]) ? m[2].slice(0, 1) : null;
    const name = capture ?? m[1] ?? m[2] ?? '';
    parts.push({ kind: 'variable', name: name.toLowerCase() });
    from = m.index + (capture ? 2 : m[0].length);
    if (capture && m[2] !== capture) {
      parts.push({ kind: 'text', text: m[2]!.slice(1) });
      from = m.index + m[0].length;
    }
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

/** Whether the value is the same for every connection. */
export function isConstant(word: Pick<Word, 'value' | 'opaque'>): boolean {
  return !word.opaque && !word.value.includes('$');
}
