/** Reading settings out of YAML together with the places where they stand. */
import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import type { Range } from '../../text/edit.ts';

/** The maps in a list below a key; empty when there is no such list. */
export function mapsIn(parent: YAMLMap, key: string): readonly YAMLMap[] {
  const list = parent.get(key);
  return isSeq(list) ? list.items.filter((item) => isMap(item)) : [];
}

export function mapIn(parent: YAMLMap, key: string): YAMLMap | null {
  const map = parent.get(key);
  return isMap(map) ? map : null;
}

/** A string, or what YAML takes for a number. */
export function stringOf(map: YAMLMap, key: string): string | null {
  const value = map.get(key);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** Where a setting is written, from its key to the end of its value; of several keys the first that is there. */
export function rangeOf(map: YAMLMap, ...keys: readonly string[]): Range {
  for (const key of keys) {
    const pair = map.items.find((item) => isScalar(item.key) && item.key.value === key);
    if (!pair || !isScalar(pair.key) || !pair.key.range) continue;
    const end = isScalar(pair.value) ? pair.value.range?.[1] : undefined;
    return { start: pair.key.range[0], end: end ?? pair.key.range[1] };
  }
  const start = map.range?.[0] ?? 0;
  return { start, end: start };
}
