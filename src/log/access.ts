/**
 * Lines of access logs: the combined format, its usual extensions, and JSON.
 * They say that a request failed, never why; used only where asked for.
 */
import type { LogEvent } from './event.ts';
import { parseRequest, parseUpstream } from './fields.ts';
import { withoutControls } from './parse.ts';

const MAX_LINE = 16_384;
/** `10.0.0.1 - user [21/Nov/2026:07:27:09 +0000] "GET / HTTP/1.1" 502 157 …`, a host name in front allowed. */
const COMBINED =
  /^(?:\S+ )?(\S+) - (.*?) ?\[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d:\d\d:\d\d) [+-]\d{4}\] "((?:[^"\\]|\\.)*)" (\d{3}) \S+(.*)$/;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The event in a line of an access log; null for anything else. */
export function parseAccessLine(
  line: string,
  source: { readonly input: string; readonly line: number },
): LogEvent | null {
  const text = withoutControls(line.slice(0, MAX_LINE));
  const json = text.indexOf('{');
  if (json >= 0 && text.trimEnd().endsWith('}')) return fromJson(text.slice(json), source);
  // Envelopes stand before an address; the format itself starts with one.
  const at = text.search(/(?<!\S)\S+ - .{0,200}?\[\d\d\/[A-Z][a-z]{2}\/\d{4}:/);
  const match = at < 0 ? null : COMBINED.exec(text.slice(at));
  if (!match) return null;
  const [, client, , day, month, year, clock, request, status, rest] = match;
  const number = MONTHS.indexOf(month ?? '') + 1;
  if (number === 0) return null;
  return accessEvent({
    time: `${year}-${String(number).padStart(2, '0')}-${day}T${clock}`,
    client: client ?? null,
    request: request ?? '',
    status: Number(status),
    upstream: upstreamIn(rest ?? ''),
    host: null,
    source,
  });
}

interface AccessFacts {
  readonly time: string | null;
  readonly client: string | null;
  readonly request: string;
  readonly status: number;
  readonly upstream: string | null;
  readonly host: string | null;
  readonly source: LogEvent['source'];
}

function accessEvent(facts: AccessFacts): LogEvent {
  return {
    kind: 'access',
    time: facts.time,
    level: '',
    pid: null,
    connection: null,
    phase: 'other',
    operation: null,
    errors: [],
    alert: null,
    verifyError: null,
    errno: null,
    checkedName: null,
    client: facts.client,
    server: facts.host,
    request: parseRequest(facts.request),
    subrequest: null,
    upstream: facts.upstream === null ? null : parseUpstream(facts.upstream),
    host: facts.host,
    at: null,
    status: facts.status,
    text: `${facts.status}`,
    source: facts.source,
  };
}

/** `$upstream_addr` where a format has it labelled: `upstream_addr=10.0.0.1:443`, `upstream: 10.0.0.1:443`. */
function upstreamIn(rest: string): string | null {
  const found =
    /\b(?:upstream_addr|upstream|ua)[=:] ?"?((?:\d{1,3}\.){3}\d{1,3}:\d+|\[[0-9a-f:]+\]:\d+)/.exec(
      rest,
    );
  return found?.[1] ?? null;
}

function fromJson(text: string, source: LogEvent['source']): LogEvent | null {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null;
  const record = data as Record<string, unknown>;
  const pick = (...names: string[]): string | null => {
    for (const name of names) {
      const value = record[name];
      if (typeof value === 'string' || typeof value === 'number') return String(value);
    }
    return null;
  };
  const inner = pick('log', 'message', 'msg');
  if (inner !== null && pick('status') === null) return parseAccessLine(inner.trimEnd(), source);
  const status = pick('status', 'response_code', 'http_status');
  if (status === null || !/^\d{3}$/.test(status)) return null;
  const time = pick('time', 'time_iso8601', '@timestamp', 'time_local', 'timestamp');
  const method = pick('request_method', 'method');
  const uri = pick('request_uri', 'uri', 'path');
  const upstream = pick('upstream_addr', 'upstream');
  return accessEvent({
    time: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.exec(time ?? '')?.[0] ?? null,
    client: pick('remote_addr', 'client', 'client_ip'),
    request:
      pick('request') ?? (method && uri ? `${method} ${uri} ${pick('server_protocol') ?? ''}` : ''),
    status: Number(status),
    upstream: upstream === null || upstream === '-' ? null : (upstream.split(/[,: ] /)[0] ?? null),
    host: pick('host', 'server_name', 'http_host'),
    source,
  });
}
