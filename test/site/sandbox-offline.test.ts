/** The sandbox of a site without a connection: below any folder, after the first visit. */
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { editor, present, StaticHost, withSandbox } from './sandbox-page.ts';

const sandbox = withSandbox();
const BELOW = '/~someone/docs/';

/** Opens the page of a host and waits until it is kept. */
async function kept(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  return page;
}

async function diagnosed(page: Page): Promise<void> {
  await page.locator('.examples button').first().click();
  await page.waitForSelector('.verdict');
  expect(await page.textContent('.verdict code')).toBe('sni-not-sent');
}

describe.runIf(present)('the sandbox without a connection', () => {
  it('diagnoses, edits, lints and reports after the host is gone, in both languages', async () => {
    const { browser, site } = sandbox();
    const host = await StaticHost.start(site, BELOW);
    const context = await browser.newContext({ locale: 'en-US' });
    try {
      const page = await kept(context, `${host.origin}${BELOW}sandbox.html`);
      await host.stop();
      const said: string[] = [];
      page.on('console', (line) => said.push(line.text()));
      await page.reload();
      await diagnosed(page);
      await editor(page);
      await page.waitForSelector('.lint');
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Markdown report' }).click(),
      ]);
      expect(saved.suggestedFilename()).toBe('incident.md');
      await page.getByRole('button', { name: '中文' }).click();
      await page.locator('.verdict h3', { hasText: '服务器名称' }).waitFor();
      expect(said).toEqual([]);
    } finally {
      await context.close();
    }
  });

  it('asks its host for its own files alone, and nobody else for anything', async () => {
    const { browser, site } = sandbox();
    const host = await StaticHost.start(site, BELOW);
    const context = await browser.newContext({ locale: 'en-US' });
    try {
      const elsewhere: string[] = [];
      context.on('request', (request) => {
        if (!request.url().startsWith(host.origin) && !request.url().startsWith('blob:'))
          elsewhere.push(request.url());
      });
      const page = await kept(context, `${host.origin}${BELOW}sandbox.html`);
      await diagnosed(page);
      await editor(page);
      await page.waitForSelector('.lint');
      const own = new Set([...site.keys()].map((file) => BELOW + file));
      expect(host.asked.filter((url) => !own.has(url))).toEqual([]);
      expect(elsewhere).toEqual([]);
    } finally {
      await context.close();
      await host.stop();
    }
  });

  it('takes a new version when the host has one, whole', async () => {
    const { browser, site } = sandbox();
    const host = await StaticHost.start(site, BELOW);
    const context = await browser.newContext({ locale: 'en-US' });
    try {
      const page = await kept(context, `${host.origin}${BELOW}sandbox.html`);
      const newer = new Map([...site, ['beside.html', 'beside']]);
      newer.set(
        'sandbox.html',
        (site.get('sandbox.html') ?? '').replace('<body>', '<body><!-- newer -->'),
      );
      const worker = site.get('sandbox-offline.js') ?? '';
      newer.set('sandbox-offline.js', worker.replace(/"[0-9a-f]{12}"/, '"000000000000"'));
      host.serve(newer);
      await page.evaluate(`navigator.serviceWorker.ready.then((r) => r.update())`);
      await expect
        .poll(() => page.evaluate('caches.keys().then((k) => k.join())'))
        .toContain('000000000000');
      // The version that was open stays until it is closed.
      expect(await page.evaluate('caches.keys().then((k) => k.length)')).toBe(2);
      await page.close();
      const later = await context.newPage();
      // A page beside it, which is not kept, sees what is.
      await later.goto(`${host.origin}${BELOW}beside.html`);
      await expect
        .poll(() => later.evaluate('caches.keys().then((k) => k.length)'), { timeout: 25_000 })
        .toBe(1);
      const address = `${host.origin}${BELOW}sandbox.html`;
      await host.stop();
      await later.goto(address);
      expect((await later.content()).includes('<!-- newer -->')).toBe(true);
      await diagnosed(later);
    } finally {
      await context.close();
    }
    // A browser takes its time to give up the old one.
  }, 60_000);
});
