/**
 * Whether one of nginx's regular expressions (PCRE) matches a text. Patterns come
 * from configurations and texts from logs, so matching must not backtrack: the
 * pattern becomes a small program whose states are run side by side, in time
 * proportional to pattern × text. Only yes or no is asked, never what a group caught;
 * what is not a regular language (backreferences, recursion, atomic groups, `\K`)
 * is left undecided.
 */
import { parsePattern, type RegexNode } from './regex-parse.ts';

/** Ops of the program: take a byte, go both ways, go there, check a condition, done. */
type Op =
  | { readonly op: 'byte'; readonly set: Uint8Array }
  | { readonly op: 'split'; a: number; b: number }
  | { readonly op: 'jump'; to: number }
  | {
      readonly op: 'assert';
      readonly node: Extract<RegexNode, { kind: 'assert' }>;
      readonly sub: Op[];
    }
  | { readonly op: 'match' };

const MAX_OPS = 4000;
/** Longer texts are not looked at: no host name or path that was proxied is so long. */
const MAX_TEXT = 8192;
/** With lookaround the time grows with the square of the text. */
const MAX_TEXT_LOOKING = 1024;

export interface Regex {
  /** Whether it matches a text of bytes (`toBytes`); null when the text is too long to say. */
  test(bytes: string): boolean | null;
}

const compiled = new Map<string, Regex | null>();

/** The expression ready for use; null when it is outside what can be decided. */
export function regex(pattern: string, caseless: boolean): Regex | null {
  const key = (caseless ? 'i' : 's') + pattern;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  if (compiled.size > 5000) compiled.clear();
  const made = compile(pattern, caseless);
  compiled.set(key, made);
  return made;
}

function compile(pattern: string, caseless: boolean): Regex | null {
  const tree = parsePattern(toBytes(pattern), caseless);
  if (!tree) return null;
  const program = assemble(tree);
  if (!program) return null;
  const longest = program.some((op) => op.op === 'assert' && op.node.inner)
    ? MAX_TEXT_LOOKING
    : MAX_TEXT;
  return {
    test(bytes) {
      return bytes.length > longest ? null : run(program, bytes, 0, false, null);
    },
  };
}

/** nginx matches bytes: one UTF-16 unit per UTF-8 byte. */
export function toBytes(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text;
  return String.fromCharCode(...new TextEncoder().encode(text.slice(0, MAX_TEXT + 1)));
}

function assemble(tree: RegexNode): Op[] | null {
  const program: Op[] = [];
  try {
    emit(tree, program, { left: MAX_STEPS });
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
  program.push({ op: 'match' });
  return program;
}

class TooLarge extends Error {}

/** Empty groups repeated a thousand times a thousand times make no ops, but cost time. */
const MAX_STEPS = 20_000;
interface Budget {
  left: number;
}

function emit(node: RegexNode, program: Op[], budget: Budget): void {
  if (program.length > MAX_OPS || --budget.left < 0) throw new TooLarge();
  switch (node.kind) {
    case 'set':
      program.push({ op: 'byte', set: node.set });
      return;
    case 'concat':
      for (const item of node.items) emit(item, program, budget);
      return;
    case 'either':
      emitEither(node.items, program, budget);
      return;
    case 'repeat':
      emitRepeat(node, program, budget);
      return;
    case 'assert': {
      const sub: Op[] = [];
      if (node.inner) emit(node.inner, sub, budget);
      sub.push({ op: 'match' });
      program.push({ op: 'assert', node, sub });
    }
  }
}

function emitEither(items: readonly RegexNode[], program: Op[], budget: Budget): void {
  const ends: { op: 'jump'; to: number }[] = [];
  for (const [i, item] of items.entries()) {
    if (i === items.length - 1) {
      emit(item, program, budget);
      break;
    }
    const split = { op: 'split' as const, a: program.length + 1, b: 0 };
    program.push(split);
    emit(item, program, budget);
    const end = { op: 'jump' as const, to: 0 };
    program.push(end);
    ends.push(end);
    split.b = program.length;
  }
  for (const end of ends) end.to = program.length;
}

function emitRepeat(
  node: Extract<RegexNode, { kind: 'repeat' }>,
  program: Op[],
  budget: Budget,
): void {
  for (let i = 0; i < node.min; i++) emit(node.inner, program, budget);
  if (node.max === null) {
    const split = { op: 'split' as const, a: program.length + 1, b: 0 };
    const at = program.push(split) - 1;
    emit(node.inner, program, budget);
    program.push({ op: 'jump', to: at });
    split.b = program.length;
    return;
  }
  const splits: { op: 'split'; a: number; b: number }[] = [];
  for (let i = node.min; i < node.max; i++) {
    const split = { op: 'split' as const, a: program.length + 1, b: 0 };
    program.push(split);
    splits.push(split);
    emit(node.inner, program, budget);
  }
  for (const split of splits) split.b = program.length;
}

/** Runs all states side by side. `end`: where the match has to end; null: anywhere. */
function run(program: Op[], text: string, from: number, anchored: boolean, end: number | null) {
  let current: number[] = [];
  const seen = new Int32Array(program.length).fill(-1);
  for (let at = from; at <= text.length; at++) {
    const now: number[] = [];
    for (const pc of current) if (follow(program, pc, text, at, seen, now, end)) return true;
    if (!anchored || at === from) {
      if (follow(program, 0, text, at, seen, now, end)) return true;
    }
    if (now.length === 0 && anchored) return false;
    if (end !== null && at >= end) return false;
    const byte = text.charCodeAt(at);
    current = [];
    for (const pc of now) {
      const op = program[pc];
      if (op?.op === 'byte' && byte < 256 && op.set[byte]) current.push(pc + 1);
    }
  }
  return false;
}

/** Adds the states reachable without taking a byte; true when one of them is the end. */
function follow(
  program: Op[],
  start: number,
  text: string,
  at: number,
  seen: Int32Array,
  out: number[],
  end: number | null,
): boolean {
  const stack = [start];
  for (let pc = stack.pop(); pc !== undefined; pc = stack.pop()) {
    if (seen[pc] === at) continue;
    seen[pc] = at;
    const op = program[pc]!;
    if (op.op === 'match') {
      if (end === null || at === end) return true;
    } else if (op.op === 'byte') out.push(pc);
    else if (op.op === 'jump') stack.push(op.to);
    else if (op.op === 'split') stack.push(op.b, op.a);
    else if (holds(op, text, at)) stack.push(pc + 1);
  }
  return false;
}

function holds(op: Extract<Op, { op: 'assert' }>, text: string, at: number): boolean {
  const { what, negative } = op.node;
  switch (what) {
    case 'start':
      return at === 0;
    case 'end':
      return at === text.length || (at === text.length - 1 && text[at] === '\n');
    case 'very-end':
      return at === text.length;
    case 'word-edge':
      return (isWord(text, at - 1) !== isWord(text, at)) !== negative;
    case 'ahead':
      return run(op.sub, text, at, true, null) !== negative;
    case 'behind': {
      let found = false;
      for (let from = at; from >= 0 && !found; from--) found = run(op.sub, text, from, true, at);
      return found !== negative;
    }
  }
}

function isWord(text: string, at: number): boolean {
  return at >= 0 && at < text.length && /\w/.test(text[at] ?? '');
}
