/** What is no log, no configuration, or no connection: said in place, and nothing that was entered is lost. */
import { closeSync, mkdirSync, openSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  CONFIG,
  editor,
  LINE,
  visit as open,
  present,
  StaticHost,
  withSandbox,
} from './sandbox-page.ts';

const sandbox = withSandbox();
const visit = (work: (page: Page) => Promise<void>, options?: BrowserContextOptions) =>
  open(sandbox(), work, options);

function file(name: string, content: string | Uint8Array): string {
  const full = path.join(sandbox().folder, name);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
}

const PICTURE = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 256);

/** Text in the clipboard, of some length. */
async function paste(page: Page, field: string, length: number): Promise<void> {
  await page.evaluate(`{
    const data = new DataTransfer();
    data.setData('text/plain', 'x'.repeat(${length}));
    document.querySelector('${field}').dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }`);
}

describe.runIf(present)('bad input in the sandbox', () => {
  it('says that a log is no text, and goes on with the next', async () => {
    await visit(async (page) => {
      await page.fill('#config', CONFIG);
      await page.setInputFiles('#log-file', file('core.1187', PICTURE));
      const alert = page.locator('[role=alert]');
      await alert.waitFor();
      expect(await alert.textContent()).toContain('core.1187 is not text');
      await page.setInputFiles('#log-file', file('error.log', `${LINE}\n`));
      await page.waitForSelector('.verdict');
      expect(await alert.count()).toBe(0);
    });
  });

  it('leaves out of a configuration what is no text, and names it', async () => {
    await visit(async (page) => {
      const main = file('mixed/nginx.conf', `events {}\nhttp {\nserver {\n${CONFIG}}\n}\n`);
      await page.setInputFiles('#config-file', [main, file('mixed/logo.png', PICTURE)]);
      const said = page.locator('.pane .bad');
      await said.waitFor();
      expect(await said.textContent()).toContain('logo.png');
      await editor(page);
      expect(await page.textContent('.cm-content')).toContain('proxy_pass');
    });
  });

  it('reads on behind a line of 100 MB, and says what it left out', async () => {
    const full = path.join(sandbox().folder, 'long.log');
    const fd = openSync(full, 'w');
    const part = Buffer.alloc(10_000_000, 'x');
    for (let n = 0; n < 10; n++) writeSync(fd, part);
    writeSync(fd, `\n${LINE}\n`);
    closeSync(fd);
    await visit(async (page) => {
      await page.fill('#config', CONFIG);
      await page.setInputFiles('#log-file', full);
      await page.waitForSelector('.verdict');
      expect(await page.textContent('.verdict code')).toBe('sni-not-sent');
      // Only so much of a line is held in memory, and who wrote it is told.
      expect(await page.textContent('.results')).toContain(
        'long.log: of 1 line longer than 1 MB only the beginning was read.',
      );
    });
  });

  it('takes no paste into the configuration that is none, and stays quick', async () => {
    await visit(async (page) => {
      await editor(page);
      await page.fill('#config', CONFIG);
      await paste(page, '#config', 5_000_000);
      await page.locator('.pane .bad').waitFor();
      expect(await page.textContent('.pane .bad')).toContain('4 MB');
      expect(await page.textContent('.cm-content')).toContain('proxy_pass');
      await paste(page, '#log', 5_000_000);
      await page.waitForSelector('.file-card');
      expect(await page.textContent('.file-card')).toContain('pasted text');
    });
  });

  it('ends where files include each other, and where a folder leads back into itself', async () => {
    await visit(async (page) => {
      const folder = path.dirname(
        file('circle/nginx.conf', `events {}\nhttp {\ninclude a.conf;\nserver {\n${CONFIG}}\n}\n`),
      );
      file('circle/a.conf', 'include a.conf;\ninclude nginx.conf;\n');
      symlinkSync('.', path.join(folder, 'again'));
      await page.setInputFiles('#config-folder', folder);
      await page.fill('#log', LINE);
      await page.waitForSelector('.verdict');
      await expect.poll(() => page.textContent('.results')).toMatch(/a\.conf/);
      expect(await page.textContent('.verdict code')).toBe('sni-not-sent');
    });
  });

  it('says that a part is out of reach, keeps what was entered, and tries again', async () => {
    const { browser, site } = sandbox();
    const without = new Map([...site].filter(([name]) => !name.includes('/engine.')));
    const host = await StaticHost.start(without, '/');
    const context = await browser.newContext({ locale: 'en-US', serviceWorkers: 'block' });
    try {
      const page = await context.newPage();
      await page.goto(`${host.origin}/sandbox.html`);
      await page.fill('#log', LINE);
      await page.fill('#config', CONFIG);
      await page.locator('[role=alert]').waitFor();
      expect(await page.inputValue('#log')).toBe(LINE);
      host.serve(site);
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.waitForSelector('.verdict');
    } finally {
      await context.close();
      await host.stop();
    }
  });

  it('stores nothing of what is entered', async () => {
    const { browser, site } = sandbox();
    const host = await StaticHost.start(site, '/');
    const context = await browser.newContext({ locale: 'en-US' });
    try {
      const page = await context.newPage();
      await page.goto(`${host.origin}/sandbox.html`);
      await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
      await page.fill('#log', LINE);
      await page.fill('#config', CONFIG);
      await page.getByRole('button', { name: '中文' }).click();
      await page.waitForSelector('.lint');
      const { cookies, origins } = await context.storageState({ indexedDB: true });
      expect({ cookies, origins }).toEqual({ cookies: [], origins: [] });
      const kept = (await page.evaluate(`(async () => {
        const urls = [];
        for (const name of await caches.keys())
          for (const { url } of await (await caches.open(name)).keys()) urls.push(new URL(url).pathname);
        return [sessionStorage.length, JSON.stringify(history.state), location.search + location.hash, urls];
      })()`)) as [number, string, string, string[]];
      expect(kept.slice(0, 3)).toEqual([0, 'null', '']);
      expect(kept[3].sort()).toEqual(
        [...site.keys()]
          .filter((f) => f !== 'sandbox-offline.js')
          .map((f) => `/${f}`)
          .sort(),
      );
      // Leaving asks first, because it would be lost.
      const asked = new Promise<string>((resolve) => {
        page.once('dialog', (dialog) => {
          resolve(dialog.type());
          void dialog.accept();
        });
      });
      await page.reload();
      expect(await asked).toBe('beforeunload');
      expect(await page.inputValue('#log')).toBe('');
    } finally {
      await context.close();
      await host.stop();
    }
  });
});
