import { describe, expect, it } from 'vitest';
import { furtherUnder } from '../../src/causes/expected-answers.ts';
import { CAUSE_IDS, type CauseId } from '../../src/causes/ids.ts';
import { bestQuestion, expectedGain } from '../../src/probe/plan.ts';
import { bareQuestion, type Question, variations } from '../../src/probe/question.ts';

const base = bareQuestion(null, { clientHost: null, securityLevel: 2 });
const all = variations(base, ['api.example.com']);
const name = { sniSent: false, chance: 0.97, carried: false };
const further = (cause: string, q: Question) => furtherUnder(cause as CauseId, q.varied, name);

describe('choice of questions', () => {
  it('asks for the name when the name is the likeliest cause', () => {
    const belief = new Map([
      ['sni-not-sent', 0.6],
      ['cipher-mismatch', 0.2],
      ['curve-mismatch', 0.2],
    ]);
    expect(bestQuestion(belief, all, further)?.question.varied).toBe('name');
  });

  it('halves many parameters with one question before it tells them apart', () => {
    const belief = new Map([
      ['cipher-mismatch', 0.2],
      ['curve-mismatch', 0.2],
      ['sigalg-mismatch', 0.2],
      ['peer-closed-connection', 0.4],
    ]);
    expect(bestQuestion(belief, all, further)?.question.varied).toBe('parameters');
    const left = new Map([
      ['cipher-mismatch', 0.5],
      ['curve-mismatch', 0.5],
    ]);
    expect(['ciphers', 'groups']).toContain(bestQuestion(left, all, further)?.question.varied);
  });

  it('asks nothing when nothing separates', () => {
    expect(bestQuestion(new Map([['sni-not-sent', 1]]), all, further)).toBeNull();
    const alike = new Map([
      ['peer-closed-connection', 0.5],
      ['not-tls', 0.5],
    ]);
    expect(bestQuestion(alike, all, further)).toBeNull();
    expect(bestQuestion(new Map(), all, further)).toBeNull();
  });

  it('never expects to lose information, and gains at most what is unknown', () => {
    for (const a of CAUSE_IDS)
      for (const question of all) {
        const gain = expectedGain(
          new Map([
            [a, 0.5],
            ['sni-not-sent', 0.5],
          ]),
          question,
          further,
        );
        expect(gain).toBeGreaterThanOrEqual(-1e-9);
        expect(gain).toBeLessThanOrEqual(1);
      }
  });

  it('changes one thing at a time', () => {
    const keys = [
      'sni',
      'versions',
      'ciphers',
      'suites',
      'groups',
      'signatures',
      'alpn',
      'transport',
    ];
    const one: Readonly<Record<string, readonly string[]>> = {
      name: ['sni'],
      groups: ['groups'],
      ciphers: ['ciphers', 'suites'],
      'proxy-protocol': [],
      resume: [],
    };
    for (const question of all) {
      const changed = keys.filter(
        (key) => JSON.stringify(question[key as 'sni']) !== JSON.stringify(base[key as 'sni']),
      );
      const expected = one[question.varied];
      if (expected) expect([question.varied, changed]).toEqual([question.varied, expected]);
    }
  });
});
