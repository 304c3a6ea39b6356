/**
 * Secrets that stand a second time where nothing tells what they are: a token of
 * a header in the path of a request. What was found once is taken out everywhere.
 */
import type { Range } from '../text/edit.ts';

interface Found<K> extends Range {
  readonly kind: K;
}

/** Shorter ones, and plain words, would take harmless text along. */
const SHORTEST = 8;
const LONGEST = 512;
/** Bounds the work on hostile text, in characters of all secrets together. */
const MOST = 20_000;

/** For each text the further places of what was found in any of them. */
export function repeated<K>(
  texts: readonly string[],
  found: readonly (readonly Found<K>[])[],
): readonly Found<K>[][] {
  const kinds = new Map<string, K>();
  let length = 0;
  for (const [i, spans] of found.entries())
    for (const { kind, start, end } of spans) {
      const secret = (texts[i] ?? '').slice(start, end);
      if (!isTelling(secret) || kinds.has(secret)) continue;
      length += secret.length;
      if (length <= MOST) kinds.set(secret, kind);
    }
  if (kinds.size === 0) return texts.map(() => []);
  const any = [...kinds.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const pattern = new RegExp(`(?<![A-Za-z0-9_])(?:${any.join('|')})(?![A-Za-z0-9_])`, 'g');
  return texts.map((text) =>
    [...text.matchAll(pattern)].map(({ 0: secret, index }) => ({
      kind: kinds.get(secret) as K,
      start: index,
      end: index + secret.length,
    })),
  );
}

/** Long enough, on one line, and no word of prose. */
function isTelling(secret: string): boolean {
  if (secret.length < SHORTEST || secret.length > LONGEST) return false;
  return !/[\s$]/.test(secret) && /\d/.test(secret) && /[A-Za-z]/.test(secret);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
