/** What the sandbox hands out: the diff in two columns, the patch, the reports, what nginx sends. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CONFIG, LINE, visit as open, present, withSandbox } from './sandbox-page.ts';

const root = path.resolve(import.meta.dirname, '../..');
const sandbox = withSandbox();
const visit = (work: (page: Page) => Promise<void>, options?: BrowserContextOptions) =>
  open(sandbox(), work, options);

/** A place whose repair needs a name. */
async function repaired(page: Page): Promise<void> {
  await page.fill('#log', LINE);
  await page.fill('#config', CONFIG);
  await page.fill('#upstream-name', 'orders.example.com');
  await page.waitForSelector('.diff-box .add');
}

/** Clicks a button and reads the file that it saves. */
async function saved(page: Page, button: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

describe.runIf(present)('what the sandbox hands out', () => {
  it('shows the configuration before and after side by side, with line numbers', async () => {
    await visit(async (page) => {
      await repaired(page);
      const rows = await page.$$eval('.split tbody tr:not(.meta)', (all) =>
        all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)),
      );
      const first = rows.find(([, text]) => text?.includes('location /v2/'));
      expect(first).toEqual(['1', 'location /v2/ {', '1', 'location /v2/ {']);
      const added = rows.find(([, , , text]) => text?.includes('proxy_ssl_server_name on;'));
      expect(added?.slice(0, 2)).toEqual(['', '']);
      const [left, right] = await page.$$eval('.split thead th', (all) =>
        all.map((cell) => cell.getBoundingClientRect()).map(({ left, top }) => [left, top]),
      );
      expect(right?.[0]).toBeGreaterThan(left?.[0] ?? 0);
      expect(right?.[1]).toBe(left?.[1]);
    });
  });

  it('shows it in one column on a phone', async () => {
    await visit(
      async (page) => {
        await repaired(page);
        expect(await page.locator('.split').count()).toBe(0);
        expect(await page.textContent('pre.diff')).toContain('+    proxy_ssl_server_name on;');
      },
      { viewport: { width: 390, height: 800 } },
    );
  });

  it('hands out a patch that patch(1) applies', async () => {
    await visit(async (page) => {
      await repaired(page);
      const { name, text } = await saved(page, 'Download the patch');
      expect(name).toBe('alert40.patch');
      const folder = path.join(sandbox().folder, 'patched');
      mkdirSync(folder);
      writeFileSync(path.join(folder, 'nginx.conf'), CONFIG);
      execFileSync('patch', ['-p1'], { cwd: folder, input: text });
      expect(readFileSync(path.join(folder, 'nginx.conf'), 'utf8')).toBe(
        CONFIG.replace(
          '}',
          '    proxy_ssl_server_name on;\n    proxy_ssl_name orders.example.com;\n}',
        ),
      );
    });
  });

  it('copies the patch', async () => {
    await visit(
      async (page) => {
        await repaired(page);
        await page.locator('.diff-box').getByRole('button', { name: 'Copy' }).click();
        await page.locator('.diff-box').getByRole('button', { name: 'Copied' }).waitFor();
        await page.fill('#evidence', '');
        await page.locator('#evidence').press('Control+v');
        expect(await page.inputValue('#evidence')).toContain('+    proxy_ssl_server_name on;');
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    );
  });

  it('sets what nginx sends against what the upstream wants', async () => {
    await visit(async (page) => {
      await repaired(page);
      expect(await page.$$eval('.sends thead th', (all) => all.map((c) => c.textContent))).toEqual([
        'Setting',
        'nginx sends',
        'The upstream wants',
      ]);
      const fault = page.locator('.sends tr.fault');
      expect(await fault.count()).toBe(1);
      expect(await fault.locator('th').textContent()).toContain('SNI');
      expect(await fault.locator('td').nth(0).textContent()).not.toBe('');
      expect(await fault.locator('td').nth(1).textContent()).not.toBe('');
    });
  });

  it.each([
    ['en-US', 'HTML report', 'Markdown report', 'proxy_ssl_server_name'],
    ['zh-CN', 'HTML 报告', 'Markdown 报告', '上游'],
  ])('exports the incident report (%s)', async (locale, html, markdown, word) => {
    await visit(
      async (page) => {
        await repaired(page);
        const page1 = await saved(page, html);
        expect(page1.name).toBe('incident.html');
        expect(page1.text).toMatch(/^<!doctype html>\n<html lang="(?:en|zh)/);
        expect(page1.text).toContain('sni-not-sent');
        expect(page1.text).toContain(word);
        const page2 = await saved(page, markdown);
        expect(page2.name).toBe('incident.md');
        expect(page2.text).toMatch(/^## /);
        expect(page2.text).toContain('sni-not-sent');
        expect(page2.text).toContain(word);
        const file = path.join(sandbox().folder, 'incident.html');
        writeFileSync(file, page1.text);
        const opened = await page.context().newPage();
        await opened.goto(pathToFileURL(file).href);
        expect(await opened.locator('h1').count()).toBe(1);
      },
      { locale },
    );
  });

  it('decides by the output of openssl s_client', async () => {
    await visit(async (page) => {
      const read = (file: string) =>
        readFileSync(
          path.join(root, 'test/cases/client-certificate-alert-40-decided-by-s-client', file),
          'utf8',
        );
      await page.fill('#log', read('error.log'));
      await page.fill('#config', read('nginx.conf'));
      await page.waitForSelector('.verdict.open');
      await page.fill('#evidence', read('evidence.txt'));
      await page.waitForSelector('.verdict:not(.open)');
      expect(await page.textContent('.verdict code')).toBe('client-certificate-required');
      await page.fill('#evidence', 'nothing of the kind');
      await page.waitForSelector('.verdict.open');
      expect(await page.textContent('.results')).toContain('s_client');
    });
  });

  it('is the page that the command hands out', async () => {
    const out = path.join(sandbox().folder, 'handed out.html');
    const ensure = "import('./scripts/setup.mjs').then((setup) => setup.ensureBuild())";
    execFileSync(process.execPath, ['-e', ensure], { cwd: root, stdio: 'ignore' });
    execFileSync(process.execPath, ['dist/cli.cjs', 'sandbox', '--out', out], { cwd: root });
    await open({ ...sandbox(), address: pathToFileURL(out).href }, async (page) => {
      await repaired(page);
      await page.waitForSelector('.lint');
    });
    // The package may have to be built first.
  }, 180_000);
});
