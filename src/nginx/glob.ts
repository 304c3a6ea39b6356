/** glob(3) as nginx calls it: per path component, `*` and `?` never match a leading dot, sorted by bytes. */

/** nginx takes an `include` for a glob when it has one of these. */
export function isGlob(path: string): boolean {
  return /[*?[]/.test(path);
}

/** Matches whole path components; `null` for a component without wildcards. */
export function componentMatcher(component: string): ((name: string) => boolean) | null {
  if (!isGlob(component)) return null;
  let source = '';
  for (let i = 0; i < component.length; i++) {
    const c = component[i] as string;
    if (c === '*') source += source.endsWith('.*') ? '' : '.*';
    else if (c === '?') source += '.';
    else if (c === '[') {
      const set = bracket(component, i);
      source += set === null ? '\\[' : set.source;
      if (set !== null) i = set.end;
    } else if (c === '\\' && i + 1 < component.length) source += literal(component[++i] as string);
    else source += literal(c);
  }
  const pattern = new RegExp(`^${source}$`, 's');
  const dot = component.startsWith('.') || component.startsWith('\\.');
  return (name) => (dot || !name.startsWith('.')) && pattern.test(name);
}

/** Whether a path matches a pattern, component by component. */
export function pathMatcher(pattern: string): (path: string) => boolean {
  const components = pattern.split('/').map((c) => componentMatcher(c) ?? literalMatcher(c));
  return (path) => {
    const names = path.split('/');
    return (
      names.length === components.length &&
      components.every((matches, i) => matches(names[i] as string))
    );
  };
}

/** Order of the bytes of UTF-8, which is the order of code points. */
export function byBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return codePointRank(x) - codePointRank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points beyond U+FFFF, so they come last. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

function literalMatcher(component: string): (name: string) => boolean {
  const name = component.replace(/\\(.)/gs, '$1');
  return (n) => n === name;
}

function literal(c: string): string {
  return c.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

const CLASSES: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  xdigit: '0-9A-Fa-f',
  space: '\\s',
  punct: '!-\\/:-@\\[-`{-~',
};

/** The set that opens at `at`; null when it never closes, so that the bracket is literal. */
function bracket(component: string, at: number): { source: string; end: number } | null {
  let i = at + 1;
  const negated = component[i] === '!' || component[i] === '^';
  if (negated) i++;
  let set = '';
  for (const first = i; i < component.length; i++) {
    const c = component[i] as string;
    if (c === ']' && i > first) return { source: `[${negated ? '^' : ''}${set}]`, end: i };
    const named = /^\[:([a-z]+):\]/.exec(component.slice(i));
    if (named !== null) {
      set += CLASSES[named[1] ?? ''] ?? '';
      i += named[0].length - 1;
    } else if (c === '-' && i > first && component[i + 1] !== ']') set += '-';
    else if (c === '\\' && i + 1 < component.length) set += literal(component[++i] as string);
    else set += literal(c);
  }
  return null;
}
