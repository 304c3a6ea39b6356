/**
 * A large error log in the sandbox, in Chromium: until the diagnosis is shown,
 * beside the time that the browser needs to read the file.
 * Run: node scripts/bench.mjs sandbox-log [megabytes].
 *
 * Seen with 1000 MB: 2.0 x the reading (2.45 s beside 1.22 s).
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { writeLog } from './made-log.ts';

const ROUNDS = 5;
const megabytes = Number(process.argv[2] ?? 1000);
const dir = mkdtempSync(path.join(tmpdir(), 'alert40-bench-'));
process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
const log = path.join(dir, 'error.log');
const failures = writeLog(log, megabytes);
// Into the page cache.
execFileSync('cat', [log], { stdio: ['ignore', 'ignore', 'ignore'] });

const make =
  "import('./scripts/sandbox.mjs').then(async (m) => process.stdout.write(await m.sandboxPage()))";
const html = execFileSync(process.execPath, ['-e', make], {
  encoding: 'utf8',
  maxBuffer: 20_000_000,
});
const READER = `<!doctype html><input type="file" id="log-file"><script>
const worker = new Worker(URL.createObjectURL(new Blob([\`
  onmessage = async ({ data }) => {
    const reader = data.stream().getReader();
    let size = 0;
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) size += piece.value.length;
    postMessage(size);
  };\`])));
worker.onmessage = () => document.body.append(Object.assign(document.createElement('p'), { className: 'verdict' }));
document.querySelector('input').onchange = (event) => worker.postMessage(event.target.files[0]);
</script>`;
/** From the choice of the file to what is to be seen then, milliseconds. */
const CLOCK = `
  addEventListener('change', () => { globalThis.begun = performance.now(); }, true);
  new MutationObserver(() => {
    if (globalThis.begun && document.querySelector('.verdict'))
      globalThis.took ??= performance.now() - globalThis.begun;
  }).observe(document, { childList: true, subtree: true });`;

function written(name: string, content: string): string {
  const file = path.join(dir, name);
  writeFileSync(file, content);
  return pathToFileURL(file).href;
}

const pages = {
  reading: written('reader.html', READER),
  sandbox: written('sandbox.html', html),
};

async function once(browser: Browser, name: keyof typeof pages): Promise<number> {
  const context = await browser.newContext({ bypassCSP: true, locale: 'en-US' });
  const page: Page = await context.newPage();
  await page.addInitScript(CLOCK);
  await page.goto(pages[name]);
  if (name !== 'reading') await page.waitForSelector('.cm-content');
  await page.setInputFiles('#log-file', log);
  await page.waitForSelector('.verdict', { state: 'attached', timeout: 120_000 });
  if (name !== 'reading') {
    const text = (await page.textContent('.results'))?.replaceAll(/[,\s]/g, '') ?? '';
    if (!text.includes(String(failures))) throw new Error(`not all ${failures} failures found`);
  }
  const took = (await page.evaluate('took')) as number;
  await context.close();
  return took;
}

const program = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
const browser = await chromium.launch({
  executablePath: program,
  args: ['--no-sandbox', '--disable-gpu'],
});
const taken: Record<keyof typeof pages, number[]> = { reading: [], sandbox: [] };
const names = Object.keys(pages) as (keyof typeof pages)[];
for (let round = 0; round < ROUNDS; round++)
  for (const name of names) taken[name].push(await once(browser, name));
await browser.close();

const best = (name: keyof typeof pages) => Math.min(...taken[name]);
console.log(`${megabytes} MB, ${failures} TLS failures, best of ${ROUNDS}`);
for (const name of names)
  console.log(
    `${name.padEnd(10)}${best(name).toFixed(0).padStart(7)} ms   ${(best(name) / best('reading')).toFixed(2)} x reading`,
  );
