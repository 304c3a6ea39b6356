/**
 * The branches of a template. `{% if %} server { … {% else %} server { …
 * {% endif %}` opens two blocks of which one will be there: what a branch
 * leaves open ends where the next branch begins, and the last one goes on.
 */
import type { TemplateTag } from './tree.ts';

/** What a control tag does to branches. */
type Step = 'opens' | 'next' | 'closes' | null;

const STEPS: Readonly<Record<TemplateTag['syntax'], readonly (readonly [RegExp, Step])[]>> = {
  jinja: [
    [/^\{%[-+]?\s*(?:if|for)\b/, 'opens'],
    [/^\{%[-+]?\s*(?:else|elif)\b/, 'next'],
    [/^\{%[-+]?\s*(?:endif|endfor)\b/, 'closes'],
  ],
  go: [
    [/^\{\{-?\s*(?:if|range|with|define|block)\b/, 'opens'],
    [/^\{\{-?\s*else\b/, 'next'],
    [/^\{\{-?\s*end\b/, 'closes'],
  ],
  erb: [
    [
      /^<%-?\s*(?:if|unless|case|while|until|begin)\b|^<%-?[^=#].*\bdo\b(?:\s*\|[^|]*\|)?\s*-?%>$/s,
      'opens',
    ],
    [/^<%-?\s*(?:else|elsif|when)\b/, 'next'],
    [/^<%-?\s*end\b/, 'closes'],
  ],
  envsubst: [],
};

/** Follows the control tags of one file. */
export class Branches {
  /** How deep in blocks each open `if` stands. */
  readonly #depths: number[] = [];

  /** Depth to which blocks end at this tag; null when it leaves them as they are. */
  meet(tag: string, syntax: TemplateTag['syntax'], depth: number): number | null {
    const step = STEPS[syntax].find(([pattern]) => pattern.test(tag))?.[1];
    if (step === 'opens') this.#depths.push(depth);
    if (step === 'closes') this.#depths.pop();
    const start = this.#depths.at(-1);
    return step === 'next' && start !== undefined && start < depth ? start : null;
  }
}
