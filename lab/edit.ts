/** Changes to a configuration the way people make them: a directive set beside the `*_pass`. */
import { parseConfig } from '../src/nginx/parser.ts';
import type { Directive, Item } from '../src/nginx/tree.ts';

/** Files below `/etc/nginx/`, by path relative to it. */
export type Config = Readonly<Record<string, string>>;

export interface Pass {
  readonly file: string;
  readonly directive: Directive;
  /** `proxy`, `grpc` or `uwsgi`; stream's directives are called `proxy_` as well. */
  readonly family: string;
  readonly stream: boolean;
  /** Items of the innermost block that may hold `*_ssl_*` (never `if` or `limit_except`). */
  readonly siblings: readonly Item[];
  /** Where a new directive goes. */
  readonly insertAt: number;
}

/** Every `*_pass` of the configuration. */
export function passes(config: Config): Pass[] {
  const found: Pass[] = [];
  for (const [file, text] of Object.entries(config)) {
    if (!file.endsWith('.conf') && !file.startsWith('snippets/')) continue;
    const root = parseConfig(text, file).items;
    walk(
      root,
      { file, stream: file.startsWith('stream.d/'), siblings: root, insertAt: null },
      found,
    );
  }
  return found;
}

interface Place {
  readonly file: string;
  readonly stream: boolean;
  readonly siblings: readonly Item[];
  /** Set inside `if` and `limit_except`: the start of the block around them. */
  readonly insertAt: number | null;
}

function walk(items: readonly Item[], place: Place, found: Pass[]): void {
  for (const item of items) {
    if (item.kind !== 'directive') continue;
    const family = /^(proxy|grpc|uwsgi)_pass$/.exec(item.name)?.[1];
    if (family) {
      const { file, stream, siblings } = place;
      const insertAt = place.insertAt ?? item.end;
      found.push({ file, directive: item, family, stream, siblings, insertAt });
    }
    if (item.block?.content !== 'directives') continue;
    const conditional = item.name === 'if' || item.name === 'limit_except';
    walk(
      item.block.items,
      {
        file: place.file,
        stream: place.stream || item.name === 'stream',
        siblings: conditional ? place.siblings : item.block.items,
        insertAt: conditional ? (place.insertAt ?? item.start) : null,
      },
      found,
    );
  }
}

export interface TextEdit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function applyEdits(config: Config, edits: readonly TextEdit[]): Config {
  const out: Record<string, string> = { ...config };
  const last = [...edits].sort((a, b) => b.start - a.start || b.end - a.end);
  for (const e of last) {
    const text = out[e.file]!;
    out[e.file] = text.slice(0, e.start) + e.text + text.slice(e.end);
  }
  return out;
}

/** A directive without its family: `['ssl_verify', 'off']` becomes `proxy_ssl_verify off` beside a `proxy_pass`. */
export type Setting = readonly [name: string, value: string];

/** Sets directives beside every pass that `where` accepts, in place of those that stand there; null when there is none. */
export function set(
  config: Config,
  settings: readonly Setting[] | ((pass: Pass) => readonly Setting[]),
  where: (pass: Pass) => boolean = () => true,
): Config | null {
  const edits: TextEdit[] = [];
  const done = new Set<string>();
  for (const pass of passes(config).filter(where)) {
    const list = typeof settings === 'function' ? settings(pass) : settings;
    const place = `${pass.file}:${pass.siblings[0]?.start ?? 0}`;
    if (list.length === 0 || done.has(place)) continue;
    done.add(place);
    const names = new Set(list.map(([name, value]) => keyOf(`${pass.family}_${name}`, value)));
    edits.push(...removals(pass.file, pass.siblings, names));
    edits.push(...removalsInSnippets(config, names));
    const text = list.map(([name, value]) => `\n        ${pass.family}_${name} ${value};`).join('');
    const glue = pass.insertAt === pass.directive.end ? text : `${text}\n        `;
    edits.push({ file: pass.file, start: pass.insertAt, end: pass.insertAt, text: glue });
  }
  return edits.length === 0 ? null : applyEdits(config, unique(edits));
}

function removals(file: string, items: readonly Item[], names: ReadonlySet<string>): TextEdit[] {
  return items
    .filter((i): i is Directive => i.kind === 'directive')
    .filter((i) => names.has(keyOf(i.name, i.args[0]?.value ?? '')))
    .map((i) => ({ file, start: i.start, end: i.end, text: '' }));
}

/** Directives that may be repeated are the same one only when their first argument is. */
function keyOf(name: string, value: string): string {
  return /_(ssl_conf_command|set_header|param)$/.test(name)
    ? `${name} ${value.split(' ')[0]}`
    : name;
}

/** What an included snippet sets would be a duplicate. */
function removalsInSnippets(config: Config, names: ReadonlySet<string>): TextEdit[] {
  return Object.entries(config)
    .filter(([file]) => file.startsWith('snippets/'))
    .flatMap(([file, text]) => removals(file, parseConfig(text, file).items, names));
}

function unique(edits: readonly TextEdit[]): TextEdit[] {
  const seen = new Set<string>();
  return edits.filter((e) => {
    const key = `${e.file}:${e.start}:${e.end}:${e.text}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

/** Inserts text at the start of every `http {}` (or of every file of `conf.d/`, which is the same level). */
export function atHttpLevel(config: Config, text: string): Config | null {
  const out: Record<string, string> = { ...config };
  const file = Object.keys(config).find((f) => f.startsWith('conf.d/'));
  if (file !== undefined) {
    out[file] = `${text}\n${out[file]}`;
    return out;
  }
  const main = config['nginx.conf'];
  if (main === undefined || !/^\s*http\s*\{/m.test(main)) return null;
  out['nginx.conf'] = main.replace(/^(\s*http\s*\{)/m, `$1\n    ${text}`);
  return out;
}

/** Replaces by regular expression in every file; null when nothing changes. */
export function replaceAll(config: Config, from: RegExp, to: string): Config | null {
  const entries = Object.entries(config).map(([f, t]) => [f, t.replace(from, to)] as const);
  return entries.some(([f, t]) => t !== config[f]) ? Object.fromEntries(entries) : null;
}
