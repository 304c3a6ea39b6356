/** Variables defined by a table: `map`, `geo`, `split_clients`. */

import type { Item, Word } from '../nginx/tree.ts';
import type { ConfigSet, Located } from '../nginx/tree-set.ts';

export interface Table {
  readonly kind: 'map' | 'geo' | 'split_clients';
  readonly variable: string;
  /** What is looked up; null for `geo` by the client's address. */
  readonly source: Word | null;
  readonly at: Located;
  /** Keys that match one value exactly, lower case. */
  readonly exact: ReadonlyMap<string, Word>;
  /** Values behind expressions, wildcards, networks and percentages. */
  readonly patterns: readonly { readonly key: string; readonly value: Word }[];
  readonly fallback: Word | null;
  /** Distinct values, in order; the empty text when there is no default. */
  readonly values: readonly Word[];
}

const EMPTY: Word = { start: 0, end: 0, value: '', quote: null, opaque: false };
const FLAGS = new Set(['hostnames', 'volatile', 'ranges', 'proxy', 'proxy_recursive', 'delete']);

/** Reads the block; null when it is not complete enough to define a variable. */
export function tableOf(at: Located, set: ConfigSet): Table | null {
  const { directive } = at;
  const kind = directive.name;
  if ((kind !== 'map' && kind !== 'geo' && kind !== 'split_clients') || !directive.block) {
    return null;
  }
  const target = directive.args.at(-1)?.value;
  if (!target?.startsWith('$')) return null;
  const reader = new Reader(kind, set);
  reader.read(directive.block.items, 0);
  // The last, open-ended share of split_clients is its default.
  const needsFallback = reader.fallback === null;
  const values = [...reader.values, ...(needsFallback ? [EMPTY] : [])];
  return {
    kind,
    variable: target.slice(1).toLowerCase(),
    source: directive.args.length > 1 ? (directive.args[0] ?? null) : null,
    at,
    exact: reader.exact,
    patterns: reader.patterns,
    fallback: reader.fallback,
    values: [...new Map(values.map((v) => [v.value, v])).values()],
  };
}

class Reader {
  readonly exact = new Map<string, Word>();
  readonly patterns: { key: string; value: Word }[] = [];
  readonly values: Word[] = [];
  fallback: Word | null = null;
  private readonly kind: Table['kind'];
  private readonly set: ConfigSet;

  constructor(kind: Table['kind'], set: ConfigSet) {
    this.kind = kind;
    this.set = set;
  }

  read(items: readonly Item[], depth: number): void {
    for (const item of items) {
      if (item.kind !== 'directive') continue;
      const [value] = item.args;
      if (item.name === 'include') {
        for (const path of depth < 20 ? (this.set.includes.get(item) ?? []) : []) {
          this.read(this.set.files.get(path)?.items ?? [], depth + 1);
        }
      } else if (value && !FLAGS.has(item.name)) {
        this.add(item.name, value);
      }
    }
  }

  private add(key: string, value: Word): void {
    this.values.push(value);
    if (key === 'default' || (this.kind === 'split_clients' && key === '*')) this.fallback = value;
    else if (this.kind === 'map' && isExact(key)) {
      const plain = key.startsWith('\\') ? key.slice(1) : key;
      this.exact.set(plain.toLowerCase(), value);
    } else this.patterns.push({ key, value });
  }
}

function isExact(key: string): boolean {
  return (
    !key.startsWith('~') && !key.startsWith('*.') && !key.startsWith('.') && !key.endsWith('.*')
  );
}
