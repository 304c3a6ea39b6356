/**
 * The fields behind a message: `, client: …, server: …, request: "…",
 * subrequest: "…", upstream: "…", host: "…", referrer: "…"`.
 *
 * nginx writes them unescaped and always in this order, so what a client puts
 * into its request or referrer can look like fields. The values are therefore
 * cut at the first place where a genuine field can follow: configuration and
 * addresses stand before what clients send, and of the two things that clients
 * send, the request line ends with its protocol version.
 */
import type { LogEvent, UpstreamAddress } from './event.ts';

interface Values {
  readonly server: string | null;
  readonly request: string | null;
  readonly subrequest: string | null;
  readonly upstream: string | null;
  readonly host: string | null;
}

export interface Fields {
  readonly client: string | null;
  readonly server: string | null;
  readonly request: LogEvent['request'];
  readonly subrequest: string | null;
  readonly upstream: UpstreamAddress | null;
  readonly host: string | null;
}

type Quoted = 'request' | 'subrequest' | 'upstream' | 'host' | 'referrer';
const QUOTED: readonly Quoted[] = ['request', 'subrequest', 'upstream', 'host', 'referrer'];
/** End of a request line that was understood: nothing a client sends can stand between version and quote. */
const REQUEST_END = / HTTP\/\d(?:\.\d)?"(?=, (?:subrequest|upstream|host|referrer): "|,?$)/;
/** nginx cuts lines at 2,048 bytes; in one that long a request without end has no genuine fields behind it. */
const CUT_LENGTH = 1990;

const NONE: Fields = {
  client: null,
  server: null,
  request: null,
  subrequest: null,
  upstream: null,
  host: null,
};

/**
 * The usual line: nginx's order, and no quote inside a value, so that nothing
 * in it can be taken for something else.
 */
