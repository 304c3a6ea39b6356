/** Every entry is found by its own lines, in the forms in which people have them; harmless text finds nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { lookup } from '../../src/kb/lookup.ts';
import { entry, type SignatureEntry } from '../../src/kb/schema.ts';

const directory = path.resolve(import.meta.dirname, '../../kb/signatures');
const entries = readdirSync(directory).map((file) => {
  const parsed = entry.safeParse(parse(readFileSync(path.join(directory, file), 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${parsed.error.message}`);
  return parsed.data as SignatureEntry;
});
const idsOf = (text: string) => lookup(text, entries).map((found) => found.entry.id);

const STAMP = '2026/11/21 07:27:09 [error] 812#812: *7 ';
const FIELDS =
  ', client: 10.0.1.55, server: api.example.com, request: "GET /v2/ HTTP/1.1", upstream: "https://10.0.4.22:443/v2/", host: "api.example.com"';

describe('lookup', () => {
  for (const { id, signatures } of entries) {
    for (const { line, openssl, level } of signatures) {
      if (level === 'access') {
        it(`${id}: access-log line`, () => expect(idsOf(line)).toEqual([id]));
        continue;
      }
      it(`${id}: OpenSSL ${openssl}, whole, alone and wrapped`, () => {
        const startup = level === 'emerg';
        const whole = `${STAMP.replace('error', level)}${line}${startup ? '' : FIELDS}`;
        expect(idsOf(whole), whole).toEqual([id]);
        expect(idsOf(line), line).toEqual([id]);
        expect(idsOf(whole.replace(/(.{1,70})(?: |$)/g, '$1\n')), 'wrapped').toEqual([id]);
      });
    }
  }

  it('finds nothing in harmless text', () => {
    const harmless = [
      '',
      'The deployment went well.',
      '2026/11/21 07:27:09 [notice] 1#1: signal process started',
      '10.0.0.1 - - [21/Nov/2026:07:27:09 +0000] "GET / HTTP/1.1" 200 612 "-" "curl/8"',
      'SSL certificate renewed for api.example.com',
      'connect to the upstream office at nine',
      '{"level":"info","msg":"handshake complete"}',
      'ssl_protocols TLSv1.2 TLSv1.3;',
    ];
    for (const text of harmless) expect(idsOf(text), text).toEqual([]);
  });
});
