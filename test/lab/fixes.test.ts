/** The table of repairs keeps nothing back: what leaves no trace counts in the first figure, and is named. */
import { describe, expect, it } from 'vitest';
import { isFailedRequest, telling } from '../../lab/fix-one.ts';
import { fixText } from '../../lab/fixes.ts';

const one = {
  scenario: 'a/b',
  cause: 'a',
  release: '1.22',
  repairable: true,
  traced: true,
  outcome: 'works',
  detail: '',
  milliseconds: 1,
} as const;

describe('the table of repairs', () => {
  it('has the figure of all and that of those with a trace', () => {
    const fixed = [
      one,
      one,
      { ...one, scenario: 'not/traced', traced: false, outcome: 'nothing-written' },
      { ...one, scenario: 'not/written', outcome: 'nothing-written', detail: 'why' },
      { ...one, repairable: false },
    ] as const;
    const text = fixText({ fixed, problems: ['c/d on 1.22: no server'] });
    const row = text.split('\n').find((line) => /^\s*1\.22 /.test(line));
    expect(row?.trim().split(/\s{2,}/)).toEqual([
      '1.22',
      '4',
      '2 (50.0 %)',
      '3',
      '2 (66.7 %)',
      '1',
      '1',
      '0',
      '0',
    ]);
    expect(text).toContain('not repaired: not/written: nothing-written on 1.22\n    why\n');
    expect(text).toContain('not repaired, no trace: not/traced: nothing-written on 1.22\n');
    expect(text).not.toContain('not repaired, no trace: not/written');
    expect(text).not.toContain('not repaired: not/traced');
    expect(text).toContain('not run: c/d on 1.22: no server\n');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
  });

  it('makes a run again that told nothing, and takes every other as it is', async () => {
    const outcome = (status: number, ...lines: string[]) => ({
      started: true,
      answers: [{ status, ok: status === 200 }],
      lines,
      access: [],
    });
    const runs = async (...all: ReturnType<typeof outcome>[]) => {
      let made = 0;
      const last = await telling(async () => all[made++] ?? outcome(0));
      return [made, last.answers[0]?.status];
    };
    expect(await runs(outcome(0), outcome(200))).toEqual([2, 200]);
    expect(await runs(outcome(502), outcome(200))).toEqual([1, 502]);
    expect(await runs(outcome(0, 'a line'), outcome(200))).toEqual([1, 0]);
    expect(await runs()).toEqual([3, 0]);
    const half = { ...outcome(0), answers: [outcome(200).answers[0]!, outcome(0).answers[0]!] };
    expect(await runs(half, outcome(200))).toEqual([2, 200]);
  });

  it.each([
    ['10.0.1.55 - - [02/Nov/2026:09:14:07 +0000] "GET / HTTP/1.1" 404 0 "-" "curl/8.5.0"', true],
    ['10.0.1.55 - - [02/Nov/2026:09:14:07 +0000] "GET / HTTP/1.1" 200 404 "-" "curl/8.5.0"', false],
  ])('takes a failed request of the access log for a trace: %s', (line, failed) => {
    expect(isFailedRequest(line)).toBe(failed);
  });
});
