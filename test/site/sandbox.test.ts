/** The sandbox in a real browser: what it finds, and that nothing leaves the page. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { need } from '../real/need.ts';

const root = path.resolve(import.meta.dirname, '../..');
const SWITCHES =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const present = need('chromium');

let browser: Browser;
let folder = '';
let address = '';
let html = '';

beforeAll(async () => {
  if (!present) return;
  folder = mkdtempSync(path.join(tmpdir(), 'alert40-sandbox-'));
  const make =
    "import('./scripts/sandbox.mjs').then(async (m) => process.stdout.write(await m.sandboxPage()))";
  html = execFileSync(process.execPath, ['-e', make], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 10_000_000,
  });
  const file = path.join(folder, 'sandbox.html');
  writeFileSync(file, html);
  address = pathToFileURL(file).href;
  const program = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
  browser = await chromium.launch({ executablePath: program, args: SWITCHES.split(' ') });
});
afterAll(async () => {
  await browser?.close();
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

/** Opens the page, does something, and holds it to asking nobody and complaining of nothing. */
async function visit(
  work: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  try {
    const page = await context.newPage();
    const asked: string[] = [];
    const said: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (line) => said.push(line.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await page.goto(address);
    await work(page);
    expect(asked.filter((url) => url !== address && !/^(?:blob:null\/|data:)/.test(url))).toEqual(
      [],
    );
    expect(said).toEqual([]);
  } finally {
    await context.close();
  }
}

async function example(page: Page, n = 0): Promise<void> {
  await page.locator('.examples button').nth(n).click();
  await page.waitForSelector('.verdict');
}

const LINE =
  '2026/11/21 07:27:09 [error] 1187#1187: *4821 SSL_do_handshake() failed (SSL: error:0A000458:SSL routines::tlsv1 unrecognized name:SSL alert number 112) while SSL handshaking to upstream, client: 10.0.1.55, server: shop.example.com, request: "GET /v2/ HTTP/1.1", upstream: "https://10.0.4.22:443/v2/", host: "shop.example.com"';

describe.runIf(present)('the sandbox', () => {
  it('diagnoses what is typed, with a diff', async () => {
    await visit(async (page) => {
      await page.fill('#log', LINE);
      await page.fill('#config', 'location /v2/ {\n    proxy_pass https://10.0.4.22:443;\n}\n');
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
    const file = path.join(folder, 'error.log');
    const noise =
      '2026/11/21 07:27:08 [info] 1187#1187: *4820 client closed connection while waiting for request, client: 10.0.1.55, server: 0.0.0.0:443\n';
    writeFileSync(file, noise.repeat(20_000_000 / noise.length) + `${LINE}\n`);
    await visit(async (page) => {
      await page.setInputFiles('#log-file', file);
      await page.waitForSelector('.verdict, .file-card');
      await page.fill('#config', 'location /v2/ {\n    proxy_pass https://10.0.4.22:443;\n}\n');
      await page.waitForSelector('.verdict');
      expect(await page.textContent('.verdict code')).toBe('sni-not-sent');
      expect(await page.textContent('.file-card')).toContain('20.0 MB');
    });
  });

  it('says what is wrong with a file that is no text', async () => {
    const file = path.join(folder, 'error.log.gz');
    writeFileSync(file, gzipSync(Buffer.from(LINE.repeat(100)), { level: 1 }));
    await visit(async (page) => {
      await page.setInputFiles('#log-file', file);
      await page.waitForSelector('[role=alert]');
      expect(await page.textContent('[role=alert]')).toContain('not text');
    });
  });

  it('shows what could be shared without its secrets', async () => {
    await visit(async (page) => {
      await page.fill(
        '#config',
        'location / {\n  proxy_set_header Authorization "Bearer s3cr3t-t0ken-value";\n  proxy_pass https://api.internal.example.com;\n}',
      );
      await page.getByText('Share it safely').click();
      const shared = await page.inputValue('#shared');
      expect(shared).not.toContain('s3cr3t-t0ken-value');
      expect(shared).toContain('api.internal.example.com');
      await page.getByText('Also rename host names').click();
      await expect.poll(() => page.inputValue('#shared')).not.toContain('internal');
    });
  });

  it('is small enough to load at once', () => {
    const engine = html.indexOf('<script type="text/plain"');
    // What is needed before the panes can be used, and the whole with the engine.
    expect(gzipSync(html.slice(0, engine)).length).toBeLessThan(40_000);
    expect(gzipSync(html, { level: 9 }).length).toBeLessThan(240_000);
  });
});
