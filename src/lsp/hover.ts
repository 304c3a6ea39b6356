/** Hover: what nginx will send from a place, and what a directive means. */
import { type Hover, MarkupKind } from 'vscode-languageserver-protocol';
import { type TlsDirective, tlsDirective } from '../directives/tls.ts';
import type { Directive } from '../nginx/tree.ts';
import { lineOf } from '../nginx/walk.ts';
import { Rows } from '../report/inspect-rows.ts';
import { type Language, say } from '../report/messages/catalogue.ts';
import { type Message, message } from '../text/message.ts';
import type { Origin, UpstreamTls } from '../upstream/model.ts';
import { decidedBy, placesBelow, placesOfPass } from './decided.ts';
import { meaningOf, notesOf } from './meanings.ts';
import { rangeIn } from './ranges.ts';
import { levelAt, type Spot, spotAt } from './spot.ts';
import type { Member, Workspace } from './workspace.ts';

/** Places that are listed by name; more are counted. */
const LISTED = 5;

const PASSES: ReadonlySet<string> = new Set(['proxy_pass', 'grpc_pass', 'uwsgi_pass']);

export function hoverAt(
  workspace: Workspace,
  member: Member,
  offset: number,
  language: Language,
): Hover | null {
  const file = member.analysis.set.files.get(member.file);
  if (file === undefined) return null;
  const spot = spotAt(file, offset);
  const { directive, word } = spot;
  if (directive === null || word === null) return null;
  const writer = new Writer(workspace, member, language);
  const text = PASSES.has(directive.name)
    ? writer.pass(placesOfPass(member, directive))
    : writer.directive(directive, spot, familyOf(member, directive, offset));
  if (text === null) return null;
  return { contents: { kind: MarkupKind.Markdown, value: text }, range: rangeIn(file, word) };
}

/** The directive of the family that applies here: `proxy_ssl_name` is in http and in stream. */
function familyOf(member: Member, directive: Directive, offset: number): TlsDirective | undefined {
  const { set } = member.analysis;
  const file = set.files.get(member.file);
  const level = file === undefined ? null : levelAt(set, file, offset);
  const stream = level === 'stream' || level === 'stream-server';
  const families = stream ? (['stream'] as const) : (['proxy', 'grpc', 'uwsgi', 'stream'] as const);
  return families
    .map((family) => tlsDirective(directive.name, family))
    .find((found) => found !== undefined);
}

class Writer {
  readonly #workspace: Workspace;
  readonly #member: Member;
  readonly #language: Language;

  constructor(workspace: Workspace, member: Member, language: Language) {
    this.#workspace = workspace;
    this.#member = member;
    this.#language = language;
  }

  /** What goes to the upstream from here. */
  pass(paths: readonly UpstreamTls[]): string | null {
    const [path] = paths;
    if (path === undefined) return null;
    if (path.tls === 'no') return this.#say(message('lsp.plain', { target: written(path) }));
    const title = message(path.tls === 'yes' ? 'lsp.sends' : 'lsp.may-send', {
      target: written(path),
    });
    const more = paths.length === 1 ? [] : [message('lsp.several', { count: paths.length })];
    return [this.#say(title), this.#table(path), ...more.map((m) => this.#say(m))].join('\n\n');
  }

  directive(
    directive: Directive,
    { blocks }: Spot,
    known: TlsDirective | undefined,
  ): string | null {
    if (known === undefined) return null;
    const { nginx } = this.#member.analysis.versions;
    const decided = decidedBy(this.#member, directive);
    const below = placesBelow(this.#member, directive, blocks);
    const effect = decided.length > 0 ? this.#decides(decided) : this.#say(NOTHING_DECIDED);
    const only = below.length === 1 ? below[0] : undefined;
    return [
      `**${directive.name}**: ${this.#say(meaningOf(known))}`,
      notesOf(known, nginx)
        .map((m) => this.#say(m))
        .join('  \n'),
      effect,
      ...(only === undefined
        ? []
        : [this.#say(message('lsp.sends', { target: written(only) })), this.#table(only)]),
    ].join('\n\n');
  }

  #decides(places: readonly UpstreamTls[]): string {
    const shown = places.slice(0, LISTED).map((path) => `- ${this.#place(path)}`);
    return [this.#say(message('lsp.decides', { count: places.length })), ...shown].join('\n');
  }

  #place(path: UpstreamTls): string {
    const { location } = path;
    const where = location === null ? '' : `${code(`location ${location.path}`)}, `;
    return `${where}${this.#link(path.pass.file, lineOf(this.#member.analysis.set, path.pass))}`;
  }

  #table(path: UpstreamTls): string {
    const rows = new Rows(this.#member.analysis.versions).of(path).map((row) => {
      const value = typeof row.value === 'string' ? code(row.value) : this.#say(row.value);
      const note = row.note === null ? '' : ` (${this.#say(row.note)})`;
      const origin = row.origin === null ? '' : this.#origin(row.origin);
      return `| ${this.#say({ id: row.label })} | ${cell(value + note)} | ${origin} |`;
    });
    return ['| | | |', '|---|---|---|', ...rows].join('\n');
  }

  #origin(origin: Origin): string {
    if (origin.kind === 'default') return this.#say(message('inspect.default'));
    if (origin.kind === 'derived') return '';
    const line = lineOf(this.#member.analysis.set, origin.at);
    const place = this.#link(origin.at.file, line);
    return this.#say(message('inspect.level', { place, level: origin.level }));
  }

  #link(file: string, line: number): string {
    const name = file.split(/[/\\]/).slice(-2).join('/');
    return `[${name.replace(/[[\]\\]/g, '\\$&')}:${line}](${this.#workspace.uriOf(file)}#L${line})`;
  }

  #say(m: Message): string {
    return say(m, this.#language);
  }
}

const NOTHING_DECIDED = message('lsp.decides-nothing');

function written(path: UpstreamTls): string {
  return code(path.target.pass.written);
}

/** Text of the configuration, shown as it is: no mark-up in it counts. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((m) => m[0].length));
  const mark = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  const clean = text.replace(/\s+/g, ' ');
  return clean === '' ? '' : mark + pad + clean + pad + mark;
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|');
}
