import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regex, toBytes } from '../../src/upstream/regex.ts';

const test = (pattern: string, text: string, caseless = false) =>
  regex(pattern, caseless)?.test(toBytes(text)) ?? null;

/** Patterns that JavaScript and PCRE read alike. */
const pattern = fc.letrec((tie) => ({
  atom: fc.oneof(
    fc.constantFrom('a', 'b', '/', '\\.', '.', '[ab]', '[^a]', '\\d', '\\w', '[a-c/]', '\\/'),
    fc.tuple(fc.constantFrom('(', '(?:', '(?=', '(?!'), tie('either')).map(([o, e]) => `${o}${e})`),
  ),
  piece: fc
    .tuple(tie('atom'), fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '*?', '+?'))
    // A quantifier on lookaround means different things in the two.
    .map(([a, q]) => (/^\(\?[=!]/.test(String(a)) ? String(a) : `${a}${q}`)),
  concat: fc.array(tie('piece'), { minLength: 1, maxLength: 3 }).map((l) => l.join('')),
  either: fc.array(tie('concat'), { minLength: 1, maxLength: 2 }).map((l) => l.join('|')),
})).either;

describe('regular expressions of nginx', () => {
  it('agree with JavaScript where the two languages agree', () => {
    let decided = 0;
    fc.assert(
      fc.property(
        fc.tuple(fc.boolean(), pattern, fc.boolean()),
        fc.array(fc.stringMatching(/^[ab/.1-]{0,8}$/), { minLength: 3, maxLength: 8 }),
        fc.boolean(),
        ([start, body, end], texts, caseless) => {
          const source = `${start ? '^' : ''}(?:${body})${end ? '$' : ''}`;
          const theirs = new RegExp(source, caseless ? 'i' : '');
          for (const text of texts) {
            const ours = test(source, text, caseless);
            if (ours === null) continue;
            decided++;
            expect(ours, `${source} on ${text}`).toBe(theirs.test(text));
          }
        },
      ),
      { numRuns: 1500 },
    );
    expect(decided).toBeGreaterThan(3000);
  });

  it('reads what PCRE writes otherwise', () => {
    expect(test('(?i)^/API', '/api')).toBe(true);
    expect(test('^/(?i:api)/X', '/API/x')).toBe(false);
    expect(test('^/(?P<version>v[0-9]+)/', '/v2/x')).toBe(true);
    expect(test("^(?'sub'.+)\\.test$", 'a.test')).toBe(true);
    expect(test('\\A/x\\z', '/x')).toBe(true);
    expect(test('[[:alpha:]]+[[:^digit:]]$', '/ab')).toBe(true);
    expect(test('[]a]', ']')).toBe(true);
    expect(test('^[^]a]$', 'b')).toBe(true);
    expect(test('a(?#comment)b', 'ab')).toBe(true);
    expect(test('\\x2fabc', '/abc')).toBe(true);
    expect(test('(?<=/api)/v1', '/api/v1')).toBe(true);
    expect(test('(?<!/api)/v1', '/api/v1')).toBe(false);
    expect(test('^/.{2}$', '/é')).toBe(true);
    expect(test('/{id}', '/{id}')).toBe(true);
    expect(test('a|', 'zzz')).toBe(true);
  });

  it('leaves undecided what is not a regular language', () => {
    for (const p of [
      '(a)\\1',
      '(?>a+)b',
      'a++',
      '(?R)',
      '(?(1)a|b)',
      'a\\Kb',
      '\\p{L}',
      '(?<n>a)\\k<n>',
    ]) {
      expect(test(p, 'aa'), p).toBeNull();
    }
    for (const p of ['(', ')', '[', 'a**', '\\', '(?<n']) expect(test(p, 'aa'), p).toBeNull();
  });

  it('takes no longer for patterns that are slow elsewhere', () => {
    const text = `${'a'.repeat(4000)}!`;
    const start = performance.now();
    expect(test('^(a+)+$', text)).toBe(false);
    expect(test('(a|aa)*(a|aa)*$', text)).toBe(true);
    expect(test('(.*)*(.*)*(.*)*x', text)).toBe(false);
    expect(test('((((((a{100}){100}){100}){100}){100}){100})', 'a')).toBeNull();
    expect(test('(((((){1000}){1000}){1000}){1000})', 'a')).toBeNull();
    expect(test('('.repeat(50_000), 'a')).toBeNull();
    expect(test('a', 'a'.repeat(1e6))).toBeNull();
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
