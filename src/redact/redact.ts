/**
 * Takes secrets out of text before it is shown or sent, and puts them back
 * into what comes back. Rules of our own rather than a scanner of repositories:
 * those look for tokens known by their form and leave passwords in headers,
 * ARNs, Redis URLs and cookies where they are.
 */
import { cookies, mapKeys, type Span } from './finders.ts';
import { findNames, Renamer } from './names.ts';
import { repeated } from './repeated.ts';
import { RULES, type SecretKind } from './rules.ts';

export interface RedactOptions {
  /** Also rename host names and addresses. */
  readonly names?: boolean;
  /** Domains that keep their names, with everything below them: `example.com`. */
  readonly keep?: readonly string[];
}

export type FindingKind = SecretKind | 'host' | 'address';

/** Where something was taken out; never what. */
export interface Finding {
  readonly kind: FindingKind;
  /** Offsets in the original text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

export interface Redacted {
  readonly text: string;
  /** In the order of the text. */
  readonly findings: readonly Finding[];
  /** Puts back what was taken out, in this text or in one made from it. */
  restore(text: string): string;
}

/** Several texts without their secrets: the same secret has the same replacement in all of them. */
export interface RedactedTexts {
  readonly texts: readonly Omit<Redacted, 'restore'>[];
  restore(text: string): string;
}

/** The text without its secrets. The same secret gets the same replacement everywhere. */
export function redact(text: string, options: RedactOptions = {}): Redacted {
  const { texts, restore } = redactAll([text], options);
  return { text: '', findings: [], ...texts[0], restore };
}

/** Redacts texts that belong together. What is a secret in one of them is one in the others, too. */
export function redactAll(
  originals: readonly string[],
  options: RedactOptions = {},
): RedactedTexts {
  const keep = (options.keep ?? []).map((name) => name.toLowerCase().replace(/^\*?\./, ''));
  const found = originals.map((text) => apart(findSecrets(text)));
  const again = repeated(originals, found);
  const secrets = found.map((spans, i) => [...spans, ...(again[i] ?? [])]);
  const names = options.names ? findNames(originals, keep) : originals.map(() => []);
  const whole = originals.join('\n');
  const vault = new Vault(whole);
  const renamer = new Renamer(whole);
  const texts = originals.map((text, i) =>
    replaced(text, apart([...(secrets[i] ?? []), ...(names[i] ?? [])]), vault, renamer),
  );
  return { texts, restore: (made) => vault.restore(renamer.restore(made)) };
}

function replaced(
  text: string,
  spans: readonly Found[],
  vault: Vault,
  renamer: Renamer,
): Omit<Redacted, 'restore'> {
  const findings: Finding[] = [];
  let out = '';
  let at = 0;
  for (const { kind, start, end } of spans) {
    const original = text.slice(start, end);
    const replacement =
      kind === 'host'
        ? renamer.host(original)
        : kind === 'address'
          ? renamer.address(original)
          : vault.put(kind, original);
    out += text.slice(at, start) + replacement;
    at = end;
    findings.push({ kind, start, end, replacement });
  }
  out += text.slice(at);
  return { text: out, findings };
}

/** The rules with what they look for in a form that tells where its groups stand. */
const SEARCHES = RULES.map((rule) => ({
  ...rule,
  global: new RegExp(rule.pattern.source, `${rule.pattern.flags.replace('d', '')}d`),
}));

function isIn(lower: string, needs: readonly string[]): boolean {
  for (const need of needs) if (lower.includes(need)) return true;
  return false;
}

function findSecrets(text: string): Span[] {
  const lower = text.toLowerCase();
  const spans: Span[] = [];
  for (const { kind, global, needs, accept } of SEARCHES) {
    if (!isIn(lower, needs)) continue;
    global.lastIndex = 0;
    for (let m = global.exec(text); m !== null; m = global.exec(text)) {
      if (m[0] === '') global.lastIndex++;
      const groups = m.indices?.groups;
      const place = (groups && Object.values(groups).find(Boolean)) || m.indices?.[0];
      if (!place) continue;
      const [start, end] = place;
      if (start === end || accept?.(text.slice(start, end), m) === false) continue;
      spans.push({ kind, start, end });
    }
  }
  if (lower.includes('cookie')) spans.push(...cookies(text));
  if (lower.includes('map')) spans.push(...mapKeys(text));
  return spans;
}

interface Found {
  readonly kind: FindingKind;
  readonly start: number;
  readonly end: number;
}

/** Spans in order without overlaps: what overlaps becomes one, of the kind that begins first. */
function apart(spans: readonly Found[]): Found[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const out: { kind: FindingKind; start: number; end: number }[] = [];
  for (const { kind, start, end } of sorted) {
    const last = out.at(-1);
    if (last === undefined || start >= last.end) out.push({ kind, start, end });
    else if (!isName(kind)) {
      // A name that runs into a secret is part of it.
      if (isName(last.kind)) last.kind = kind;
      last.end = Math.max(last.end, end);
    }
  }
  return out;
}

function isName(kind: FindingKind): boolean {
  return kind === 'host' || kind === 'address';
}

/** Secrets and what stands for them: words that nginx, shells and JSON take as they are. */
class Vault {
  private readonly prefix: string;
  private readonly bySecret = new Map<string, string>();
  private readonly byReplacement = new Map<string, string>();

  constructor(text: string) {
    this.prefix =
      ['REDACTED', 'REDACTED_HERE', 'TAKEN_OUT'].find((word) => !text.includes(word)) ??
      `REDACTED_${text.length}`;
  }

  put(kind: FindingKind, secret: string): string {
    const key = `${kind} ${secret}`;
    const known = this.bySecret.get(key);
    if (known !== undefined) return known;
    const name = kind.toUpperCase().replaceAll('-', '_');
    const made = `${this.prefix}_${name}_${this.bySecret.size + 1}`;
    this.bySecret.set(key, made);
    this.byReplacement.set(made, secret);
    return made;
  }

  restore(text: string): string {
    if (this.byReplacement.size === 0) return text;
    const any = new RegExp(`${this.prefix}_[A-Z_]+_\\d+`, 'g');
    return text.replace(any, (made) => this.byReplacement.get(made) ?? made);
  }
}