const PLAIN =
  /^([^,"]*), request: "([^"]*)"(?:, subrequest: "([^"]*)")?(?:, upstream: "([^"]*)")?(?:, host: "([^"]*)")?(?:, referrer: "[^"]*")?$/;

/** What one server and request fail at, they fail at again: everything behind the client is remembered. */
const known = new Map<string, Fields>();
const MAX_KNOWN = 1024;

/** Splits the text behind the message into fields. `tail` starts at `, client: ` (or `, udp client: `) or is empty. */
export function splitFields(tail: string, lineLength: number): Fields {
  const start = tail.startsWith(', client: ') ? ', client: '.length : clientAt(tail);
  if (start === 0) return NONE;
  const serverAt = tail.indexOf(', server: ', start);
  if (serverAt < 0) return { ...NONE, client: clean(tail.slice(start)) };
  const client = tail.slice(start, serverAt);
  const rest = tail.slice(serverAt + ', server: '.length);
  const before = known.get(rest);
  if (before) return withClient(before, client);
  const plain = PLAIN.exec(rest);
  const values = plain ? plainValues(plain) : valuesIn(rest, lineLength);
  const fields: Fields = {
    client: null,
    server: values.server,
    request: values.request === null ? null : parseRequest(values.request),
    subrequest: values.subrequest,
    upstream: values.upstream === null ? null : parseUpstream(values.upstream),
    host: values.host,
  };
  if (lineLength < CUT_LENGTH) {
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(rest, fields);
  }
  return withClient(fields, client);
}

function withClient(fields: Fields, client: string): Fields {
  const { server, request, subrequest, upstream, host } = fields;
  return { client: clean(client), server, request, subrequest, upstream, host };
}

function clientAt(tail: string): number {
  return /^, (?:udp|tcp) client: /.exec(tail)?.[0].length ?? 0;
}

function plainValues(match: RegExpExecArray): Values {
  const [, server, request, subrequest, upstream, host] = match;
  return {
    server: server ?? null,
    request: request ?? null,
    subrequest: subrequest ?? null,
    upstream: upstream ?? null,
    host: host ?? null,
  };
}

function valuesIn(rest: string, lineLength: number): Values {
  const first = nextField(rest, QUOTED);
  const bytesAt = rest.search(/, bytes from\/to client:/);
  const serverEnd = Math.min(...[first?.index, bytesAt, rest.length].filter(isIndex));
  const values = first === null ? new Map<Quoted, string>() : quotedFields(rest, lineLength);
  return {
    server: clean(rest.slice(0, serverEnd)),
    request: values.get('request') ?? null,
    subrequest: values.get('subrequest') ?? null,
    upstream: values.get('upstream') ?? null,
    host: values.get('host') ?? null,
  };
}

function isIndex(index: number | undefined): index is number {
  return index !== undefined && index >= 0;
}

function clean(value: string): string {
  const last = value.at(-1);
  return last === ',' || last === ' ' ? value.replace(/[,\s]+$/, '') : value;
}

/** The first `, name: "` of the given names; with the quote that closes the value before it, if asked. */
function nextField(
  text: string,
  names: readonly Quoted[],
  before: '' | '"' = '',
): { index: number; name: Quoted; end: number } | null {
  let best: { index: number; name: Quoted; end: number } | null = null;
  for (const name of names) {
    const mark = `${before}, ${name}: "`;
    const index = text.indexOf(mark);
    if (index >= 0 && (best === null || index < best.index))
      best = { index, name, end: index + mark.length };
  }
  return best;
}

function quotedFields(text: string, lineLength: number): Map<Quoted, string> {
  const values = new Map<Quoted, string>();
  let rest = text;
  let field = nextField(rest, QUOTED);
  while (field !== null) {
    const body = rest.slice(field.end);
    const names = followers(field.name, values);
    const length =
      field.name === 'request' ? requestLength(body, lineLength) : valueLength(body, names);
    values.set(field.name, body.slice(0, length));
    // Nothing follows the referrer, which is all the client's.
    if (field.name === 'referrer') break;
    rest = body.slice(length);
    const next = nextField(rest, names, '"');
    field = next?.index === 0 ? next : null;
  }
  return values;
}

/** Fields that may follow: in nginx's order behind the request, in any order where it was not kept. */
function followers(name: Quoted, seen: ReadonlyMap<Quoted, string>): readonly Quoted[] {
  if (name === 'upstream' && seen.has('request')) return ['host', 'referrer'];
  return QUOTED.filter((other) => other !== name && !seen.has(other));
}

function requestLength(body: string, lineLength: number): number {
  const end = REQUEST_END.exec(body);
  if (end) return end.index + end[0].length - 1;
  if (lineLength >= CUT_LENGTH) return body.length;
  return valueLength(body, ['subrequest', 'upstream', 'host', 'referrer']);
}

/** Length of a value that ends where one of `names` follows, else at the last quote. */
function valueLength(body: string, names: readonly Quoted[]): number {
  const next = nextField(body, names, '"');
  if (next !== null) return next.index;
  const stream = body.indexOf('", bytes from/to client:');
  if (stream >= 0) return stream;
  const quote = body.lastIndexOf('"');
  return quote < 0 ? body.length : quote;
}

/** Takes apart what nginx writes as upstream: `https://10.0.4.22:443/uri`, `[::1]:443`, `https://unix:/run/app.sock:/uri`. */
export function parseUpstream(raw: string): UpstreamAddress {
  const mark = raw.indexOf('://');
  const scheme =
    mark > 0 && /^[a-z][a-z0-9+.-]*$/i.test(raw.slice(0, mark))
      ? raw.slice(0, mark).toLowerCase()
      : null;
  const rest = scheme === null ? raw : raw.slice(mark + 3);
  if (rest.startsWith('unix:')) return { raw, scheme, port: null, ...socketIn(rest) };
  let slash = 0;
  while (slash < rest.length && rest[slash] !== '/' && rest[slash] !== '?' && rest[slash] !== '#')
    slash++;
  const authority = rest.slice(0, slash);
  const colon = authority.lastIndexOf(':');
  const port = colon < 0 ? '' : authority.slice(colon + 1);
  const host = authority.slice(0, Math.max(colon, 0));
  // An IPv6 address without brackets has no port behind it.
  const bare = host.includes(':') && !host.startsWith('[');
  const hasPort = /^\d{1,5}$/.test(port) && !bare;
  return {
    raw,
    scheme,
    host: hasPort ? host : authority,
    port: hasPort ? Number(port) : null,
    uri: slash === rest.length ? null : rest.slice(slash),
  };
}

function socketIn(rest: string): { host: string; uri: string | null } {
  const end = rest.indexOf(':', 'unix:'.length);
  if (end < 0) return { host: rest, uri: null };
  return { host: rest.slice(0, end), uri: end + 1 === rest.length ? null : rest.slice(end + 1) };
}

/** `POST /v2/ingest HTTP/1.1`; the URI may hold blanks (old nginx let them pass). */
export function parseRequest(
  line: string,
): { readonly method: string; readonly uri: string; readonly protocol: string } | null {
  const space = line.indexOf(' ');
  if (space <= 0) return null;
  const last = line.lastIndexOf(' ');
  const protocol = last > space && line.startsWith('HTTP/', last + 1);
  return {
    method: line.slice(0, space),
    uri: line.slice(space + 1, protocol ? last : line.length),
    protocol: protocol ? line.slice(last + 1) : '',
  };
}
