import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../src/log/event.ts';
import { parseLine } from '../../src/log/parse.ts';
import { LogScanner, looksBinary, type ScanSummary } from '../../src/log/scanner.ts';
import { BASE_LINES, wholeLine } from './base-lines.ts';

const encoder = new TextEncoder();
const NOISE = [
  '2026/11/21 07:27:09 [error] 7#7: *3 open() "/usr/share/nginx/html/favicon.ico" failed (2: No such file or directory), client: 10.0.0.1, server: localhost, request: "GET /favicon.ico HTTP/1.1", host: "localhost"',
  '2026/11/21 07:27:09 [warn] 7#7: *4 an upstream response is buffered to a temporary file /var/cache/nginx/proxy_temp/1/00/0000000001 while reading upstream, client: 10.0.0.1, server: a, request: "GET /big HTTP/1.1", upstream: "https://10.0.0.2:443/big", host: "a"',
  '2026/11/21 07:27:09 [info] 7#7: *5 client 10.0.0.1 closed keepalive connection',
];

function scan(
  text: string | Uint8Array,
  chunkSize = 65_536,
): { events: LogEvent[]; summary: ScanSummary } {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  const events: LogEvent[] = [];
  const scanner = new LogScanner({ input: 'x', onEvent: (event) => events.push(event) });
  for (let i = 0; i < bytes.length; i += chunkSize) scanner.push(bytes.subarray(i, i + chunkSize));
  return { events, summary: scanner.end() };
}

const wanted = BASE_LINES.filter((base) => base.kind !== 'other');
const lines = wanted.flatMap((base, i) => [NOISE[i % 3]!, wholeLine(base)]);
const expected = lines.flatMap((line, i) => {
  const event = parseLine(line, { input: 'x', line: i + 1 });
  return event === null || event.kind === 'other' ? [] : [event];
});

/** More of what does not matter, so that the input is no paste any more. */
const padding = `${NOISE.join('\n')}\n`.repeat(600);
const paddingLines = 1800;
const shifted = expected.map((e) => ({
  ...e,
  source: { ...e.source, line: e.source.line + paddingLines },
}));

