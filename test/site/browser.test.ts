/** Pages of the site in a real browser: usable by everyone, quiet, and the search finds. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSite } from '../../site/build.ts';
import { knowledgeBase } from '../kb/entries.ts';
import { need } from '../real/need.ts';

const root = path.resolve(import.meta.dirname, '../..');
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const SWITCHES =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const present = need('chromium');

let browser: Browser;
let out = '';

beforeAll(async () => {
  if (!present) return;
  out = mkdtempSync(path.join(os.tmpdir(), 'alert40-pages-'));
  await buildSite({ root, out });
  const program = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
  browser = await chromium.launch({ executablePath: program, args: SWITCHES.split(' ') });
});
afterAll(async () => {
  await browser?.close();
  if (out !== '') rmSync(out, { recursive: true, force: true });
});

/** Opens a page, does something, and holds it to complaining of nothing. */
async function visit(
  file: string,
  work: (page: Page) => Promise<void>,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<void> {
  // The test's own axe is let past the page's policy.
  const context = await browser.newContext({ bypassCSP: true, ...options });
  try {
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (line) => said.push(line.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await page.goto(pathToFileURL(path.join(out, file)).href);
    await work(page);
    expect(said).toEqual([]);
  } finally {
    await context.close();
  }
}

async function violations(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ path: AXE });
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
    };
    const found = await axe.run({ preload: false });
    return found.violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`);
  });
}

describe.skipIf(!present)('in a browser', () => {
  for (const file of [
    'index.html',
    'search.zh.html',
    'matrix.html',
    'nginx/ssl-handshake-failed-client-hello.html',
    'nginx/sni-not-sent.zh.html',
    'directives/proxy/proxy_ssl_protocols.html',
    'rules/sni-off.html',
  ])
    for (const colorScheme of ['light', 'dark'] as const)
      it(`${file} is usable by everyone, ${colorScheme}`, async () => {
        await visit(file, async (page) => expect(await violations(page)).toEqual([]), {
          colorScheme,
        });
      });

  it('shows no page wider than a phone', async () => {
    const viewport = { width: 360, height: 740 };
    for (const file of ['index.html', 'nginx/verify-20.html', 'matrix.zh.html', 'rules/index.html'])
      await visit(
        file,
        async (page) =>
          expect(await page.evaluate('document.documentElement.scrollWidth'), file).toBe(360),
        { viewport },
      );
  });

  it('shows entries on a phone in both languages, none too wide, without a complaint', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (line) => said.push(line.text()));
    page.on('pageerror', (error) => said.push(error.message));
    const wide: string[] = [];
    for (const { entry } of knowledgeBase.compiled.filter((_, i) => i % 6 === 0))
      for (const end of ['.html', '.zh.html']) {
        await page.goto(pathToFileURL(path.join(out, entry.id + end)).href);
        if ((await page.evaluate('document.documentElement.scrollWidth')) !== 360)
          wide.push(entry.id + end);
      }
    await context.close();
    expect({ wide, said }).toEqual({ wide: [], said: [] });
  }, 60_000);

  it('finds the entry of a pasted line, under the policy of the page', async () => {
    await visit(
      'search.html',
      async (page) => {
        await page.fill(
          '#q',
          '2026/11/21 07:27:09 [error] 812#812: *7 SSL_do_handshake() failed (SSL: error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream, client: 10.0.1.55',
        );
        await page.waitForSelector('#found a');
        const addresses = await page.$$eval('#found a', (links) =>
          links.map((a) => a.getAttribute('href')),
        );
        expect(addresses).toHaveLength(1);
        expect(addresses[0]).toMatch(/nginx\/ssl-handshake-failed-client-hello\.html$/);
      },
      { bypassCSP: false },
    );
  });

  it('finds pages by words, in Chinese too', async () => {
    await visit('search.zh.html', async (page) => {
      await page.fill('#q', '证书过期');
      await page.waitForSelector('#found a');
      expect(await page.textContent('#found')).toContain('过期');
      await page.fill('#q', 'zzzzqqqq');
      await page.waitForFunction('document.querySelectorAll("#found a").length === 0');
      expect(await page.textContent('#said')).toMatch(/没有找到/);
    });
  });
});
