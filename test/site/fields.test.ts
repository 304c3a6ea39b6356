/** Every field of every entry stands in every form of it: HTML, Markdown and JSON, in both languages. */
import { describe, expect, it } from 'vitest';
import { entryJson } from '../../site/api.ts';
import { render } from '../../site/page.ts';
import { entryPage } from '../../site/pages/entry.ts';
import type { Both, Compiled, Rate } from '../../src/kb/compile.ts';
import { entryMarkdown } from '../../src/kb/markdown.ts';
import {
  CATEGORIES,
  firstSeenText,
  intervalText,
  type Lang,
  matchTexts,
  rateBasis,
  rateText,
  sightingText,
  statusText,
  WORDS,
} from '../../src/kb/words.ts';
import { knowledgeBase } from '../kb/entries.ts';

const entries = new Map(knowledgeBase.compiled.map((c) => [c.entry.id, c]));

/** Everything that a reader in this language must find. */
function fieldsOf(c: Compiled, lang: Lang): readonly (readonly [name: string, text: string])[] {
  const { entry } = c;
  const say = (text: Both) => text[lang];
  const rates = (rate: Rate | null) =>
    rate === null
      ? [rateText(rate, lang)]
      : [rateText(rate, lang), intervalText(rate), rateBasis(rate, lang)];
  const many = (name: string, texts: readonly string[]) => texts.map((t) => [name, t] as const);
  return [
    ['id', entry.id],
    ['title', say(entry.title)],
    ['summary', say(entry.summary)],
    ['category', say(CATEGORIES[entry.category])],
    ['first seen', firstSeenText(entry, lang)],
    ...many(
      'official',
      c.official.map(({ url }) => url),
    ),
    ...many(
      'documentation',
      entry.documentation.flatMap(({ title, url }) => [title, url]),
    ),
    ...many('matching', matchTexts(entry)),
    ...many(
      'causes',
      c.causes.map(({ title }) => say(title)),
    ),
    ...many(
      'versions',
      entry.versions.flatMap((v) => [v.range, statusText(v.status, lang), v.note?.[lang] ?? '']),
    ),
    ...many(
      'sightings',
      c.sightings.flatMap((s) => [`nginx ${s.nginx}, OpenSSL ${s.openssl}`, sightingText(s, lang)]),
    ),
    ...c.workarounds.flatMap((w) => [
      ...many('workaround', [say(w.title), ...w.steps.map(say), say(w.risk)]),
      ...many('code', w.code?.trimEnd().split('\n') ?? []),
      ...many('rate', rates(w.causeRate ?? w.rate)),
      ...many('weakens', w.weakens ? [say(WORDS.weakens)] : []),
    ]),
    ...c.deadEnds.flatMap((d) => [
      ...many('dead end', [say(d.title), say(d.why)]),
      ...many('rate of a dead end', rates(d.rate)),
    ]),
    ...c.tellApart.flatMap((t) => [
      ...many('command', t.command.split('\n')),
      ...many(
        'answer',
        t.answers.map(({ expect: answer }) => say(answer)),
      ),
    ]),
    ...c.measured.flatMap(({ title, rate }) =>
      many('measured', rate ? [say(title), rateText(rate, lang), intervalText(rate)] : []),
    ),
    ...(entry.kind === 'signature'
      ? many(
          'line',
          entry.signatures.map(({ line }) => line),
        )
      : many('repair', [say(entry.repair), ...rates(c.repairRate)])),
    ['threat', say(entry.impact.threat)],
    ['downtime', say(WORDS[entry.impact.downtime])],
    ['time to fix', `${entry.impact.minutesToFix.join('–')} ${say(WORDS.minutes)}`],
    ...many('evidence', c.verification?.evidence ?? [say(WORDS.notMeasured)]),
    ...many('date', c.verification?.date ? [c.verification.date] : []),
  ];
}

/** The text of markup with its addresses, entities resolved, spaces made one. */
function plain(markup: string): string {
  return markup
    .replace(/<(?:a|link)\b[^>]*href="([^"]*)"[^>]*>/g, ' $1 ')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}

function missingIn(text: string, c: Compiled, lang: Lang): readonly string[] {
  return fieldsOf(c, lang)
    .filter(([, wanted]) => !text.includes(wanted.replace(/\s+/g, ' ').trim()))
    .map(([name, wanted]) => `${c.entry.id}: ${name}: ${wanted}`);
}

describe('fields of the entries', () => {
  for (const lang of ['en', 'zh'] as const) {
    it(`stand in HTML, ${lang}`, () => {
      for (const c of knowledgeBase.compiled)
        expect(missingIn(plain(render(entryPage(c, entries), lang, '')), c, lang)).toEqual([]);
    });

    it(`stand in Markdown, ${lang}`, () => {
      for (const c of knowledgeBase.compiled) {
        const text = entryMarkdown(c, lang, (id) => id).replace(/\s+/g, ' ');
        expect(missingIn(text, c, lang)).toEqual([]);
        for (const id of [...c.entry.confusedWith, ...c.entry.leadsTo]) expect(text).toContain(id);
      }
    });
  }

  it('stand in JSON', () => {
    for (const c of knowledgeBase.compiled) {
      const read = JSON.parse(JSON.stringify(entryJson(c)));
      const { sightings, official, repairRate, verification, entry } = read as Compiled;
      expect({ sightings, official, repairRate, verification }).toEqual({
        sightings: c.sightings,
        official: c.official,
        repairRate: c.repairRate,
        verification: c.verification,
      });
      expect(entry).toEqual(c.entry);
      for (const field of ['causes', 'workarounds', 'deadEnds', 'tellApart', 'measured'] as const)
        expect(read[field], field).toEqual(c[field]);
    }
  });
});

describe('entries are whole', () => {
  const signatures = knowledgeBase.compiled.filter(({ entry }) => entry.kind === 'signature');

  it('name something official to read, dead ends, and a way to tell causes apart', () => {
    for (const c of knowledgeBase.compiled) {
      expect(c.official.length + c.entry.documentation.length, c.entry.id).toBeGreaterThan(0);
      expect(c.workarounds.length, c.entry.id).toBeGreaterThan(0);
      expect(c.deadEnds.length, c.entry.id).toBeGreaterThan(0);
      expect(c.tellApart.length, c.entry.id).toBeGreaterThan(0);
      expect(c.entry.confusedWith.length, c.entry.id).toBeGreaterThan(0);
    }
  });

  it('give an expected answer for every cause of a line', () => {
    const without = signatures.flatMap((c) =>
      c.causes
        .filter(({ cause }) => !c.tellApart.some((t) => t.answers.some((a) => a.means === cause)))
        .map(({ cause }) => `${c.entry.id}: ${cause}`),
    );
    expect(without).toEqual([]);
  });

  it('take nothing for confused with itself or for its own sequel', () => {
    for (const { entry } of knowledgeBase.compiled)
      expect([...entry.confusedWith, ...entry.leadsTo]).not.toContain(entry.id);
  });
});
