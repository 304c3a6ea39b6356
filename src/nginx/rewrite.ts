/**
 * Small changes of a file as text edits: a directive more, other arguments, a
 * directive less. What is written looks like what stands around it; everything
 * else stays byte for byte. A file that is broken at the place is left alone.
 */
import type { Edit } from '../text/edit.ts';
import type { ConfigFile, Directive } from './tree.ts';

/** Where a directive goes: beside one that stands there, or at the end of a block (null: of the file). */
export type Place =
  | { readonly after: Directive }
  | { readonly before: Directive }
  | { readonly into: Directive | null };

/**
 * Adds `name args;`. It gets a line of its own where its neighbour has one, with
 * the neighbour's indentation and line ending, and stays in line in a one-line
 * block. A comment that follows the neighbour on its line stays with it. Empty
 * when the neighbour lacks its semicolon or the block its brace.
 */
export function insertDirective(
  file: ConfigFile,
  place: Place,
  name: string,
  args: readonly string[],
): readonly Edit[] {
  const line = `${[name, ...args.map((a) => quoteArg(a))].join(' ')};`;
  if ('before' in place) return insertBefore(file, place.before, line);
  if ('after' in place) return insertAfter(file, place.after, line);
  return insertInto(file, place.into, line);
}

/** Gives a directive other arguments, changing only those that differ and keeping their kind of quotes. */
export function replaceArgs(
  file: ConfigFile,
  directive: Directive,
  args: readonly string[],
): readonly Edit[] {
  const words = directive.args;
  if (words.length === args.length) {
    return words.flatMap((word, i) => {
      const value = args[i] as string;
      if (word.value === value) return [];
      return [edit(file, word.start, word.end, quoteArg(value, word.quote))];
    });
  }
  const text = args.map((a) => quoteArg(a)).join(' ');
  const first = words[0];
  const last = words.at(-1);
  if (first === undefined || last === undefined) {
    const { end } = directive.nameWord;
    return [edit(file, end, end, ` ${text}`)];
  }
  if (args.length === 0) return [edit(file, directive.nameWord.end, last.end, '')];
  return [edit(file, first.start, last.end, text)];
}

/** Takes a directive out; with its lines, and the comment behind it, when nothing else stands there. */
export function removeDirective(file: ConfigFile, directive: Directive): readonly Edit[] {
  if (directive.unterminated) return [];
  const { text } = file;
  const { end } = directive;
  const { start, indent } = lineOf(text, directive);
  const tail = tailOf(text, end);
  if (indent !== null && tail.ends) return [edit(file, start, tail.next, '')];
  if (indent !== null) return [edit(file, directive.start, spacesAfter(text, end), '')];
  return [edit(file, spacesBefore(text, directive.start), end, '')];
}

/**
 * Writes a value so that nginx reads it back as it is: bare where it can be,
 * quoted where it must be or `quote` asks for it.
 */
