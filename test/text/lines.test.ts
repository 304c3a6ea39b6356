import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineIndex } from '../../src/text/lines.ts';

describe('lines', () => {
  it('are counted as nginx counts them', () => {
    const index = new LineIndex('a\r\nbc\n\nd');
    expect([0, 2, 3, 5, 6, 7, 8].map((o) => index.position(o))).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 3 },
      { line: 2, column: 1 },
      { line: 2, column: 3 },
      { line: 3, column: 1 },
      { line: 4, column: 1 },
      { line: 4, column: 2 },
    ]);
    expect(index.count).toBe(4);
    expect([1, 2, 4, 5].map((l) => index.start(l))).toEqual([0, 3, 7, 8]);
  });

  it('agree with splitting at every offset', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\n', '\r'), { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const index = new LineIndex(text);
        for (let o = 0; o <= text.length; o++) {
          const lines = text.slice(0, o).split('\n');
          const expected = { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
          expect(index.position(o)).toEqual(expected);
        }
      }),
    );
  });
});