describe('scanner', () => {
  it('finds every event in a small input', () => {
    expect(expected).toHaveLength(wanted.length);
    const { events, summary } = scan(lines.join('\n'));
    expect(events).toEqual(expected);
    expect(summary).toMatchObject({ lines: lines.length, records: lines.length, clipped: 0 });
  });

  it.each([7, 1000, 4096, 1_000_000])(
    'finds the same in a large one, in pieces of %d bytes',
    (size) => {
      const { events, summary } = scan(`${padding}${lines.join('\n')}\n`, size);
      expect(events).toEqual(shifted);
      expect(summary.lines).toBe(lines.length + paddingLines);
      expect(summary.records).toBe(summary.lines);
    },
  );

  it('keeps nothing of a buffer that its caller uses again', () => {
    const bytes = encoder.encode(`${padding}${lines.join('\n')}\n`);
    const events: LogEvent[] = [];
    const scanner = new LogScanner({ input: 'x', onEvent: (event) => events.push(event) });
    const buffer = Buffer.alloc(5000);
    for (let i = 0; i < bytes.length; i += buffer.length) {
      const part = bytes.subarray(i, i + buffer.length);
      buffer.set(part);
      scanner.push(buffer.subarray(0, part.length));
    }
    scanner.end();
    expect(events).toEqual(shifted);
  });

  const envelopes: [string, (line: string, i: number) => string][] = [
    ['CR LF', (line) => `${line}\r`],
    ['compose', (line) => `nginx-1  | ${line}`],
    ['compose with colours', (line) => `\x1b[36mnginx-1  |\x1b[0m ${line}`],
    ['docker logs -t', (line) => `2026-11-21T07:27:09.123456789Z ${line}`],
    ['kubectl --prefix', (line) => `[pod/web-7d4b9c-x2x/nginx] ${line}`],
    ['stern', (line, i) => `web-7d4b9c-x${i % 10}x nginx ${line}`],
    ['CRI', (line) => `2026-11-21T07:27:09.123456789+00:00 stderr F ${line}`],
    ['journald', (line) => `Nov 21 07:27:09 web1 nginx[1187]: ${line}`],
    ['syslog from nginx', (line) => `<187>Nov 21 07:27:09 web1 nginx: ${line}`],
    ['RFC 5424', (line) => `<187>1 2026-11-21T07:27:09.000Z web1 nginx 1187 - - ${line}`],
    ['CloudWatch tail', (line) => `2026-11-21T07:27:09.123000+00:00 web/nginx/4af ${line}`],
    ['logcli', (line) => `2026-11-21T07:27:09Z {app="nginx", pod="web-1"} ${line}`],
    [
      'docker json-file',
      (line) =>
        JSON.stringify({ log: `${line}\n`, stream: 'stderr', time: '2026-11-21T07:27:09Z' }),
    ],
    [
      'Loki jsonl',
      (line) =>
        JSON.stringify({ labels: { app: 'nginx' }, line, timestamp: '2026-11-21T07:27:09Z' }),
    ],
    ['CloudWatch event', (line, i) => JSON.stringify({ timestamp: 1795000000 + i, message: line })],
    [
      'Fluent',
      (line) =>
        JSON.stringify({
          '@timestamp': '2026-11-21T07:27:09Z',
          log: line,
          kubernetes: { pod_name: 'web' },
        }),
    ],
    [
      'ECS',
      (line) =>
        JSON.stringify({
          '@timestamp': '2026-11-21T07:27:09Z',
          message: line,
          'log.level': 'error',
        }),
    ],
    ['msg', (line) => JSON.stringify({ level: 'error', msg: line })],
    ['journald JSON', (line) => JSON.stringify({ MESSAGE: line, PRIORITY: '3' })],
    ['GCP', (line) => JSON.stringify({ textPayload: line, severity: 'ERROR' })],
    ['pretty-printed JSON', (line) => `        "message": ${JSON.stringify(line)},`],
    ['JSON in docker JSON', (line) => JSON.stringify({ log: JSON.stringify({ message: line }) })],
    ['JSON behind a prefix', (line) => `2026-11-21T07:27:09Z web ${JSON.stringify({ log: line })}`],
    ['logfmt', (line) => `ts=2026-11-21T07:27:09Z level=error msg=${JSON.stringify(line)}`],
    ['CSV', (line) => `"2026-11-21 07:27:09","${line.replaceAll('"', '""')}"`],
    ['grep -n', (line, i) => `${i + 1}:${line}`],
    ['quoted', (line) => `> ${line}`],
    ['coloured', (line) => `\x1b[31m${line}\x1b[0m`],
    ['NULs in front', (line, i) => (i === 0 ? `${'\0'.repeat(5000)}${line}` : line)],
  ];
  const plain = (events: readonly LogEvent[]) =>
    events.map(({ source, ...rest }) => ({ ...rest, line: source.line }));

  describe.each(envelopes)('in %s', (_, wrap) => {
    it('as a paste', () => {
      expect(plain(scan(lines.map(wrap).join('\n')).events)).toEqual(plain(expected));
    });
    it('in a large file', () => {
      const text = `${padding.trimEnd().split('\n').map(wrap).join('\n')}\n${lines.map(wrap).join('\n')}`;
      expect(plain(scan(text).events)).toEqual(plain(shifted));
    });
  });

  it('reads the answer of Loki, all in one line', () => {
    const answer = JSON.stringify({
      status: 'success',
      data: {
        result: [
          { stream: { app: 'nginx' }, values: lines.map((l) => ['1795000000000000000', l]) },
        ],
      },
    });
    const { events } = scan(answer);
    expect(events.map((e) => e.text)).toEqual(expected.map((e) => e.text));
  });

  it('joins what a container runtime cut', () => {
    const line = wholeLine(wanted[0]!);
    const cut = [line.slice(0, 80), line.slice(80, 150)].map(
      (p) => `2026-11-21T07:27:09.1Z stderr P ${p}`,
    );
    const text = [...cut, `2026-11-21T07:27:09.1Z stderr F ${line.slice(150)}`].join('\n');
    expect(scan(text).events[0]).toMatchObject({ text: wanted[0]!.message, client: '10.0.1.55' });
  });

  it('joins wrapped lines in large files too', () => {
    const line = wholeLine(wanted[0]!);
    const text = `${padding}${line.match(/.{1,90}/g)!.join('\n')}\n${padding}`;
    expect(scan(text).events.map((e) => e.upstream?.raw)).toEqual([expected[0]!.upstream!.raw]);
  });

  it('reads UTF-16, as some shells redirect', () => {
    const text = `\ufeff${lines.join('\r\n')}`;
    const wide = new Uint8Array(new Uint16Array(Array.from(text, (c) => c.charCodeAt(0))).buffer);
    expect(plain(scan(wide, 1001).events)).toEqual(plain(expected));
  });

  it('clips a line of 50 MB and goes on', () => {
    const line = wholeLine(wanted[0]!);
    const huge = new Uint8Array(50_000_000).fill(65);
    const bytes = new Uint8Array([...encoder.encode(`${padding}${line}\n`)]);
    const all = new Uint8Array(bytes.length * 2 + huge.length + 1);
    all.set(bytes);
    all.set(huge, bytes.length);
    all[bytes.length + huge.length] = 10;
    all.set(bytes, bytes.length + huge.length + 1);
    const { events, summary } = scan(all, 1_000_000);
    expect(events).toHaveLength(2);
    expect(summary.clipped).toBe(1);
  });

  it('drops a line that a client put into a path', () => {
    const forged = `2026/11/21 07:27:09 [error] 7#7: *3 open() "/srv/x\n${wholeLine(wanted[0]!)}\n" failed (2: No such file or directory), client: 10.0.0.1, server: a, request: "GET /x%0a HTTP/1.1", host: "a"\n`;
    expect(scan(forged).events).toEqual([]);
    expect(scan(padding + forged).events).toEqual([]);
  });

  it('stays quick whatever the lines are', () => {
    for (const unit of [
      '[',
      '[\n',
      '\n',
      'nginx: [',
      '2026/11/21 07:27:09 [',
      '\0\n',
      '{"log":"',
      'a'.repeat(500) + '\n',
    ]) {
      const start = performance.now();
      scan(unit.repeat(4_000_000 / unit.length));
      expect(performance.now() - start, JSON.stringify(unit)).toBeLessThan(3000);
    }
  });

  it('makes nothing of other logs', () => {
    const text =
      '10.0.0.1 - - [21/Nov/2026:07:27:09 +0000] "GET / HTTP/1.1" 502 157 "-" "curl"\n'.repeat(
        5000,
      );
    expect(scan(text).summary).toMatchObject({ records: 0, events: 0, lines: 5000 });
  });
});

it('tells binaries from logs', () => {
  expect(looksBinary(new Uint8Array(4096).map((_, i) => (i * 37) % 256))).toBe(true);
  expect(looksBinary(encoder.encode(padding))).toBe(false);
  expect(looksBinary(new Uint8Array(4096))).toBe(false);
  expect(looksBinary(encoder.encode('\x1b[31mnginx\x1b[0m 2026/11/21'))).toBe(false);
});
