/**
 * A configuration as the JSON payload of crossplane, field for field, so that
 * its users can switch. Values are what nginx reads (crossplane leaves some
 * escapes in place); errors are nginx's reasons in nginx's words.
 */
import { fileInNginxWords, inNginxWords } from './nginx-words.ts';
import type { Comment, ConfigFile, Directive, Item, TemplateTag } from './tree.ts';
import type { ConfigSet } from './tree-set.ts';
import { lineIn, positionIn } from './walk.ts';

export interface PayloadOptions {
  /** Comments become statements `#`; template tags too, with their language in `template`. */
  readonly comments?: boolean;
  /** Adds `column`, `start`, `end` and `argRanges`; offsets are UTF-16 code units of the file. */
  readonly positions?: boolean;
}

export interface Payload {
  readonly status: 'ok' | 'failed';
  readonly errors: readonly (PayloadError & { readonly file: string })[];
  readonly config: readonly PayloadFile[];
}

export interface PayloadFile {
  readonly file: string;
  readonly status: 'ok' | 'failed';
  readonly errors: readonly PayloadError[];
  readonly parsed: readonly Statement[];
}

export interface PayloadError {
  readonly error: string;
  readonly line: number | null;
}

export interface Statement {
  readonly directive: string;
  readonly line: number;
  readonly args: readonly string[];
  /** Of an `include`: indexes into `config`. */
  includes?: readonly number[];
  block?: Statement[];
  comment?: string;
  template?: TemplateTag['syntax'];
  column?: number;
  start?: number;
  end?: number;
  argRanges?: readonly (readonly [start: number, end: number])[];
}

/** The payload of a loaded configuration. */
export function toPayload(set: ConfigSet, options: PayloadOptions = {}): Payload {
  const paths = inOrderOfInclusion(set);
  const indexes = new Map(paths.map((path, i) => [path, i]));
  const config = paths.map((path) => {
    const file = set.files.get(path);
    const errors = errorsOf(set, path);
    const parsed = file === undefined ? [] : new Statements(set, file, indexes, options).build();
    return { file: path, status: status(errors), errors, parsed };
  });
  const errors = config.flatMap((c) => c.errors.map((e) => ({ file: c.file, ...e })));
  return { status: status(errors), errors, config };
}

/** The payload as JSON, however deep its blocks are nested. */
export function payloadJson(payload: Payload, indent = 0): string {
  try {
    return JSON.stringify(payload, null, indent);
  } catch {
    // The engine's own writer recurses; this one does not, and does not indent.
    return jsonOf(payload);
  }
}

function status(errors: readonly unknown[]): 'ok' | 'failed' {
  return errors.length === 0 ? 'ok' : 'failed';
}

/** The main file, then what it includes, then what those include, each once. */
function inOrderOfInclusion(set: ConfigSet): readonly string[] {
  const paths = new Set([set.main]);
  for (const path of paths) {
    for (const { directive } of set.files.get(path)?.includes ?? []) {
      for (const included of set.includes.get(directive) ?? []) paths.add(included);
    }
  }
  return [...paths];
}

function errorsOf(set: ConfigSet, path: string): readonly PayloadError[] {
  const file = set.files.get(path);
  const line = (offset: number) => (file === undefined ? null : lineIn(file, offset));
  const error = (reason: string, at: number | null): PayloadError => ({
    error: at === null ? reason : `${reason} in ${path}:${at}`,
    line: at,
  });
  return [
    ...(file?.problems ?? []).map((p) => error(inNginxWords(p), line(p.start))),
    ...set.problems
      .filter((p) => p.file === path)
      .map((p) => error(fileInNginxWords(p), line(p.start))),
  ];
}

/** Builds the statements of one file; iterative, as blocks may be nested deeper than the stack. */
class Statements {
  readonly #set: ConfigSet;
  readonly #file: ConfigFile;
  readonly #indexes: ReadonlyMap<string, number>;
  readonly #options: PayloadOptions;

