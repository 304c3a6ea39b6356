import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode, isBinary } from '../../src/text/encoding.ts';

describe('encoding', () => {
  it('keeps every sequence of bytes', () => {
    const nearUtf8 = fc
      .array(
        fc.oneof(
          fc.constantFrom([0xef, 0xbb, 0xbf], [0xc3, 0xa9], [0xe2, 0x82], [0xed, 0xb2, 0x80]),
          fc.constantFrom(
            [0xf0, 0x9f, 0x98, 0x80],
            [0xf4, 0x90, 0x80, 0x80],
            [0xc0, 0x80],
            [0xe0, 0x9f],
          ),
          fc.uint8Array({ maxLength: 4 }).map((a) => [...a]),
        ),
        { maxLength: 20 },
      )
      .map((parts) => Uint8Array.from(parts.flat()));
    fc.assert(
      fc.property(nearUtf8, (bytes) => {
        expect(encode(decode(bytes))).toEqual(bytes);
      }),
      { numRuns: 3000 },
    );
  });

  it('is UTF-8 where it is UTF-8', () => {
    const text = '\ufeff# é € 😀\r\n';
    expect(decode(new TextEncoder().encode(text))).toBe(text);
    expect(decode(Uint8Array.of(0x61, 0xe9, 0x62))).toBe('a\udce9b');
  });

  it('knows binary files by their NUL bytes', () => {
    expect(isBinary(Uint8Array.of(0x7f, 0x45, 0))).toBe(true);
    expect(isBinary(Uint8Array.of(0xe9, 0xff))).toBe(false);
  });
});
