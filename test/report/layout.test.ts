/** What the terminal is measured with. */
import stringWidth from 'fast-string-width';
import { describe, expect, it } from 'vitest';
import { isNarrow, widthOf } from '../../src/report/layout.ts';
import { printable } from '../../src/text/printable.ts';

describe('display width', () => {
  it('takes one column for the characters that are not measured', () => {
    const narrow: string[] = [];
    for (let code = 0; code < 0x10000; code++) {
      const character = String.fromCharCode(code);
      if (isNarrow(character)) narrow.push(character);
    }
    expect(narrow).toEqual(expect.arrayContaining(['a', ' ', '’', '“', '…', '·', '×', '→', '█']));
    expect(narrow.filter((character) => stringWidth(character) !== 1)).toEqual([]);
    expect(narrow.filter((character) => printable(character) !== character)).toEqual([]);
    expect(narrow.filter((character) => /\s/.test(character))).toEqual([' ']);
  });

  it('measures the others', () => {
    expect(widthOf('nginx’s 上游 “peer”')).toBe(19);
    expect(widthOf('e\u0301')).toBe(1);
  });
});
