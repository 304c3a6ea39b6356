/**
 * What other programs put around a line of nginx: docker, compose, kubectl,
 * stern, journald and syslog prefixes; JSON of docker's json-file, Loki,
 * CloudWatch, Fluent and ECS; CSV exports; numbers and quote marks of pastes.
 */

export interface Opened {
  /** Starts with nginx's timestamp or `nginx: [level]`. */
  readonly text: string;
  /** Everything before it, `nginx-1  | `; empty for a bare line. */
  readonly prefix: string;
  /** Time that the envelope tells, ISO without zone; null when it tells none. */
  readonly time: string | null;
}

/** nginx's timestamp, level and process, or its name and level, which is all that standard error gets. */
const START =
  /\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[[a-z]+\] \d+#\d+: ?|nginx: \[(?:emerg|alert|crit|error|warn)\] /;
/** Prefixes are names and times, never this long. */
const MAX_PREFIX = 512;
/** One response of a log store can hold many lines. */
const MAX_RECORDS = 100_000;

/**
 * Keys whose string holds the line. Others (a user agent, a URI) hold what a
 * client sent, which may look like a line of nginx.
 */
const JSON_VALUE =
  /"(?:log|message|msg|MESSAGE|line|textPayload|body|@message|Message|_raw|raw|content|event)"\s*:\s*"|\[\s*"\d{10,19}"\s*,\s*"|(?:^|\s)(?:log|message|msg|line)="/g;

/** The records of nginx in one line of any log; mostly one or none. */
export function openEnvelope(line: string, depth = 0): readonly Opened[] {
  const bare = openPlain(line);
  if (bare !== null) return [bare];
  if (depth > 2 || !/[{[="]/.test(line)) return [];
  const found: Opened[] = [];
  JSON_VALUE.lastIndex = 0;
  for (let m = JSON_VALUE.exec(line); m !== null && found.length < MAX_RECORDS; ) {
    const start = m.index + m[0].length;
    const { value, end } = stringFrom(line, start);
    for (const opened of value.split('\n'))
      found.push(
        ...openEnvelope(opened.replace(/\r$/, ''), depth + 1).map((record) => ({
          ...record,
          time:
            record.time ??
            timeOf(line.slice(0, MAX_PREFIX)) ??
            timeOf(line.slice(end, end + MAX_PREFIX)),
        })),
      );
    JSON_VALUE.lastIndex = Math.max(end, start);
    m = JSON_VALUE.exec(line);
  }
  return found.length > 0 ? found : openCsv(line);
}

function openPlain(line: string): Opened | null {
  const start = START.exec(line.length > MAX_PREFIX * 2 ? line.slice(0, MAX_PREFIX * 2) : line);
  if (!start || start.index > MAX_PREFIX) return null;
  const prefix = line.slice(0, start.index);
  // Quotes and braces mean a structure, whose rules decide; access logs of clients quote too.
  if (/["{]/.test(withoutLabels(prefix))) return null;
  if (prefix !== '' && !/[\s|:>\])]$/.test(prefix)) return null;
  return { text: line.slice(start.index), prefix, time: timeOf(prefix) };
}

/** `{app="nginx", pod="x"}` as Loki's command line prints it. */
function withoutLabels(prefix: string): string {
  return prefix.replace(/\{(?:\w+="[^"{}]*"(?:, ?)?)*\}/, '');
}

/** A JSON string from behind its opening quote, as far as it goes. */
function stringFrom(line: string, start: number): { value: string; end: number } {
  let end = start;
  while (end < line.length && line[end] !== '"') end += line[end] === '\\' ? 2 : 1;
  end = Math.min(end, line.length);
  return { value: unescapeJson(line.slice(start, end)), end: end + 1 };
}

const SIMPLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescapeJson(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code?: string, char?: string) =>
    code === undefined
      ? (SIMPLE[char ?? ''] ?? char ?? '')
      : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** `"2026-11-21 07:27:09","2026/11/21 … upstream: ""https://…"""`. */
function openCsv(line: string): readonly Opened[] {
  const cell = /^(?:(?:"[^"]*"|[^",]*),){0,20}"(?=\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[)/.exec(line);
  if (!cell) return [];
  let end = cell[0].length;
  while (end < line.length && (line[end] !== '"' || line[end + 1] === '"'))
    end += line[end] === '"' ? 2 : 1;
  const text = line.slice(cell[0].length, end).replaceAll('""', '"');
  return [{ text, prefix: '', time: timeOf(cell[0]) }];
}

function timeOf(text: string): string | null {
  const iso = /(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)/.exec(text);
  return iso ? `${iso[1]}T${iso[2]}` : null;
}

/** A line of the container runtime interface: `TIME stderr P text` goes on in the next one, `F` ends. */
export function openCri(line: string): { text: string; partial: boolean; stream: string } | null {
  const match = /^\d{4}-\d\d-\d\dT\S+ (stdout|stderr) ([PF])(?::\S*)? /.exec(line);
  return match
    ? { text: line.slice(match[0].length), partial: match[2] === 'P', stream: match[1] ?? '' }
    : null;
}
