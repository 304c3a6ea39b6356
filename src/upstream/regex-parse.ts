/** Reads the part of PCRE that is a regular language, lookaround included, over bytes. */
export type RegexNode =
  | { readonly kind: 'set'; readonly set: Uint8Array }
  | { readonly kind: 'concat' | 'either'; readonly items: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly inner: RegexNode;
      readonly min: number;
      readonly max: number | null;
    }
  | {
      readonly kind: 'assert';
      readonly what: 'start' | 'end' | 'very-end' | 'word-edge' | 'ahead' | 'behind';
      readonly negative: boolean;
      readonly inner: RegexNode | null;
    };

class Unsupported extends Error {}

const MAX_REPEAT = 1000;
const MAX_NESTING = 250;

/** The tree of the pattern (one UTF-16 unit per byte); null when it uses what cannot be decided. */
export function parsePattern(pattern: string, caseless: boolean): RegexNode | null {
  try {
    const parser = new PatternParser(pattern, caseless);
    return parser.whole();
  } catch (error) {
    if (error instanceof Unsupported) return null;
    throw error;
  }
}

const CLASSES: Record<string, (byte: number) => boolean> = {
  d: (b) => b >= 48 && b <= 57,
  w: (b) => b === 95 || (b >= 48 && b <= 57) || isAlpha(b),
  s: (b) => b === 32 || (b >= 9 && b <= 13),
  h: (b) => b === 32 || b === 9 || b === 160,
  v: (b) => (b >= 10 && b <= 13) || b === 133,
};
const POSIX: Record<string, (byte: number) => boolean> = {
  alpha: isAlpha,
  digit: CLASSES.d!,
  alnum: (b) => isAlpha(b) || CLASSES.d!(b),
  upper: (b) => b >= 65 && b <= 90,
  lower: (b) => b >= 97 && b <= 122,
  space: CLASSES.s!,
  blank: (b) => b === 32 || b === 9,
  punct: (b) => b > 32 && b < 127 && !isAlpha(b) && !CLASSES.d!(b),
  xdigit: (b) => CLASSES.d!(b) || (b >= 65 && b <= 70) || (b >= 97 && b <= 102),
  word: CLASSES.w!,
  print: (b) => b >= 32 && b < 127,
  graph: (b) => b > 32 && b < 127,
  cntrl: (b) => b < 32 || b === 127,
};
const CONTROL: Record<string, number> = { n: 10, r: 13, t: 9, f: 12, a: 7, e: 27 };

function isAlpha(b: number): boolean {
  return (b >= 65 && b <= 90) || (b >= 97 && b <= 122);
}

class PatternParser {
  private at = 0;
  private depth = 0;
  private looking = false;
  private readonly text: string;
  private caseless: boolean;
  private dotAll = false;

  constructor(text: string, caseless: boolean) {
    this.text = text;
    this.caseless = caseless;
  }

  whole(): RegexNode {
    const node = this.either();
    if (this.at < this.text.length) throw new Unsupported();
    return node;
  }

  private either(): RegexNode {
    if (++this.depth > MAX_NESTING) throw new Unsupported();
    const { caseless, dotAll } = this;
    const items = [this.concat()];
    while (this.take('|')) items.push(this.concat());
    this.caseless = caseless;
    this.dotAll = dotAll;
    this.depth--;
    return items.length === 1 ? items[0]! : { kind: 'either', items };
  }

  private concat(): RegexNode {
    const items: RegexNode[] = [];
    while (this.at < this.text.length && this.text[this.at] !== '|' && this.text[this.at] !== ')') {
      const atom = this.atom();
      if (atom) items.push(this.quantified(atom));
    }
    return { kind: 'concat', items };
  }

  private quantified(atom: RegexNode): RegexNode {
    const bounds = this.bounds();
    if (!bounds) return atom;
    const [min, max] = bounds;
    if (this.take('+')) throw new Unsupported();
    this.take('?');
    if (min > MAX_REPEAT || (max ?? 0) > MAX_REPEAT) throw new Unsupported();
    if (this.bounds()) throw new Unsupported();
    return { kind: 'repeat', inner: atom, min, max };
  }

  private bounds(): [number, number | null] | null {
    if (this.take('*')) return [0, null];
    if (this.take('+')) return [1, null];
    if (this.take('?')) return [0, 1];
    const m = /^\{(\d+)(?:(,)(\d*))?\}/.exec(this.text.slice(this.at, this.at + 20));
    if (!m) return null;
    this.at += m[0].length;
    const min = Number(m[1]);
    return [min, m[2] ? (m[3] ? Number(m[3]) : null) : min];
  }

  private atom(): RegexNode | null {
    const c = this.text[this.at++]!;
    if (c === '(') return this.group();
    if (c === '[') return this.bracket();
    if (c === '\\') return this.escape();
    if (c === '.') return setOf((b) => this.dotAll || b !== 10);
    if (c === '^') return assertion('start');
    if (c === '$') return assertion('end');
    return this.literal(c.charCodeAt(0));
  }

