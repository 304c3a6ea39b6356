import { describe, expect, it } from 'vitest';
import { applyEdits, editsByFile, findConflict, mergeEdits } from '../../src/text/edit.ts';

const edit = (start: number, end: number, text: string, file = 'f') => ({ file, start, end, text });

describe('edits', () => {
  it('apply from any order, insertions at one place in theirs, equal ones once', () => {
    const edits = [edit(3, 3, 'B'), edit(3, 3, 'C'), edit(0, 1, 'X'), edit(3, 3, 'B')];
    expect(mergeEdits(edits)).toHaveLength(3);
    expect(applyEdits('abcdef', edits)).toBe('XbcBCdef');
  });

  it('may touch', () => {
    const edits = [edit(0, 2, 'x'), edit(2, 4, 'y'), edit(4, 4, 'z')];
    expect(findConflict(edits)).toBeNull();
    expect(applyEdits('abcdef', edits)).toBe('xyzef');
  });

  it('conflict where they change the same text', () => {
    const a = edit(0, 3, '');
    const b = edit(2, 4, '');
    expect(findConflict([b, a])).toEqual([a, b]);
    expect(findConflict([a, edit(2, 4, '', 'other')])).toBeNull();
    expect(() => applyEdits('abcdef', [a, b])).toThrow(RangeError);
  });

  it('do not fit another text', () => {
    expect(() => applyEdits('ab', [edit(1, 5, '')])).toThrow(RangeError);
    expect(() => applyEdits('ab', [edit(2, 1, '')])).toThrow(RangeError);
  });

  it('are sorted into files', () => {
    const byFile = editsByFile([edit(0, 0, 'a', 'x'), edit(0, 0, 'b', 'y'), edit(1, 1, 'c', 'x')]);
    expect([...byFile].map(([file, edits]) => [file, edits.length])).toEqual([
      ['x', 2],
      ['y', 1],
    ]);
  });
});
