/** Completion of the upstream TLS directives, and of those arguments that are words of nginx. */
import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  MarkupKind,
  type Range,
} from 'vscode-languageserver-protocol';
import { supportedBy, TLS_DIRECTIVES, type TlsDirective, tlsDirective } from '../directives/tls.ts';
import { type Language, say } from '../report/messages/catalogue.ts';
import { message } from '../text/message.ts';
import type { Level, Module } from '../upstream/model.ts';
import { meaningOf, notesOf } from './meanings.ts';
import { rangeIn } from './ranges.ts';
import { levelAt, spotAt } from './spot.ts';
import type { Member } from './workspace.ts';

const PROTOCOLS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** What may be written at the offset; snippets where the client takes them. */
export function completionsAt(
  member: Member,
  offset: number,
  snippets: boolean,
  language: Language,
): readonly CompletionItem[] {
  const { set } = member.analysis;
  const file = set.files.get(member.file);
  if (file === undefined) return [];
  const line = file.text.slice(file.text.lastIndexOf('\n', offset - 1) + 1, offset);
  const statement = /(?:^|[;{}])[ \t]*([^;{}]*)$/.exec(line)?.[1] ?? '';
  if (/(?:^|\s)#/.test(line)) return [];
  const level = levelAt(set, file, offset);
  if (level === null) return [];
  const [name = '', ...args] = statement.split(/[ \t]+/);
  if (args.length > 0) return argumentsOf(name, level);
  const range = rangeIn(file, { start: offset - name.length, end: offset });
  const here = new Set(modulesHere(member, offset));
  return TLS_DIRECTIVES.filter((d) => (d.contexts as readonly Level[]).includes(level)).map((d) =>
    item(d, { member, range, snippets, language, used: here.has(d.family) }),
  );
}

interface Offering {
  readonly member: Member;
  readonly range: Range;
  readonly snippets: boolean;
  readonly language: Language;
  /** Something at this place proxies with this family. */
  readonly used: boolean;
}

function item(d: TlsDirective, { member, range, snippets, language, used }: Offering) {
  const { nginx } = member.analysis.versions;
  const known = supportedBy(d, nginx);
  const notes = [meaningOf(d), ...notesOf(d, nginx)].map((m) => say(m, language));
  return {
    label: d.name,
    kind: CompletionItemKind.Property,
    detail: say(
      known
        ? message('lsp.detail', { since: d.since })
        : message('lsp.detail-unsupported', { since: d.since, nginx }),
      language,
    ),
    documentation: { kind: MarkupKind.Markdown, value: notes.join('\n\n') },
    // What fits the place first; what this nginx refuses last.
    sortText: `${known ? (used ? 0 : 1) : 2}${d.name}`,
    insertTextFormat: snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range, newText: snippets ? snippetOf(d) : d.name },
  } satisfies CompletionItem;
}

function snippetOf({ name, kind }: TlsDirective): string {
  switch (kind) {
    case 'flag':
      return `${name} \${1|on,off|};`;
    case 'protocols':
      return `${name} \${1:TLSv1.2 TLSv1.3};`;
    case 'number':
      return `${name} \${1:2};`;
    case 'key-value':
      return `${name} \${1:name} \${2:value};`;
    default:
      return `${name} $1;`;
  }
}

function argumentsOf(name: string, level: Level): readonly CompletionItem[] {
  const stream = level === 'stream' || level === 'stream-server';
  const families: readonly Module[] = stream ? ['stream'] : ['proxy', 'grpc', 'uwsgi'];
  const known = families.map((f) => tlsDirective(name, f)).find((d) => d !== undefined);
  const words = known?.kind === 'flag' ? ['on', 'off'] : [];
  return (known?.kind === 'protocols' ? PROTOCOLS : words).map((label) => ({
    label,
    kind: CompletionItemKind.Value,
  }));
}

/** Families in use in the innermost block around the offset. */
function modulesHere({ analysis, file: name }: Member, offset: number): readonly Module[] {
  const file = analysis.set.files.get(name);
  const around = file && spotAt(file, offset).blocks.at(-1);
  return analysis.paths
    .filter((p) => around === undefined || p.scopes.some((s) => s.at.directive === around))
    .map((p) => p.module);
}