  private group(): RegexNode | null {
    if (!this.take('?')) return this.closed(this.either());
    const rest = this.text.slice(this.at, this.at + 80);
    const named = /^(?:P?<([A-Za-z_]\w*)>|'(\w+)')/.exec(rest);
    if (named) {
      this.at += named[0].length;
      return this.closed(this.either());
    }
    if (rest.startsWith('#')) {
      const end = this.text.indexOf(')', this.at);
      if (end < 0) throw new Unsupported();
      this.at = end + 1;
      return null;
    }
    const look = /^(<?)([=!])/.exec(rest);
    if (look) {
      this.at += look[0].length;
      // Lookaround in lookaround would cost the square of the square.
      if (this.looking) throw new Unsupported();
      this.looking = true;
      const inner = this.closed(this.either());
      this.looking = false;
      return assertion(look[1] ? 'behind' : 'ahead', look[2] === '!', inner);
    }
    const flags = /^([is]*)(?:-([is]*))?([:)])/.exec(rest);
    if (!flags) throw new Unsupported();
    this.at += flags[0].length;
    return this.withFlags(flags[1] ?? '', flags[2] ?? '', flags[3] === ':');
  }

  /** `(?i)` holds to the end of the group it stands in, `(?i:…)` inside its own. */
  private withFlags(on: string, off: string, grouped: boolean): RegexNode | null {
    const { caseless, dotAll } = this;
    if (on.includes('i')) this.caseless = true;
    if (off.includes('i')) this.caseless = false;
    if (on.includes('s')) this.dotAll = true;
    if (off.includes('s')) this.dotAll = false;
    if (!grouped) return null;
    const node = this.closed(this.either());
    this.caseless = caseless;
    this.dotAll = dotAll;
    return node;
  }

  private closed(node: RegexNode): RegexNode {
    if (!this.take(')')) throw new Unsupported();
    return node;
  }

  private escape(): RegexNode | null {
    const c = this.text[this.at++];
    if (c === undefined) throw new Unsupported();
    if (c === 'A') return assertion('start');
    if (c === 'z') return assertion('very-end');
    if (c === 'Z') return assertion('end');
    if (c === 'b' || c === 'B') return assertion('word-edge', c === 'B');
    const member = this.classEscape(c);
    return member ? setOf(member) : this.literal(this.byteEscape(c));
  }

  /** `\d`, `\D` … as a test; null when the escape stands for one byte. */
  private classEscape(c: string): ((byte: number) => boolean) | null {
    const test = CLASSES[c.toLowerCase()];
    if (!test) return null;
    return c === c.toLowerCase() ? test : (b) => !test(b);
  }

  private byteEscape(c: string): number {
    if (c === 'x') {
      const m = /^(?:\{([0-9a-f]{1,2})\}|([0-9a-f]{0,2}))/i.exec(
        this.text.slice(this.at, this.at + 8),
      );
      this.at += m?.[0].length ?? 0;
      return Number.parseInt(m?.[1] ?? (m?.[2] || '0'), 16);
    }
    const control = CONTROL[c];
    if (control !== undefined) return control;
    // Backreferences, \K, \G, \Q, \R, \X, \p … are not decided here.
    if (/[0-9A-Za-z]/.test(c)) throw new Unsupported();
    return c.charCodeAt(0);
  }

  private literal(byte: number): RegexNode {
    return this.folded(setFrom((b) => b === byte));
  }

  private bracket(): RegexNode {
    const negative = this.take('^');
    const set = new Uint8Array(256);
    let first = true;
    for (;;) {
      const c = this.text[this.at++];
      if (c === undefined) throw new Unsupported();
      if (c === ']' && !first) break;
      first = false;
      this.bracketItem(c, set);
    }
    const folded = this.folded(set);
    if (!negative) return folded;
    return { kind: 'set', set: folded.set.map((v) => (v ? 0 : 1)) };
  }

  private bracketItem(c: string, set: Uint8Array): void {
    const posix = c === '[' ? /^:(\^?)(\w+):\]/.exec(this.text.slice(this.at, this.at + 20)) : null;
    if (posix) {
      this.at += posix[0].length;
      const test = POSIX[posix[2] ?? ''];
      if (!test) throw new Unsupported();
      add(set, (b) => test(b) !== (posix[1] === '^'));
      return;
    }
    const low = this.bracketByte(c, set);
    if (low === null) return;
    const dash = this.text[this.at] === '-' && (this.text[this.at + 1] ?? ']') !== ']';
    if (!dash) {
      set[low] = 1;
      return;
    }
    this.at++;
    const high = this.bracketByte(this.text[this.at++]!, set);
    if (high === null) {
      set[low] = 1;
      set[45] = 1;
    } else add(set, (b) => b >= low && b <= high);
  }

  /** One byte of a bracket expression; null when it was a class, already added. */
  private bracketByte(c: string, set: Uint8Array): number | null {
    if (c !== '\\') return c.charCodeAt(0);
    const e = this.text[this.at++];
    if (e === undefined) throw new Unsupported();
    if (e === 'b') return 8;
    const member = this.classEscape(e);
    if (!member) return this.byteEscape(e);
    add(set, member);
    return null;
  }

  private folded(set: Uint8Array): { kind: 'set'; set: Uint8Array } {
    if (this.caseless) {
      for (let b = 65; b <= 90; b++) {
        if (set[b] || set[b + 32]) {
          set[b] = 1;
          set[b + 32] = 1;
        }
      }
    }
    return { kind: 'set', set };
  }

  private take(c: string): boolean {
    if (this.text[this.at] !== c) return false;
    this.at++;
    return true;
  }
}

function setFrom(test: (byte: number) => boolean): Uint8Array {
  const set = new Uint8Array(256);
  add(set, test);
  return set;
}

function setOf(test: (byte: number) => boolean): RegexNode {
  return { kind: 'set', set: setFrom(test) };
}

function add(set: Uint8Array, test: (byte: number) => boolean): void {
  for (let b = 0; b < 256; b++) if (test(b)) set[b] = 1;
}

function assertion(
  what: Extract<RegexNode, { kind: 'assert' }>['what'],
  negative = false,
  inner: RegexNode | null = null,
): RegexNode {
  return { kind: 'assert', what, negative, inner };
}
