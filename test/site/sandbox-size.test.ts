/** How much the sandbox loads before the editor, and how soon it has a diagnosis. */
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { present, StaticHost, withSandbox } from './sandbox-page.ts';

const sandbox = withSandbox();
/** Of everything that comes before the editor, compressed as hosts do it. */
const MOST = 150_000;
/** Seconds; a machine that does other things at the same time is given more. */
const SOON = process.env.CI === 'true' ? 5 : 3;

/** Clicks the first example as soon as it is there, and notes when the verdict is. */
const FIRST_DIAGNOSIS = `
  new MutationObserver((_, observer) => {
    const example = document.querySelector('.examples button');
    if (example && !globalThis.clicked) { globalThis.clicked = true; example.click(); }
    if (document.querySelector('.verdict')) {
      observer.disconnect();
      requestAnimationFrame(() => { globalThis.firstDiagnosis = performance.now(); });
    }
  }).observe(document, { childList: true, subtree: true });
`;

async function coldLoad(locale: string): Promise<{ host: StaticHost; milliseconds: number }> {
  const { browser, site } = sandbox();
  const host = await StaticHost.start(site, '/');
  const context = await browser.newContext({ locale, serviceWorkers: 'block' });
  try {
    const page: Page = await context.newPage();
    await page.addInitScript(FIRST_DIAGNOSIS);
    await page.goto(`${host.origin}/sandbox.html`);
    await page.waitForSelector('.verdict');
    await page.waitForSelector('.cm-content#config');
    await page.waitForSelector('.lint');
    return { host, milliseconds: (await page.evaluate('firstDiagnosis')) as number };
  } finally {
    await context.close();
    await host.stop();
  }
}

describe.runIf(present)('the sandbox on a site', () => {
  it.each(['en-US', 'zh-CN'])(
    'loads at most 150 KB before the editor, and diagnoses at once (%s)',
    async (locale) => {
      const { host, milliseconds } = await coldLoad(locale);
      const asked = host.asked
        .map((file) => file.slice(1))
        .filter((file) => file !== 'favicon.ico');
      // Requests may overtake one another by a little: the editor and what comes after it are told by name.
      const needed = asked.filter((file) => !/\/(?:editor|further|\w+-further)\./.test(file));
      const sizes = needed.map((file) => gzipSync(sandbox().site.get(file) ?? '').length);
      const size = sizes.reduce((sum, one) => sum + one, 0);
      console.log(
        `${locale}: ${(size / 1000).toFixed(1)} KB before the editor, first diagnosis after ${milliseconds.toFixed(0)} ms`,
      );
      expect(asked.some((file) => file.includes('/editor.'))).toBe(true);
      expect(needed).toHaveLength(3);
      expect(size).toBeLessThanOrEqual(MOST);
      expect(milliseconds / 1000).toBeLessThan(SOON);
    },
  );
});
