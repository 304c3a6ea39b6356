/** The sandbox in a real browser: what it finds, and that nothing leaves the page. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CONFIG, LINE, visit as open, present, withSandbox } from './sandbox-page.ts';

const sandbox = withSandbox();
const visit = (work: (page: Page) => Promise<void>, options?: BrowserContextOptions) =>
  open(sandbox(), work, options);

async function example(page: Page, n = 0): Promise<void> {
  await page.locator('.examples button').nth(n).click();
  await page.waitForSelector('.verdict');
}

describe.runIf(present)('the sandbox', () => {
  it('diagnoses what is typed, with a diff', async () => {
    await visit(async (page) => {
      await page.fill('#log', LINE);
      await page.fill('#config', CONFIG);
      await page.waitForSelector('.verdict');
      expect(await page.textContent('.verdict .label')).toContain('sni-not-sent');
      expect(await page.textContent('.repair')).toContain('“Name that the upstream serves”');
      await page.fill('#upstream-name', 'orders.example.com');
      await page.waitForSelector('.split .add');
      await page.getByRole('button', { name: 'Unified' }).click();
      const diff = (await page.textContent('pre.diff')) ?? '';
      expect(diff).toContain('+    proxy_ssl_server_name on;');
      expect(diff).toContain('+    proxy_ssl_name orders.example.com;');
    });
  });

  it('decides every example', async () => {
    await visit(async (page) => {
      const verdicts = [];
      for (let n = 0; n < 4; n++) {
        await page.reload();
        await example(page, n);
        verdicts.push(await page.textContent('.verdict code'));
      }
      expect(verdicts).toEqual([
        'sni-not-sent',
        'sni-wrong-name',
        'ca-not-trusted',
        'upstream-not-tls',
      ]);
    });
  });

  it('forbids itself every connection', async () => {
    const { address, browser, html } = sandbox();
    expect(html).toContain("default-src 'none'");
    expect(html).toContain("connect-src 'none'");
    const page = await browser.newPage();
    const failed: (string | undefined)[] = [];
    page.on('requestfailed', (request) => failed.push(request.failure()?.errorText));
    await page.goto(address);
    const answer = await page.evaluate(
      `fetch('https://127.0.0.1:9/').then(() => 'answered', () => 'refused')`,
    );
    expect(answer).toBe('refused');
    expect(failed.join()).toMatch(/^(?:csp)?$/);
    await page.close();
  });

  it('says nothing that is no sentence', async () => {
    await visit(async (page) => {
      for (let n = 0; n < 4; n++) {
        await example(page, n);
        const text = await page.innerText('.results');
        // Ids of messages look like `lint.no-effect`; file names end in .conf or .log.
        expect(text).not.toMatch(
          /\b(?:cause|row|report|wants|impact|happens|diagnosis|versions)\.[a-z-]+\b/,
        );
      }
    });
  });

  it.each(['light', 'dark'] as const)(
    'has nothing that axe objects to (%s)',
    async (colorScheme) => {
      await visit(
        async (page) => {
          await example(page);
          const closed = page.locator('details:not([open]) > summary');
          while ((await closed.count()) > 0) await closed.first().click();
          await page.evaluate(axe.source);
          const found = await page.evaluate(
            `axe.run().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target).join(' ')))`,
          );
          expect(found).toEqual([]);
        },
        { colorScheme },
      );
    },
  );

  it('fits a phone', async () => {
    await visit(
      async (page) => {
        await example(page, 1);
        expect(
          await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'),
        ).toBeLessThanOrEqual(0);
      },
      { viewport: { width: 360, height: 740 } },
    );
  });

  it('keeps the work when the language changes', async () => {
    await visit(async (page) => {
      await example(page);
      const before = await page.inputValue('#log');
      await page.getByRole('button', { name: '中文' }).click();
      await page.locator('.verdict h3', { hasText: '服务器名称' }).waitFor();
      expect(await page.inputValue('#log')).toBe(before);
      expect(await page.getAttribute('html', 'lang')).toBe('zh-Hans');
    });
  });

  it('shows what is hostile as text', async () => {
    await visit(async (page) => {
      const bad = '<script>document.title="run"</script><img src=x onerror="document.title=1">';
      await page.fill('#log', LINE.replaceAll('/v2/', `/v2/${bad}`).replaceAll('shop', bad));
      await page.fill('#config', `# ${bad}\nlocation /v2/ { proxy_pass https://10.0.4.22:443; }`);
      await page.waitForSelector('.verdict');
      expect(await page.locator('.results img, .results script').count()).toBe(0);
      expect(await page.title()).toContain('alert40');
    });
  });

  it('reads 20 MB from a file, and keeps it when something else is typed', async () => {
    const file = path.join(sandbox().folder, 'error.log');
    const noise =
      '2026/11/21 07:27:08 [info] 1187#1187: *4820 client closed connection while waiting for request, client: 10.0.1.55, server: 0.0.0.0:443\n';
    writeFileSync(file, noise.repeat(20_000_000 / noise.length) + `${LINE}\n`);
    await visit(async (page) => {
      await page.setInputFiles('#log-file', file);
      await page.waitForSelector('.verdict, .file-card');
      await page.fill('#config', CONFIG);
      await page.waitForSelector('.verdict');
      expect(await page.textContent('.verdict code')).toBe('sni-not-sent');
      expect(await page.textContent('.file-card')).toContain('20.0 MB');
    });
  });

  it('reads several files as one log, packed ones too', async () => {
    const { folder } = sandbox();
    const files = [path.join(folder, 'error.log.1.gz'), path.join(folder, 'error.log.now')];
    writeFileSync(files[0]!, gzipSync(`${LINE}\n`.repeat(3)));
    writeFileSync(files[1]!, `${LINE}\n`);
    await visit(async (page) => {
      await page.setInputFiles('#log-file', files);
      await page.waitForSelector('.verdict');
      expect(await page.textContent('.results')).toContain('4 failures');
      expect(await page.textContent('.file-card')).toContain('Read 2 files');
    });
  });

  it('shows what could be shared without its secrets', async () => {
    await visit(async (page) => {
      await page.fill(
        '#config',
        'location / {\n  proxy_set_header Authorization "Bearer s3cr3t-t0ken-value";\n  proxy_pass https://api.internal.example.com;\n}',
      );
      await page.getByText('Share it safely').click();
      await expect
        .poll(() => page.inputValue('#shared'), { timeout: 10_000 })
        .toContain('api.internal.example.com');
      expect(await page.inputValue('#shared')).not.toContain('s3cr3t-t0ken-value');
      await page.getByText('Also rename host names').click();
      await expect.poll(() => page.inputValue('#shared')).not.toContain('internal');
    });
  });
});