export function quoteArg(value: string, quote: '"' | "'" | null = null): string {
  if (quote === null && /^(?![}#)"'])(?:\$\{|[^\s;{"'\\])+$/.test(value)) return value;
  const mark = quote ?? (value.includes('"') && !value.includes("'") ? "'" : '"');
  // A backslash survives as it is, unless what follows would make it an escape.
  const escaped = value.replace(/\\(?=["'\\trn]|$)|["']/g, (c) =>
    c === '\\' || c === mark ? `\\${c}` : c,
  );
  return mark + escaped + mark;
}

function edit(file: ConfigFile, start: number, end: number, text: string): Edit {
  return { file: file.path, start, end, text };
}

function insertAfter(file: ConfigFile, anchor: Directive, line: string): readonly Edit[] {
  if (anchor.unterminated) return [];
  const { text } = file;
  const { indent } = lineOf(text, anchor);
  const tail = tailOf(text, anchor.end);
  if (indent === null || !(tail.ends || tail.closes)) {
    return [edit(file, anchor.end, anchor.end, ` ${line}`)];
  }
  const at = tail.ends ? tail.comment : anchor.end;
  return [edit(file, at, at, `${newlineAt(text, anchor.end)}${indent}${line}`)];
}

function insertBefore(file: ConfigFile, anchor: Directive, line: string): readonly Edit[] {
  const { text } = file;
  const { indent } = lineOf(text, anchor);
  const gap = indent === null ? ' ' : newlineAt(text, anchor.start) + indent;
  return [edit(file, anchor.start, anchor.start, line + gap)];
}

function insertInto(file: ConfigFile, owner: Directive | null, line: string): readonly Edit[] {
  const { text } = file;
  const items = owner === null ? file.items : (owner.block?.items ?? []);
  const last = items.findLast((item) => item.kind === 'directive');
  if (last !== undefined) return insertAfter(file, last, line);
  if (owner === null) {
    const newline = newlineAt(text, text.length);
    const gap = text === '' || text.endsWith('\n') ? '' : newline;
    return [edit(file, text.length, text.length, gap + line + newline)];
  }
  const { block } = owner;
  if (block === null || block.close === null || block.content === 'lua') return [];
  const at = block.open + 1;
  if (!text.slice(at, block.close).includes('\n')) {
    return [edit(file, at, at, text[at] === '}' ? ` ${line} ` : ` ${line}`)];
  }
  const outer = lineOf(text, owner).indent ?? '';
  const end = tailOf(text, at);
  const inner = outer + indentUnit(file);
  return [edit(file, end.comment, end.comment, newlineAt(text, at) + inner + line)];
}

/** Start of the line on which a directive begins, and its indentation; null when something else stands before it. */
function lineOf(text: string, directive: Directive): { start: number; indent: string | null } {
  const start = text.lastIndexOf('\n', directive.start - 1) + 1;
  if (directive.start === 0) return { start: 0, indent: '' };
  const before = text.slice(start, directive.start);
  return { start, indent: /^[ \t]*$/.test(before) ? before : null };
}

/** What follows on the line after an offset. */
interface Tail {
  /** Nothing but white space and perhaps a comment. */
  readonly ends: boolean;
  /** Nothing but closing braces. */
  readonly closes: boolean;
  /** End of the comment, or the offset itself when there is none. */
  readonly comment: number;
  /** Start of the next line. */
  readonly next: number;
}

function tailOf(text: string, offset: number): Tail {
  const lineEnd = text.indexOf('\n', offset);
  const next = lineEnd < 0 ? text.length : lineEnd + 1;
  const rest = text.slice(offset, next);
  const match = /^[ \t]*(#[^\n]*?)?\s*$/.exec(rest);
  const comment = match?.[1] === undefined ? 0 : rest.trimEnd().length;
  return {
    ends: match !== null,
    closes: /^[ \t}]+\s*$/.test(rest),
    comment: offset + comment,
    next,
  };
}

/** Line ending in use around an offset. */
function newlineAt(text: string, offset: number): string {
  const after = text.indexOf('\n', offset);
  const near = after >= 0 ? after : text.lastIndexOf('\n');
  return near > 0 && text[near - 1] === '\r' ? '\r\n' : '\n';
}

/** One step of indentation as the file has it; four spaces when it has none. */
function indentUnit(file: ConfigFile): string {
  const stack = [file.items];
  for (let items = stack.pop(); items !== undefined; items = stack.pop()) {
    for (const item of items) {
      if (item.kind !== 'directive' || item.block === null) continue;
      const outer = lineOf(file.text, item).indent;
      const inner = item.block.items.find((i) => i.kind === 'directive');
      const indent = inner === undefined ? null : lineOf(file.text, inner as Directive).indent;
      if (outer !== null && indent?.startsWith(outer) && indent !== outer) {
        return indent.slice(outer.length);
      }
      stack.push(item.block.items);
    }
  }
  return '    ';
}

function spacesAfter(text: string, offset: number): number {
  let at = offset;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function spacesBefore(text: string, offset: number): number {
  let at = offset;
  while (text[at - 1] === ' ' || text[at - 1] === '\t') at--;
  return at;
}
