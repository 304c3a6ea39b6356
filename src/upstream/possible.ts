/** Sets of possible texts: making, joining and mapping them. */
import type { Possible, UnknownWhy } from './model.ts';

/** Combinations beyond this are not spelled out; the set is then marked as incomplete. */
const MAX_VALUES = 256;

const NOTHING_UNKNOWN: Possible['unknown'] = [];

export function constant(value: string, written = value): Possible {
  return { written, values: [value], complete: true, unknown: NOTHING_UNKNOWN };
}

export function oneOf(written: string, values: readonly string[]): Possible {
  return { written, values: [...new Set(values)], complete: true, unknown: [] };
}

export function unknown(
  variable: string,
  why: UnknownWhy,
  written = variable,
  likely: readonly string[] = [],
): Possible {
  return { written, values: likely, complete: false, unknown: [{ variable, why }] };
}

/** The single value, when there is exactly one and it is certain. */
export function onlyValue(p: Possible | null): string | null {
  return p?.complete && p.values.length === 1 ? (p.values[0] ?? null) : null;
}

/** Either of them. */
export function union(written: string, options: readonly Possible[]): Possible {
  if (options.length === 1) return { ...options[0]!, written };
  return {
    written,
    values: [...new Set(options.flatMap((o) => o.values))],
    complete: options.every((o) => o.complete),
    unknown: mergeUnknown(options),
  };
}

/** One after the other. */
export function concat(written: string, parts: readonly Possible[]): Possible {
  if (parts.length === 1) return { ...parts[0]!, written };
  let values = [''];
  let complete = true;
  for (const part of parts) {
    complete &&= part.complete;
    const next: string[] = [];
    for (const head of values) {
      for (const tail of part.values) {
        if (next.length >= MAX_VALUES) break;
        next.push(head + tail);
      }
    }
    if (values.length * part.values.length > MAX_VALUES) complete = false;
    values = next;
  }
  return { written, values: [...new Set(values)], complete, unknown: mergeUnknown(parts) };
}

export function mapValues(p: Possible, change: (value: string) => string): Possible {
  // Nearly always there is one value, and nearly always it stays.
  const [only] = p.values;
  if (p.values.length === 1 && only !== undefined) {
    const changed = change(only);
    return changed === only ? p : { ...p, values: [changed] };
  }
  return { ...p, values: [...new Set(p.values.map(change))] };
}

function mergeUnknown(parts: readonly Possible[]): Possible['unknown'] {
  const seen = new Map<string, Possible['unknown'][number]>();
  for (const part of parts) for (const u of part.unknown) seen.set(u.variable, u);
  return [...seen.values()];
}
