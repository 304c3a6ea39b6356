/** Start-up messages about one directive: what nginx says of it, and where it stands. */
import { lineIn, type Visited, walk } from '../nginx/walk.ts';
import type { Case } from './cause.ts';

export type Complaint =
  | 'unknown'
  | 'invalid-value'
  | 'arguments'
  | 'context'
  | 'duplicate'
  | 'not-terminated'
  | 'unexpected'
  | 'unexpected-end'
  | 'platform'
  | 'other';

const COMPLAINTS: readonly (readonly [RegExp, Complaint])[] = [
  [/unknown directive "([^"]*)"/, 'unknown'],
  [/directive "([^"]*)" is not terminated by ";"/, 'not-terminated'],
  [/invalid number of arguments in "([^"]*)" directive/, 'arguments'],
  [/"([^"]*)" directive is not allowed here/, 'context'],
  [/"([^"]*)" directive is duplicate/, 'duplicate'],
  [/"([^"]*)" directive is not supported on this platform/, 'platform'],
  [/invalid value "[^"]*" in "([^"]*)" directive/, 'invalid-value'],
  [/invalid (?:value|parameter|number)\b/, 'invalid-value'],
  [/unexpected end of file|unexpected "" in/, 'unexpected-end'],
  [/unexpected "(.)"/, 'unexpected'],
];

export interface Said {
  readonly complaint: Complaint;
  /** Name of the directive, where the message has it or the line shows it; empty when unknown. */
  readonly directive: string;
  /** The value that was refused; empty when none is named. */
  readonly value: string;
  /** `nginx.conf:12` as logged; empty when the message has no place. */
  readonly place: string;
  /** The directive in the configuration; null when it cannot be found. */
  readonly at: Visited | null;
}

/** What a start-up message says. */
export function saidAtStartup(c: Case): Said {
  const sample = c.incident.samples[0];
  const text = sample?.text ?? '';
  const hit = COMPLAINTS.find(([words]) => words.test(text));
  const complaint = hit?.[1] ?? 'other';
  const named = hit === undefined ? '' : (hit[0].exec(text)?.[1] ?? '');
  const isName = complaint !== 'unexpected' && complaint !== 'unexpected-end';
  const at = directiveAt(c, isName ? named : '');
  const value = /invalid (?:value|parameter|number) "([^"]*)"/.exec(text)?.[1] ?? '';
  return {
    complaint,
    directive: isName && named !== '' ? named : (at?.directive.name ?? ''),
    value,
    place: sample?.at == null ? '' : `${sample.at.file}:${sample.at.line}`,
    at,
  };
}

/**
 * The directive that nginx had read when it complained. It counts the line of
 * the last word, so the directive may have begun above.
 */
function directiveAt(c: Case, name: string): Visited | null {
  const logged = c.incident.samples[0]?.at;
  if (logged == null || c.config === null) return null;
  let best: Visited | null = null;
  for (const visited of walk(c.config)) {
    const { directive } = visited;
    const file = c.config.files.get(visited.file);
    if (file === undefined || !sameFile(visited.file, logged.file)) continue;
    if (name !== '' && directive.name !== name) continue;
    const end = directive.block?.open ?? directive.end;
    const starts = lineIn(file, directive.start);
    if (starts <= logged.line && lineIn(file, Math.max(directive.start, end - 1)) >= logged.line)
      best = visited;
  }
  return best;
}

/** The same file, where one path is absolute and the other is not. */
function sameFile(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  const tail = short.replace(/^(?:\.\/)+/, '');
  return long === short || long.endsWith(tail.startsWith('/') ? tail : `/${tail}`);
}
