/**
 * The directives of interest at one level, looked up by name. A level has few of
 * them and a configuration has many levels, so a list is searched rather than a
 * map built for each.
 */
import type { Located } from '../nginx/tree-set.ts';

export class OwnDirectives {
  private readonly all: readonly Located[];

  constructor(all: readonly Located[]) {
    this.all = all;
  }

  get size(): number {
    return this.all.length;
  }

  /** Directives of the name in order; undefined when there is none. */
  get(name: string): readonly Located[] | undefined {
    let found: Located[] | undefined;
    for (const at of this.all) {
      if (at.directive.name !== name) continue;
      if (found) found.push(at);
      else found = [at];
    }
    return found;
  }

  has(name: string): boolean {
    return this.all.some((at) => at.directive.name === name);
  }

  /** All of them, in order. */
  list(): readonly Located[] {
    return this.all;
  }

  /** Names with their directives, in order of first use. */
  *[Symbol.iterator](): Generator<[string, readonly Located[]]> {
    for (const name of new Set(this.all.map((at) => at.directive.name))) {
      yield [name, this.get(name) ?? []];
    }
  }

  *values(): Generator<readonly Located[]> {
    for (const [, list] of this) yield list;
  }
}
