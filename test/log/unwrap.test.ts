/** Lines as people paste them must give the event that the file gave. */
import { describe, expect, it } from 'vitest';
import { parseRecord } from '../../src/log/parse.ts';
import { RecordAssembler } from '../../src/log/unwrap.ts';
import { BASE_LINES, wholeLine } from './base-lines.ts';

const source = { input: 'paste', line: 1 };

function assemble(text: string): string[] {
  const records: string[] = [];
  const assembler = new RecordAssembler((record) => records.push(record.text));
  text.split('\n').forEach((line, i) => {
    assembler.line(line.replace(/\r$/, ''), i + 1);
  });
  assembler.flush();
  return records;
}

/** Broken at the width, wherever that is, as a terminal does. */
function hard(line: string, width: number): string {
  return line.match(new RegExp(`.{1,${width}}`, 'g'))!.join('\n');
}
/** Broken at a terminal's width, blanks at line ends lost, as copying does. */
function hardTrimmed(line: string, width: number): string {
  return hard(line, width)
    .split('\n')
    .map((part) => part.trimEnd())
    .join('\n');
}
/** Broken at blanks, as editors and mail programs do. */
function soft(line: string, width: number): string {
  return line.replace(new RegExp(`(.{1,${width}})(?: |$)`, 'g'), '$1\n').trimEnd();
}
const indented = (text: string) => text.replaceAll('\n', '\n      ');
const quoted = (text: string) => text.replace(/^/gm, '> ');

/** Names that nginx does not quote, and texts that it cut itself: nothing tells a lost blank from none. */
const UNDECIDABLE = /resolve nores|common libcrypt$|pkcs12 cipherfina$|group 'X448/;

describe('wrapped lines', () => {
  const wrappings: [string, (line: string, width: number) => string][] = [
    ['hard', hard],
    ['hard, blanks lost', hardTrimmed],
    ['soft', soft],
    ['soft, indented', (line, width) => indented(soft(line, width))],
    ['soft, quoted', (line, width) => quoted(soft(line, width))],
  ];
  for (const [name, wrap] of wrappings)
    for (const width of [46, 60, 72, 78, 80, 97, 100, 120, 132, 160, 200])
      it(`${name} at ${width}`, () => {
        for (const base of BASE_LINES) {
          if (UNDECIDABLE.test(base.message)) continue;
          const line = wholeLine(base);
          const text = `before\n${wrap(line, width)}\n\nafter`;
          const records = assemble(text);
          expect(
            records.map((r) => parseRecord(r, source)),
            text,
          ).toEqual([parseRecord(line, source)]);
        }
      });

  it('as in a report that people publish, in Markdown, with a source file in the error', () => {
    const report = [
      'Raw error from /var/log/nginx/error.log:',
      '```',
      '2024/07/15 03:41:22 [error] 1187#1187: *4821 SSL_do_handshake() failed',
      '(SSL: error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure',
      ':s3_pkt.c:1493:SSL alert number 40)',
      'while SSL handshaking to upstream,',
      'client: 10.0.1.55, server: api.internal.example.com,',
      'request: "POST /v2/ingest HTTP/1.1",',
      'upstream: "https://10.0.4.22:443/v2/ingest",',
      'host: "api.internal.example.com"',
      '```',
      'Immediate consequence: every request is answered with 502.',
    ];
    const [record, ...more] = assemble(report.join('\n'));
    expect(more).toEqual([]);
    expect(parseRecord(record!, source)).toMatchObject({
      kind: 'handshake-failed',
      alert: 40,
      upstream: { host: '10.0.4.22', port: 443, uri: '/v2/ingest' },
      host: 'api.internal.example.com',
    });
  });

  it('with line numbers, compose prefixes or lines of other programs between', () => {
    const line = wholeLine(BASE_LINES[0]!);
    const expected = [parseRecord(line, source)];
    const parts = soft(line, 70).split('\n');
    const numbered = parts.map((part, i) => `${String(i + 9).padStart(3)}: ${part}`).join('\n');
    const composed = parts.map((part) => `nginx-1  | ${part}`).join('\n');
    for (const text of [numbered, composed, `${line}\n10.0.0.1 - - [x] "GET / HTTP/1.1" 502`])
      expect(
        assemble(text).map((r) => parseRecord(r, source)),
        text,
      ).toEqual(expected);
  });

  it('keeps two records apart', () => {
    const two = `${soft(wholeLine(BASE_LINES[0]!), 60)}\n${soft(wholeLine(BASE_LINES[1]!), 60)}`;
    expect(assemble(two)).toEqual([wholeLine(BASE_LINES[0]!), wholeLine(BASE_LINES[1]!)]);
  });
});
