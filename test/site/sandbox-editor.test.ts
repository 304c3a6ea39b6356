/** The editor for the configuration: colours, findings in the gutter, repairs, and the plain field beside it. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CONFIG, editor, LINE, visit as open, present, withSandbox } from './sandbox-page.ts';

const sandbox = withSandbox();
const visit = (work: (page: Page) => Promise<void>, options?: Parameters<typeof open>[2]) =>
  open(sandbox(), work, options);

/** The rule `sni-off` knows a repair for this without any log. */
const UNSENT =
  'location /v2/ {\n    proxy_pass https://api.internal.example.com;\n    proxy_ssl_verify on;\n}\n';

async function textIn(page: Page): Promise<string> {
  return page.$$eval('.cm-line', (lines) => lines.map((line) => line.textContent).join('\n'));
}

describe.runIf(present)('the editor', () => {
  it('takes over what was typed before it was there, and the place in it', async () => {
    // The editor is held back until something was typed.
    const before =
      'window.requestIdleCallback = (load) => { window.loadTheEditor = load; return 0; };';
    await visit(
      async (page) => {
        await page.evaluate(`document.querySelector('textarea#config').focus()`);
        await page.keyboard.type('location /v2/ { }# end');
        for (let i = 0; i < '# end'.length; i++) await page.keyboard.press('ArrowLeft');
        await page.evaluate('window.loadTheEditor()');
        await editor(page);
        await page.keyboard.type(' ');
        await expect.poll(() => textIn(page)).toBe('location /v2/ { } # end');
      },
      { before },
    );
  });

  it('colours the configuration', async () => {
    await visit(async (page) => {
      await editor(page);
      await page.fill('#config', `${CONFIG}# done\n`);
      const colours = (await page.evaluate(
        `[...document.querySelectorAll('.cm-line span')].map((s) => [s.textContent, getComputedStyle(s).color])`,
      )) as [string, string][];
      const of = (text: string) => colours.find(([t]) => t === text)?.[1];
      const all = ['location', 'proxy_pass', '# done'].map(of);
      expect(all).not.toContain(undefined);
      expect(new Set(all).size).toBe(3);
    });
  });

  it('marks findings beside their lines, and repairs them from there', async () => {
    await visit(async (page) => {
      await editor(page);
      await page.fill('#config', UNSENT);
      await page.waitForSelector('.cm-gutter-lint .cm-lint-marker');
      const finding = page.locator('.lint li', { hasText: 'sni-off' });
      await finding.waitFor();
      await page.locator('.cm-lintRange').first().hover();
      await page.locator('.cm-diagnosticAction').first().click();
      await expect.poll(() => textIn(page)).toContain('proxy_ssl_server_name on;');
      await finding.waitFor({ state: 'detached' });
      await page.locator('#config').press('Control+z');
      await expect.poll(() => textIn(page)).not.toContain('proxy_ssl_server_name');
    });
  });

  it.each(['en-US', 'zh-CN'])(
    'leads to findings and repairs them by keyboard alone (%s)',
    async (locale) => {
      await visit(
        async (page) => {
          await editor(page);
          await page.fill('#config', `# a comment first\n${UNSENT}`);
          await page.waitForSelector('.cm-lint-marker');
          await page.locator('#config').press('Control+Home');
          // Nothing stands on this line that could be repaired.
          await page.keyboard.press('Alt+Enter');
          expect(await textIn(page)).not.toContain('proxy_ssl_server_name');
          for (let n = 0; n < 9; n++) {
            await page.keyboard.press('F8');
            if ((await page.locator('.cm-tooltip .cm-diagnosticAction').count()) > 0) break;
          }
          const said = (await page.textContent('.cm-tooltip .cm-diagnosticText')) ?? '';
          expect(said).not.toBe('');
          expect(await page.textContent('.cm-announced')).toBe(said);
          expect(await page.textContent('#config-hint')).toContain('Alt+Enter');
          await page.keyboard.press('Alt+Enter');
          await expect.poll(() => textIn(page)).toContain('proxy_ssl_server_name on;');
          expect(await page.evaluate('document.activeElement.id')).toBe('config');
          await page.keyboard.press('Control+z');
          await expect.poll(() => textIn(page)).not.toContain('proxy_ssl_server_name');
        },
        { locale },
      );
    },
  );

  it('repairs from the list of findings, and selects what one speaks of', async () => {
    await visit(async (page) => {
      await editor(page);
      await page.fill('#config', UNSENT);
      const finding = page.locator('.lint li', { hasText: 'sni-off' });
      await finding.getByRole('button', { name: /line \d/ }).click();
      await expect
        .poll(() => page.evaluate('getSelection().toString()'), { timeout: 10_000 })
        .toContain('proxy_pass');
      await finding.getByRole('button', { name: 'Repair' }).click();
      await expect.poll(() => textIn(page)).toContain('proxy_ssl_server_name on;');
    });
  });

  it('finds the place in the output of nginx -T', async () => {
    await visit(async (page) => {
      await editor(page);
      const main = 'events {}\nhttp {\n    include conf.d/*.conf;\n}\n';
      const dump = `# configuration file /etc/nginx/nginx.conf:\n${main}\n# configuration file /etc/nginx/conf.d/a.conf:\nserver {\n${UNSENT}}\n`;
      await page.fill('#config', dump);
      const finding = page.locator('.lint li', { hasText: 'sni-off' });
      await finding.getByRole('button', { name: /line 3/ }).click();
      await expect
        .poll(() => page.evaluate('getSelection().toString()'), { timeout: 10_000 })
        .toContain('proxy_pass');
      await finding.getByRole('button', { name: 'Repair' }).click();
      await expect
        .poll(() => textIn(page))
        .toContain('api.internal.example.com;\n    proxy_ssl_server_name on;');
    });
  });

  it('can be exchanged for a plain field and back, with the text', async () => {
    await visit(async (page) => {
      await editor(page);
      await page.fill('#config', CONFIG);
      await page.getByRole('button', { name: 'Use a plain text field' }).click();
      expect(await page.inputValue('textarea#config')).toBe(CONFIG);
      await page.fill('#log', LINE);
      await page.waitForSelector('.verdict');
      await page.getByRole('button', { name: 'Use the editor' }).click();
      await editor(page);
      expect(await textIn(page)).toBe(CONFIG);
    });
  });

  it('speaks Chinese, and keeps its text when the language changes', async () => {
    await visit(async (page) => {
      await editor(page);
      await page.fill('#config', UNSENT);
      await page.getByRole('button', { name: '中文' }).click();
      await page.locator('#config').press('Control+f');
      await page.waitForSelector('.cm-search button:has-text("下一个")');
      expect(await textIn(page)).toBe(UNSENT);
      await page.locator('.cm-search').press('Escape');
      await page.locator('.cm-lintRange').first().hover();
      expect(await page.textContent('.cm-diagnosticAction')).toBe('修复');
    });
  });

  it('lets the Tab key leave', async () => {
    await visit(async (page) => {
      await editor(page);
      await page.locator('#config').focus();
      await page.keyboard.press('Tab');
      expect(await page.evaluate(`document.activeElement.closest('.code')`)).toBeNull();
    });
  });

  it.each(['light', 'dark'] as const)(
    'has nothing that axe objects to (%s)',
    async (colorScheme) => {
      await visit(
        async (page) => {
          await editor(page);
          await page.fill('#config', `${UNSENT}# $host "text" 30s on\n`);
          await page.waitForSelector('.cm-lint-marker');
          await page.locator('#config').press('Control+Shift+m');
          await page.evaluate(axe.source);
          const found = await page.evaluate(
            `axe.run().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target + ' ' + n.html).join(' ')))`,
          );
          expect(found).toEqual([]);
        },
        { colorScheme },
      );
    },
  );
});