  constructor(
    set: ConfigSet,
    file: ConfigFile,
    indexes: ReadonlyMap<string, number>,
    options: PayloadOptions,
  ) {
    this.#set = set;
    this.#file = file;
    this.#indexes = indexes;
    this.#options = options;
  }

  build(): Statement[] {
    const parsed: Statement[] = [];
    const open: { items: readonly Item[]; into: Statement[] }[] = [
      { items: this.#file.items, into: parsed },
    ];
    for (let level = open.pop(); level !== undefined; level = open.pop()) {
      for (const item of level.items) {
        if (item.kind !== 'directive') {
          if (this.#options.comments) level.into.push(this.#remark(item));
          continue;
        }
        const statement = this.#statement(item);
        level.into.push(statement);
        if (this.#options.comments) {
          // As in crossplane, they follow the statement and have its line.
          for (const comment of item.comments) {
            level.into.push({ ...this.#remark(comment), line: statement.line });
          }
        }
        if (statement.block) open.push({ items: item.block?.items ?? [], into: statement.block });
      }
    }
    return parsed;
  }

  #statement(directive: Directive): Statement {
    const { block, args, name, start, end } = directive;
    const statement: Statement = {
      directive: name,
      line: lineIn(this.#file, start),
      args: name === 'if' ? withoutParentheses(args.map((a) => a.value)) : args.map((a) => a.value),
    };
    const ranges = args.map((a) => [a.start, a.end] as const);
    if (block?.content === 'lua') {
      const close = block.close ?? this.#file.text.length;
      const lua = this.#file.text.slice(block.open + 1, close);
      ranges.push([block.open + 1, close]);
      return this.#placed({ ...statement, args: [...statement.args, lua] }, start, end, ranges);
    }
    const included = this.#set.includes.get(directive);
    if (included !== undefined) {
      statement.includes = included.map((path) => this.#indexes.get(path) ?? 0);
    }
    if (block !== null) statement.block = [];
    return this.#placed(statement, start, end, ranges);
  }

  #remark(item: Comment | TemplateTag): Statement {
    const { start, end } = item;
    const text = this.#file.text.slice(start, end);
    const statement: Statement = {
      directive: '#',
      line: lineIn(this.#file, start),
      args: [],
      comment: text,
    };
    if (item.kind === 'comment') statement.comment = text.slice(1);
    else statement.template = item.syntax;
    return this.#placed(statement, start, end, []);
  }

  #placed(
    statement: Statement,
    start: number,
    end: number,
    argRanges: Statement['argRanges'] & object,
  ): Statement {
    if (!this.#options.positions) return statement;
    const { column } = positionIn(this.#file, start);
    return Object.assign(statement, { column, start, end, argRanges });
  }
}

/** crossplane shows the arguments of `if` without the parentheses around them. */
function withoutParentheses(args: string[]): readonly string[] {
  const last = args.length - 1;
  if (!args[0]?.startsWith('(') || !args[last]?.endsWith(')')) return args;
  args[0] = args[0].slice(1).trimStart();
  args[last] = (args[last] ?? '').slice(0, -1).trimEnd();
  return args.slice(args[0] === '' ? 1 : 0, args[last] === '' ? last : last + 1);
}

function jsonOf(value: unknown): string {
  const out: string[] = [];
  /** What is still to be written, last first: text as it is, values to open. */
  const todo: ({ text: string } | { value: unknown })[] = [{ value }];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if ('text' in next) {
      out.push(next.text);
      continue;
    }
    const v = next.value;
    if (typeof v !== 'object' || v === null) {
      out.push(JSON.stringify(v));
      continue;
    }
    const entries = Object.entries(v).filter(([, e]) => e !== undefined);
    const list = Array.isArray(v);
    out.push(list ? '[' : '{');
    todo.push({ text: list ? ']' : '}' });
    for (const [i, [key, e]] of [...entries.entries()].reverse()) {
      const label = list ? '' : `${JSON.stringify(key)}:`;
      todo.push({ value: e }, { text: (i === 0 ? '' : ',') + label });
    }
  }
  return out.join('');
}
