/** `alert40 inspect` for people: per place that proxies, what nginx sends and checks, and why. */
import type { ConfigSet } from '../nginx/tree-set.ts';
import { type Message, message } from '../text/message.ts';
import { printable } from '../text/printable.ts';
import type { Versions } from '../tls/versions.ts';
import type { Origin, UpstreamTls } from '../upstream/model.ts';
import { firstName } from '../upstream/server-names.ts';
import { Places, type Row, Rows } from './inspect-rows.ts';
import { type Language, say } from './messages/catalogue.ts';

export interface InspectOptions {
  readonly versions: Versions;
  readonly language: Language;
  /** Places that proxy in plain text as well. */
  readonly plain?: boolean;
  /** Makes headings stand out on a terminal. */
  readonly bold?: (text: string) => string;
}

const WIDTH = 80;
const LABEL = 20;
const VALUE = 34;
/** Chunks of about this many characters: fewer writes, and little memory. */
const CHUNK = 256 * 1024;

/** The whole report as one text. */
export function inspectText(
  set: ConfigSet,
  paths: Iterable<UpstreamTls>,
  options: InspectOptions,
): string {
  return [...inspectTextChunks(set, paths, options)].join('');
}

/** The report piece by piece, for configurations of any size. */
export function* inspectTextChunks(
  set: ConfigSet,
  paths: Iterable<UpstreamTls>,
  options: InspectOptions,
): Generator<string> {
  const writer = new Writer(set, options);
  let chunk = '';
  let tls = 0;
  let plain = 0;
  for (const path of paths) {
    if (path.tls !== 'no') tls++;
    else plain++;
    if (path.tls === 'no' && !options.plain) continue;
    chunk += writer.path(path);
    if (chunk.length > CHUNK) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk + writer.summary(tls, plain);
}

class Writer {
  private readonly places: Places;
  private readonly options: InspectOptions;
  private readonly said = new Map<string, string>();
  private readonly padded = new Map<string, string>();
  /** Lines of rows that are the same wherever they stand. */
  private readonly lines = new Map<Row, string>();
  private readonly templates = new Map<string, string[]>();
  private readonly rows: Rows;

  constructor(set: ConfigSet, options: InspectOptions) {
    this.places = new Places(set);
    this.options = options;
    this.rows = new Rows(options.versions);
  }

  path(path: UpstreamTls): string {
    const bold = this.options.bold ?? ((text: string) => text);
    const where = this.places.of(path.pass);
    const pass = `${path.pass.directive.name} ${path.target.pass.written}`;
    let text = `${bold(safe(this.heading(path)))}\n`;
    text += `  ${safe(pass)}${gap(width(pass) + 2, where)}${safe(where)}\n`;
    if (path.tls === 'no') return `${text}    ${this.say(message('inspect.plain'))}\n\n`;
    if (path.tls === 'depends') text += `    ${this.say(message('inspect.maybe-tls'))}\n`;
    for (const row of this.rows.of(path)) text += this.row(row, path);
    return `${text}\n`;
  }

  summary(tls: number, plain: number): string {
    if (tls === 0) return `${this.say(message('inspect.nothing'))}\n`;
    const { nginx, openssl } = this.options.versions;
    const summary = message('inspect.summary', { nginx, openssl, tls, plain });
    return `${say(summary, this.options.language)}\n`;
  }

  private heading(path: UpstreamTls): string {
    const parts: string[] = [];
    if (path.server) {
      const name = firstName(path.server);
      const listen = path.server.listens[0] ?? '';
      parts.push(
        name
          ? this.say(message('inspect.in-server', { name }))
          : this.say(message('inspect.in-listen', { listen })),
      );
    }
    if (path.location) {
      const { modifier, path: at } = path.location;
      const location = modifier === '' || modifier === '@' ? at : `${modifier} ${at}`;
      parts.push(this.say(message('inspect.location', { location })));
    }
    if (path.level === 'if' || path.level === 'limit_except') parts.push(path.level);
    if (parts.length === 0) parts.push(this.say(message('inspect.no-server')));
    return parts.join(', ');
  }

  private row(row: Row, path: UpstreamTls): string {
    if (row.origin?.kind !== 'default') return this.line(row, path);
    let line = this.lines.get(row);
    if (line === undefined) {
      line = this.line(row, path);
      this.lines.set(row, line);
    }
    return line;
  }

  private line(row: Row, path: UpstreamTls): string {
    const label = this.label(row.label);
    const value = safe(typeof row.value === 'string' ? row.value : this.say(row.value));
    const origin = row.origin ? this.origin(row.origin, path) : '';
    let text = `    ${label}${value}`;
    const used = 4 + LABEL + width(value);
    if (origin) {
      const column = 4 + LABEL + VALUE;
      const fits = used < column && column + width(origin) <= WIDTH;
      if (fits) text += ' '.repeat(column - used) + origin;
      else text += `${gap(used, origin)}${origin}`;
    }
    text += '\n';
    if (row.note) text += `${' '.repeat(4 + LABEL)}(${this.say(row.note)})\n`;
    return text;
  }

  private origin(origin: Origin, path: UpstreamTls): string {
    if (origin.kind !== 'directive') {
      return origin.kind === 'default' ? this.say(message('inspect.default')) : '';
    }
    const place = safe(this.places.of(origin.at));
    if (origin.level === path.level) return place;
    const level = origin.level === 'stream-server' ? 'server' : origin.level;
    return this.say(message('inspect.level', { place, level }));
  }

  private label(id: string): string {
    let label = this.padded.get(id);
    if (label === undefined) {
      const text = this.say(message(id));
      label = text + ' '.repeat(Math.max(1, LABEL - width(text)));
      this.padded.set(id, label);
    }
    return label;
  }

  private say(m: Message): string {
    if (m.params !== undefined) return this.fill(m.id, m.params);
    let text = this.said.get(m.id);
    if (text === undefined) {
      text = say(m, this.options.language);
      this.said.set(m.id, text);
    }
    return text;
  }

  /** As the catalogue does it, with the sentence taken apart only once; no words that follow a count. */
  private fill(id: string, params: NonNullable<Message['params']>): string {
    let parts = this.templates.get(id);
    if (!parts) {
      const names = Object.keys(params);
      const marked = Object.fromEntries(names.map((name) => [name, `\0${name}\0`]));
      parts = say(message(id, marked), this.options.language).split('\0');
      this.templates.set(id, parts);
    }
    let text = parts[0] ?? '';
    for (let i = 1; i < parts.length; i += 2) text += `${params[parts[i]!]}${parts[i + 1]}`;
    return text;
  }
}

/** Plain ASCII, which needs no care and takes one column a character. */
const PLAIN = /^[ -~]*$/;

function safe(text: string): string {
  return PLAIN.test(text) ? text : printable(text);
}

/** Space that puts `next` at the right edge, or on a line of its own when it does not fit. */
function gap(used: number, next: string): string {
  const space = WIDTH - used - width(next);
  return space >= 2 ? ' '.repeat(space) : `\n${' '.repeat(Math.max(6, WIDTH - width(next)))}`;
}

/** Columns on a terminal: Chinese takes two each. */
function width(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let columns = text.length;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c > 0x2e80 && c < 0xff61) columns++;
  }
  return columns;
}
