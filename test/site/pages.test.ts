/** The whole site, built into a temporary folder and held to what it promises. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEvidence } from '../../lab/evidence.ts';
import { type Summary, summarise } from '../../lab/summary.ts';
import { buildSite } from '../../site/build.ts';
import { DIRECTIVE_WORDS } from '../../site/pages/directive-words.ts';
import { readKnowledgeBase } from '../../site/source.ts';
import { SITE } from '../../site/words.ts';
import type { Compiled, Rate } from '../../src/kb/compile.ts';
import { entry as entrySchema } from '../../src/kb/schema.ts';
import { CATEGORIES, WORDS } from '../../src/kb/words.ts';

const root = path.resolve(import.meta.dirname, '../..');
const kb = readKnowledgeBase(root);
const out = mkdtempSync(path.join(os.tmpdir(), 'alert40-site-'));
const HAN = /\p{Script=Han}/u;

const text = (file: string) => readFileSync(path.join(out, file), 'utf8');
const json = (file: string) => JSON.parse(text(file));
const unescaped = (s: string) =>
  s
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');

let pages: readonly string[] = [];

beforeAll(async () => {
  await buildSite({ root, out });
  pages = (readdirSync(out, { recursive: true }) as string[])
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.html'))
    .sort();
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

describe('entries', () => {
  it('have ids of their own, the known one among them', () => {
    const ids = kb.compiled.map(({ entry }) => entry.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('nginx/ssl-handshake-failed-client-hello');
    expect(ids.length).toBeGreaterThanOrEqual(30 + 36);
  });

  it('name only entries that exist', () => {
    const ids = new Set(kb.compiled.map(({ entry }) => entry.id));
    const wrong = kb.compiled.flatMap(({ entry }) =>
      [...entry.confusedWith, ...entry.leadsTo].filter((id) => !ids.has(id)),
    );
    expect(wrong).toEqual([]);
  });

  it('stand in five forms each, and every form parses', () => {
    for (const { entry } of kb.compiled) {
      const en = text(`${entry.id}.html`);
      const zh = text(`${entry.id}.zh.html`);
      expect(en).toMatch(/^<!doctype html>\n<html lang="en">/);
      expect(zh).toMatch(/^<!doctype html>\n<html lang="zh-Hans">/);
      for (const [html, lang] of [
        [en, 'en'],
        [zh, 'zh'],
      ] as const)
        expect(unescaped(/<h1>(.*?)<\/h1>/.exec(html)?.[1] ?? '')).toBe(entry.title[lang]);
      expect(json(`${entry.id}.json`).id).toBe(entry.id);
      expect(text(`${entry.id}.md`).split('\n')[0]).toBe(`# ${entry.title.en}`);
      expect(text(`${entry.id}.zh.md`).split('\n')[0]).toBe(`# ${entry.title.zh}`);
    }
  });

  it('leave nothing untranslated', () => {
    const wrong: string[] = [];
    const words = { WORDS, CATEGORIES, SITE, DIRECTIVE_WORDS };
    const texts = { entries: kb.compiled, rules: kb.rules, directives: kb.directives };
    walk({ ...texts, actions: kb.material.actions, words }, '', (at, en, zh) => {
      // The name of a language is written in it.
      if (at.endsWith('.SITE.language')) return;
      if (HAN.test(en)) wrong.push(`${at}: Chinese in “${en}”`);
      // Titles quote the log; a title of nothing but words of the log stays as it is.
      if (!HAN.test(zh) && !(at.endsWith('.title') && zh === en))
        wrong.push(`${at}: no Chinese in “${zh}”`);
    });
    expect(wrong).toEqual([]);
  });

  it('say nothing in English on a Chinese page but what is quoted', () => {
    // Lines, code, titles that quote the log, and names of documents stay as they are.
    const quoted = new Set(kb.compiled.map(({ entry }) => entry.title.zh));
    const wrong: string[] = [];
    for (const { entry } of kb.compiled) {
      const shown = text(`${entry.id}.zh.html`)
        .replace(/<(pre|code|title|script|head)\b.*?<\/\1>/gs, ' ')
        .replace(/<a [^>]*rel="noreferrer">.*?<\/a>/gs, ' ');
      for (const [, run = ''] of shown.matchAll(/>([^<]+)</g)) {
        const sentence = unescaped(run).trim();
        if (
          !quoted.has(sentence) &&
          /(?:[A-Za-z]+[ ,]+){4,}[A-Za-z]+/.test(withoutQuotes(sentence))
        )
          wrong.push(`${entry.id}: ${sentence}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** Words of the log and commands stand in a Chinese sentence as they are: in quotation marks, or after a colon. */
function withoutQuotes(sentence: string): string {
  return sentence.replace(/“[^”]*”/g, ' ').replace(/(?:openssl|curl|nginx) -?[\w ./:|<-]+/g, ' ');
}

