/** The lists for crawlers and readers of feeds, and the site below a path of some host. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSite } from '../../site/build.ts';
import { knowledgeBase } from '../kb/entries.ts';
import { need } from '../real/need.ts';

const root = path.resolve(import.meta.dirname, '../..');
const BASE = 'https://kb.example.org/below/a/path/';
const present = need('chromium');
const text = (file: string) => readFileSync(path.join(out, file), 'utf8');

let out = '';
beforeAll(async () => {
  out = mkdtempSync(path.join(os.tmpdir(), 'alert40-lists-'));
  await buildSite({ root, out, base: BASE });
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** An element as plain data. */
interface Element {
  readonly name: string;
  readonly space: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Element[];
}

/** Runs in the page: the document as plain data. */
const READ = `(source) => {
  const document = new DOMParser().parseFromString(source, 'application/xml');
  const error = document.querySelector('parsererror');
  if (error) throw new Error(error.textContent);
  const data = (element) => ({
    name: element.localName,
    space: element.namespaceURI,
    attributes: Object.fromEntries([...element.attributes].map((a) => [a.name, a.value])),
    text: element.children.length === 0 ? element.textContent : '',
    children: [...element.children].map(data),
  });
  return data(document.documentElement);
}`;

describe.skipIf(!present)('lists in XML', () => {
  let browser: Browser;
  beforeAll(async () => {
    const args = ['--no-sandbox', '--disable-gpu'];
    const found = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' });
    browser = await chromium.launch({ executablePath: found.trim(), args });
  });
  afterAll(() => browser?.close());

  /** Chromium's own XML parser; throws when the text is not well-formed. */
  async function parsed(xml: string): Promise<Element> {
    const page = await browser.newPage();
    try {
      return (await page.evaluate(`(${READ})(${JSON.stringify(xml)})`)) as Element;
    } finally {
      await page.close();
    }
  }

  const named = (element: Element, name: string) => element.children.filter((c) => c.name === name);
  const one = (element: Element, name: string): Element => {
    const [found, ...more] = named(element, name);
    expect(more, name).toEqual([]);
    if (!found) throw new Error(`${element.name} has no ${name}`);
    return found;
  };

  it('refuses what is no XML', async () => {
    await expect(parsed(text('feed.xml').replace('</feed>', ''))).rejects.toThrow();
  });

  it('feed.xml is an Atom feed as RFC 4287 wants it', async () => {
    const feed = await parsed(text('feed.xml'));
    expect(feed).toMatchObject({ name: 'feed', space: 'http://www.w3.org/2005/Atom' });
    const day = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
    const iri = /^[a-z][a-z0-9+.-]*:\S+$/;
    expect(one(feed, 'title').text).not.toBe('');
    expect(one(feed, 'id').text).toMatch(iri);
    expect(one(feed, 'updated').text).toMatch(day);
    expect(one(one(feed, 'author'), 'name').text).not.toBe('');
    const self = named(feed, 'link').find((l) => l.attributes.rel === 'self');
    expect(self?.attributes.href).toBe(`${BASE}feed.xml`);
    const entries = named(feed, 'entry');
    expect(entries).toHaveLength(knowledgeBase.compiled.length);
    for (const entry of entries) {
      expect(one(entry, 'id').text).toMatch(iri);
      expect(one(entry, 'title').text).not.toBe('');
      expect(one(entry, 'summary').text).not.toBe('');
      expect(one(entry, 'updated').text).toMatch(day);
      expect(one(entry, 'updated').text <= one(feed, 'updated').text).toBe(true);
      const address = one(entry, 'link').attributes.href ?? '';
      expect(existsSync(path.join(out, address.replace(BASE, ''))), address).toBe(true);
    }
    const ids = entries.map((entry) => one(entry, 'id').text);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('sitemap.xml names every page once, each with its translations', async () => {
    const map = await parsed(text('sitemap.xml'));
    expect(map).toMatchObject({
      name: 'urlset',
      space: 'http://www.sitemaps.org/schemas/sitemap/0.9',
    });
    const places = map.children.map((url) => one(url, 'loc').text);
    expect(new Set(places).size).toBe(places.length);
    expect(places.length).toBeLessThan(50_000);
    for (const place of places) {
      expect(place.startsWith(BASE), place).toBe(true);
      expect(existsSync(path.join(out, place.slice(BASE.length))), place).toBe(true);
    }
    for (const url of map.children) {
      const links = named(url, 'link');
      expect(links.map((l) => l.attributes.hreflang)).toEqual(['en', 'zh-Hans']);
      for (const link of links) {
        expect(link.space).toBe('http://www.w3.org/1999/xhtml');
        expect(places).toContain(link.attributes.href);
      }
    }
  });
});

describe('llms.txt', () => {
  it('has a title, a summary and lists of links, and every link leads somewhere', () => {
    const [title, , summary] = text('llms.txt').split('\n');
    expect(title).toMatch(/^# \S/);
    expect(summary).toMatch(/^> \S/);
    const links = [...text('llms.txt').matchAll(/^- \[[^\]]+\]\(([^)]+)\)(?:: .+)?$/gm)];
    expect(links.length).toBeGreaterThan(knowledgeBase.compiled.length);
    for (const [, address = ''] of links)
      expect(existsSync(path.join(out, address)), address).toBe(true);
  });
});

describe('linked data', () => {
  it('states on every entry what it is, in which language, and where it stands', () => {
    for (const { entry } of knowledgeBase.compiled)
      for (const [end, lang] of [
        ['.html', 'en'],
        ['.zh.html', 'zh'],
      ] as const) {
        const page = text(entry.id + end);
        const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
        const [article, crumbs] = JSON.parse(data)['@graph'];
        expect(article).toMatchObject({
          '@type': 'TechArticle',
          headline: entry.title[lang],
          description: entry.summary[lang],
          url: BASE + entry.id + end,
        });
        expect(article.mainEntity.acceptedAnswer.text).toBe(entry.summary[lang]);
        expect(crumbs['@type']).toBe('BreadcrumbList');
        const positions = crumbs.itemListElement.map((i: { position: number }) => i.position);
        expect(positions).toEqual(positions.map((_: number, i: number) => i + 1));
      }
  });
});

describe('below a path of some host', () => {
  const PREFIX = '/some/where/';
  let server: Server;
  let host = '';
  beforeAll(async () => {
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const file = path.join(out, decodeURIComponent(pathname.slice(PREFIX.length)));
      const there = pathname.startsWith(PREFIX) && existsSync(file) && statSync(file).isFile();
      response.writeHead(there ? 200 : 404);
      response.end(there ? readFileSync(file) : '');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it('every page is reached from the front page, and no link is broken', async () => {
    const seen = new Set([`${host}${PREFIX}index.html`]);
    const broken: string[] = [];
    for (const address of seen) {
      const response = await fetch(address);
      const body = await response.text();
      // Built by a script of its own.
      if (response.status !== 200 && !address.endsWith('/sandbox.html')) broken.push(address);
      if (!address.endsWith('.html')) continue;
      for (const [, to = ''] of body.matchAll(/<(?:a|link|script)\b[^>]*(?:href|src)="([^"]*)"/g)) {
        const next = new URL(to.replaceAll('&amp;', '&'), address);
        next.hash = '';
        if (next.host === new URL(host).host) seen.add(next.href);
      }
    }
    expect(broken).toEqual([]);
    for (const { entry } of knowledgeBase.compiled)
      for (const end of ['.html', '.zh.html', '.md', '.zh.md', '.json'])
        expect(seen, entry.id + end).toContain(`${host}${PREFIX}${entry.id}${end}`);
    const pages = [...text('sitemap.xml').matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, l = '']) => l);
    for (const place of pages)
      expect(seen, place).toContain(`${host}${PREFIX}${place.slice(BASE.length)}`);
  });
});
