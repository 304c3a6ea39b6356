/** Holds two versions of a configuration to differing in upstream TLS directives and nothing else. */
import { TLS_DIRECTIVES } from '../directives/tls.ts';
import { formOf } from '../nginx/names.ts';
import type { ConfigFile, Directive, Item } from '../nginx/tree.ts';
import { type Message, message } from '../text/message.ts';

const TLS_NAMES: ReadonlySet<string> = new Set(TLS_DIRECTIVES.map((d) => d.name));

interface Token {
  readonly text: string;
  /** Name of the directive it belongs to; null for comments and template tags. */
  readonly directive: string | null;
}

/** What else was changed; null when nothing was. */
export function changeOutside(before: ConfigFile, after: ConfigFile): Message | null {
  const old = tokensOf(before);
  const now = tokensOf(after);
  let at = 0;
  while (at < old.length && at < now.length && old[at]?.text === now[at]?.text) at++;
  if (at === old.length && at === now.length) return null;
  const count = (tokens: readonly Token[], name: string) =>
    tokens.filter((token) => token.directive === name).length;
  // A directive that is there more often says more than the first place that differs.
  const added = now.find(
    ({ directive }) => directive !== null && count(now, directive) > count(old, directive),
  );
  const first = [now[at], old[at]];
  if (!added && first.some((token) => token?.directive === null))
    return message('ask.comment', { file: after.path });
  const name = added?.directive ?? first.find((token) => token?.directive)?.directive ?? '';
  const directive = name.slice(0, 80);
  if (added && formOf(name) === undefined) return message('ask.unknown-directive', { directive });
  return message('ask.outside', { directive });
}

/** The file as nginx reads it, comments included, without upstream TLS. */
function tokensOf(file: ConfigFile): readonly Token[] {
  const tokens: Token[] = [];
  const open: { readonly items: readonly Item[]; next: number; readonly end: Token | null }[] = [
    { items: file.items, next: 0, end: null },
  ];
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    const item = level.items[level.next++];
    if (item === undefined) {
      open.pop();
      if (level.end !== null) tokens.push(level.end);
    } else if (item.kind !== 'directive') {
      tokens.push({ text: file.text.slice(item.start, item.end).trimEnd(), directive: null });
    } else {
      for (const comment of item.comments)
        tokens.push({
          text: file.text.slice(comment.start, comment.end).trimEnd(),
          directive: null,
        });
      if (TLS_NAMES.has(item.name) && item.block === null && !item.unterminated) continue;
      tokens.push({ text: headOf(item, file), directive: item.name });
      const { block } = item;
      if (block === null) continue;
      if (block.content === 'lua') {
        const code = file.text.slice(block.open, block.close ?? file.text.length);
        tokens.push({ text: code, directive: item.name });
      } else open.push({ items: block.items, next: 0, end: { text: '}', directive: item.name } });
    }
  }
  return tokens;
}

function headOf(directive: Directive, file: ConfigFile): string {
  const words = [directive.nameWord, ...directive.args].map((w) => file.text.slice(w.start, w.end));
  return JSON.stringify([...words, directive.block === null ? ';' : '{', directive.unterminated]);
}
