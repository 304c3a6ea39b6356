/** The sandbox in a real browser, built once a test file: as one file, and as a part of a site. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { need } from '../real/need.ts';

const root = path.resolve(import.meta.dirname, '../..');
const SWITCHES =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

export const LINE =
  '2026/11/21 07:27:09 [error] 1187#1187: *4821 SSL_do_handshake() failed (SSL: error:0A000458:SSL routines::tlsv1 unrecognized name:SSL alert number 112) while SSL handshaking to upstream, client: 10.0.1.55, server: shop.example.com, request: "GET /v2/ HTTP/1.1", upstream: "https://10.0.4.22:443/v2/", host: "shop.example.com"';
export const CONFIG = 'location /v2/ {\n    proxy_pass https://10.0.4.22:443;\n}\n';

/** False where there is no browser: the tests are skipped then, with a sentence. */
export const present = need('chromium');

export interface Sandbox {
  readonly browser: Browser;
  /** A folder of the test's own. */
  readonly folder: string;
  /** The page that is one file. */
  readonly html: string;
  readonly address: string;
  /** Files of the page on a site, by path. */
  readonly site: ReadonlyMap<string, string>;
}

/** The page that is one file, and the files of the page on a site by path. */
export function buildSandbox(): { readonly html: string; readonly site: Map<string, string> } {
  const make =
    "import('./scripts/sandbox.mjs').then(async (m) => process.stdout.write(JSON.stringify([await m.sandboxPage(), [...await m.sandboxFiles()]])))";
  const [html, site] = JSON.parse(
    execFileSync(process.execPath, ['-e', make], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 20_000_000,
    }),
  );
  return { html, site: new Map(site) };
}

/** Builds the page and starts a browser around the tests of a file. */
export function withSandbox(): () => Sandbox {
  let sandbox: Sandbox;
  beforeAll(async () => {
    if (!present) return;
    const folder = mkdtempSync(path.join(tmpdir(), 'alert40-sandbox-'));
    const { html, site } = buildSandbox();
    const file = path.join(folder, 'sandbox.html');
    writeFileSync(file, html);
    const program = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
    const browser = await chromium.launch({
      executablePath: program,
      args: SWITCHES.split(' '),
    });
    const address = pathToFileURL(file).href;
    sandbox = { browser, folder, html, address, site };
  });
  afterAll(async () => {
    await sandbox?.browser.close();
    if (sandbox !== undefined) rmSync(sandbox.folder, { recursive: true, force: true });
  });
  return () => sandbox;
}

/** Opens the page, does something, and holds it to asking nobody and complaining of nothing. */
export async function visit(
  { browser, address }: Sandbox,
  work: (page: Page) => Promise<void>,
  options: BrowserContextOptions & { readonly before?: string } = {},
): Promise<void> {
  const { before, ...settings } = options;
  const context = await browser.newContext({ locale: 'en-US', ...settings });
  try {
    // Runs in the page before its own scripts.
    if (before !== undefined) await context.addInitScript(before);
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

/** Waits until the editor has taken the place of the plain field. */
export async function editor(page: Page): Promise<void> {
  await page.waitForSelector('.cm-content#config');
}

/** A static host that has the site below a folder, and nothing else. */
export class StaticHost {
  readonly asked: string[] = [];
  readonly #server: Server;
  #files: ReadonlyMap<string, string>;

  private constructor(server: Server, files: ReadonlyMap<string, string>) {
    this.#server = server;
    this.#files = files;
  }

  static async start(
    files: ReadonlyMap<string, string>,
    below: string,
    port = 0,
  ): Promise<StaticHost> {
    const server = createServer((request, response) => {
      host.asked.push(request.url ?? '');
      const { pathname } = new URL(request.url ?? '/', 'http://host');
      const content = host.#files.get(decodeURIComponent(pathname.slice(below.length)));
      if (!pathname.startsWith(below) || content === undefined) {
        response.writeHead(404).end();
        return;
      }
      const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/html';
      response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8` }).end(content);
    });
    const host = new StaticHost(server, files);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return host;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** From now on it has these. */
  serve(files: ReadonlyMap<string, string>): void {
    this.#files = files;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
