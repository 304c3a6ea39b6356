/** The panel for the user's own model, opened in a real browser, with a server that plays the model. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { CONFIG, LOG } from '../ask/asked.ts';
import { ModelServer, type Protocol, type Script } from './model-server.ts';
import { present, type Sandbox } from './sandbox-page.ts';

export const PASS = '            proxy_pass https://10.0.4.22:443;\n';

/** An answer in the form that is asked for. */
export function answer(edits: readonly Record<string, string>[], why = 'so it is'): string {
  const whole = edits.map((edit) => ({ file: 'nginx.conf', ...edit }));
  return JSON.stringify({ cause: 'sni-not-sent', why, edits: whole });
}

/** An answer that adds lines behind the pass. */
export function adding(...lines: readonly string[]): string {
  const added = lines.map((line) => `            ${line}\n`).join('');
  return answer([{ find: PASS, replace: PASS + added }]);
}

export const GOOD = adding('proxy_ssl_server_name on;', 'proxy_ssl_name pay.internal.example.com;');

export function withModel(): () => ModelServer {
  let server: ModelServer;
  beforeAll(async () => {
    if (present) server = await ModelServer.start();
  });
  afterAll(() => server?.stop());
  return () => server;
}

export interface Visit {
  readonly page: Page;
  /** Addresses that the browser asked, other than the page itself and its own texts. */
  readonly asked: string[];
  /** What the console said. */
  readonly said: string[];
}

/** Opens the page with a failure that is open, and the panel in it. */
export async function visitPanel(
  { browser }: Sandbox,
  address: string,
  work: (visit: Visit) => Promise<void>,
  options: BrowserContextOptions & { readonly clock?: boolean } = {},
): Promise<void> {
  const { clock, ...rest } = options;
  const context = await browser.newContext({ locale: 'en-US', ...rest });
  try {
    const page = await context.newPage();
    if (clock) await page.clock.install();
    const asked: string[] = [];
    const said: string[] = [];
    page.on('request', (request) => {
      const url = request.url();
      const own = url.replace(/#.*/, '') === address || /^(?:blob|data):/.test(url);
      if (!own) asked.push(url);
    });
    page.on('console', (line) => said.push(line.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await page.goto(address);
    await page.fill('#log', LOG);
    await page.fill('#config', CONFIG);
    await page.waitForSelector('.verdict');
    await page.locator('.ask > details > summary').click();
    await page.waitForSelector('#ask-reading');
    await work({ page, asked, said });
  } finally {
    await context.close();
  }
}

export async function choose(
  page: Page,
  base: string,
  protocol: Protocol = 'openai',
  key = '',
): Promise<void> {
  await page.selectOption('#ask-protocol', protocol);
  await page.fill('#ask-address', base);
  await page.fill('#ask-model', 'some-model');
  await page.fill('#ask-key', key);
}

/** The server does what it is told, and the panel says how it ended. */
export async function sent(page: Page, model: ModelServer, script: Script): Promise<string> {
  model.script = script;
  await page.click('#ask-send');
  await page.waitForSelector('.ask-judged, #ask-status.bad');
  return (await page.textContent('.ask-outcome')) ?? '';
}

/** Nothing that was entered is lost, and no frame is left that could connect. */
export async function expectKept(page: Page): Promise<void> {
  expect(await page.inputValue('#log')).toBe(LOG);
  expect(await page.inputValue('#ask-model')).toBe('some-model');
  expect(await page.locator('iframe').count()).toBe(0);
  await expect.poll(() => page.isEnabled('#ask-send')).toBe(true);
}