/** Calls `visit` for every text that stands in both languages. */
function walk(
  value: unknown,
  at: string,
  visit: (at: string, en: string, zh: string) => void,
): void {
  if (typeof value !== 'object' || value === null) return;
  const { en, zh } = value as Record<string, unknown>;
  if (typeof en === 'string' && typeof zh === 'string') visit(at, en, zh);
  else for (const [key, inner] of Object.entries(value)) walk(inner, `${at}.${key}`, visit);
}

describe('pages', () => {
  it('exist for entries, directives, rules and the rest, in both languages', () => {
    const english = pages.filter((p) => !p.endsWith('.zh.html') && p !== 'sandbox.html');
    for (const page of english) expect(pages).toContain(page.replace(/\.html$/, '.zh.html'));
    const directives = english.filter((p) => /^directives\/\w+\/\w+\.html$/.test(p));
    expect(directives).toHaveLength(58);
    expect(english.filter((p) => p.startsWith('rules/'))).toHaveLength(kb.rules.length + 1);
  });

  it('link only to what is there', () => {
    const broken: string[] = [];
    for (const page of pages)
      for (const [, address = ''] of text(page).matchAll(/(?:href|src)="([^"]*)"/g)) {
        if (/^(?:https:\/\/|data:)/.test(address)) continue;
        const [file = '', fragment] = unescaped(address).split('#');
        const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
        // Built by its own script.
        if (target === 'sandbox.html') continue;
        if (!existsSync(path.join(out, target))) broken.push(`${page}: ${address}`);
        else if (fragment && !text(target).includes(`id="${fragment}"`))
          broken.push(`${page}: ${address}`);
      }
    expect(broken).toEqual([]);
  });

  it('link in Markdown only to what is there', () => {
    for (const { entry } of kb.compiled)
      for (const form of ['md', 'zh.md'])
        for (const [, target = ''] of text(`${entry.id}.${form}`).matchAll(
          /\]\((?!https:)([^)]*)\)/g,
        ))
          expect(existsSync(path.join(out, 'nginx', target)), `${entry.id}: ${target}`).toBe(true);
  });

  it('load nothing from elsewhere and run nothing but the search', () => {
    for (const page of pages) {
      const html = text(page);
      expect(html).toContain("default-src 'none'");
      expect(html).not.toMatch(/<(?:img|iframe|object|embed)\b|\sstyle="|\son\w+="|@import|url\(/);
      for (const [tag] of html.matchAll(/<(?:link|script)\b[^>]*>/g))
        if (!/rel="(?:canonical|alternate)"/.test(tag))
          expect(tag, page).not.toMatch(/(?:href|src)="(?:https?:)?\/\//);
    }
    expect(text('assets/site.css')).not.toMatch(/@import|url\(/);
    for (const lang of ['en', 'zh'])
      expect(text(`assets/search.${lang}.js`)).not.toMatch(
        /(?<![.\w])fetch\([^)]*\)(?!\{)|XMLHttpRequest|sendBeacon|WebSocket|innerHTML/,
      );
  });

  it('have one heading of the first level, a title and a description', () => {
    for (const page of pages) {
      const html = text(page);
      expect(html.match(/<h1>/g), page).toHaveLength(1);
      expect(html, page).toMatch(/<title>[^<]{3,}<\/title>/);
      expect(html, page).toMatch(/<meta name="description" content="[^"]{10,}">/);
    }
  });

  it('carry linked data that parses', () => {
    for (const page of pages) {
      const [, data = ''] =
        /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text(page)) ?? [];
      const graph = JSON.parse(data)['@graph'];
      expect(graph[0]['@type'], page).toMatch(/^[A-Z]/);
      expect(graph[0].inLanguage).toBe(page.endsWith('.zh.html') ? 'zh-Hans' : 'en');
    }
  });

  it('have a title of their own, one h1, no level of headings left out, and the language they are in', () => {
    const titles = new Map<string, string>();
    for (const page of pages) {
      if (page === 'sandbox.html') continue;
      const html = text(page);
      const title = /<title>([^<]+)<\/title>/.exec(html)?.[1] ?? '';
      const key = `${page.endsWith('.zh.html')} ${title}`;
      expect(titles.get(key), `${page}: ${title}`).toBeUndefined();
      titles.set(key, page);
      expect(html).toContain(`<html lang="${page.endsWith('.zh.html') ? 'zh-Hans' : 'en'}">`);
      expect(/<meta name="description" content="[^"]+">/.test(html), page).toBe(true);
      const levels = [...html.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
      expect(
        levels.filter((level) => level === 1),
        page,
      ).toHaveLength(1);
      levels.forEach((level, i) => {
        expect(level - (levels[i - 1] ?? 0), `${page}: heading ${i + 1}`).toBeLessThanOrEqual(1);
      });
    }
  });

  it('stay small', () => {
    const size = (file: string) => statSync(path.join(out, file)).size;
    for (const page of pages)
      expect(size(page), page).toBeLessThan(page.startsWith('matrix') ? 500_000 : 80_000);
    expect(size('assets/site.css')).toBeLessThan(20_000);
    for (const lang of ['en', 'zh']) expect(size(`assets/search.${lang}.js`)).toBeLessThan(500_000);
  });
});

describe('rates', () => {
  const summary = summarise(readEvidence());

  it('are those of the evidence, in every entry', () => {
    let compared = 0;
    for (const { entry } of kb.compiled) {
      const published = json(`${entry.id}.json`) as Compiled;
      const rates = ratesFor(published, summary);
      const list: readonly (readonly [string | undefined, Rate | null])[] = [
        ...published.measured.map((m) => [m.action, m.rate] as const),
        ...published.workarounds.map((w) => [w.action, w.rate] as const),
        ...published.deadEnds.map((d) => [d.action, d.rate] as const),
      ];
      for (const [action, rate] of list) {
        expect(rate, `${entry.id}: ${action}`).toEqual(rates[action ?? ''] ?? null);
        if (rate !== null) compared++;
      }
      for (const w of published.workarounds) {
        const own = summary.causes.find((c) => c.cause === w.cause)?.actions ?? {};
        expect(w.causeRate).toEqual(own[w.action ?? ''] ?? null);
      }
    }
    expect(compared).toBeGreaterThan(1000);
  });

  it('are the same under the common field names', () => {
    for (const { entry, workarounds, deadEnds } of kb.compiled) {
      const common = json(`api/v1/compat/${entry.id.slice('nginx/'.length)}.json`);
      for (const field of ['id', 'domain', 'category', 'verification', 'root_cause', 'versions'])
        expect(common, entry.id).toHaveProperty(field);
      expect(common.workarounds.map((w: { success_rate: number }) => w.success_rate)).toEqual(
        workarounds.map((w) => w.rate?.share ?? null),
      );
      common.dead_ends.forEach((d: { fail_rate: number | null }, i: number) => {
        const rate = deadEnds[i]?.rate ?? null;
        if (rate === null) expect(d.fail_rate).toBeNull();
        else expect(d.fail_rate).toBeCloseTo(1 - rate.share, 3);
      });
      if (common.fix_rate !== null)
        expect(workarounds.filter((w) => !w.weakens).map((w) => w.rate?.share)).toContain(
          common.fix_rate,
        );
    }
  });

  it('are said as not measured where there are none', () => {
    const [without] = kb.compiled.filter((c) => c.verification === null);
    if (!without) return;
    expect(text(`${without.entry.id}.html`)).toContain('not measured');
    expect(text(`${without.entry.id}.zh.html`)).toContain('未测量');
  });
});

function ratesFor(c: Compiled, summary: Summary): Readonly<Record<string, Rate>> {
  const { entry } = c;
  const of =
    entry.kind === 'signature'
      ? summary.signatures.find((s) => s.signature === c.signature)
      : summary.causes.find((s) => s.cause === entry.cause);
  return (of?.actions ?? {}) as Readonly<Record<string, Rate>>;
}

describe('data', () => {
  it('lists every entry in every list', () => {
    const ids = kb.compiled.map(({ entry }) => entry.id);
    const index = json('api/v1/index.json');
    expect(index.entries.map((e: { id: string }) => e.id)).toEqual(ids);
    for (const { entry, page } of index.entries) {
      expect(existsSync(path.join(out, 'api/v1', entry))).toBe(true);
      expect(existsSync(path.join(out, 'api/v1', page.zh))).toBe(true);
    }
    const lines = text('api/v1/entries.ndjson').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(ids);
    const llms = text('llms.txt');
    const feed = text('feed.xml');
    const sitemap = text('sitemap.xml');
    for (const id of ids) {
      expect(llms).toContain(`(${id}.md)`);
      expect(feed).toContain(`href="${id}.html"`);
      expect(sitemap).toContain(`<loc>${id}.zh.html</loc>`);
    }
  });

  it('describes itself: OpenAPI paths exist, the schema names the fields of an entry', () => {
    const { openapi, paths } = json('api/v1/openapi.json');
    expect(openapi).toBe('3.1.0');
    for (const address of Object.keys(paths))
      expect(
        existsSync(path.join(out, 'api/v1', address.replace('{id}', 'verify-20'))),
        address,
      ).toBe(true);
    const schema = json('kb.schema.json');
    expect(JSON.stringify(schema)).toContain('workarounds');
    for (const { entry } of kb.compiled) expect(entrySchema.safeParse(entry).success).toBe(true);
    expect(json('api/v1/stats.json').entries).toBe(kb.compiled.length);
  });
});
