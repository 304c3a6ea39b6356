/**
 * Keeps the sandbox of a site usable without a connection: its own files, all
 * of one version, and nothing else. What is entered in the page never comes here.
 */

/** Put in by the build: one version for one set of contents, addresses relative to this script. */
declare const VERSION: string;
declare const FILES: readonly string[];

const worker = self as unknown as ServiceWorkerGlobalScope;
/** Several copies of the site may share one origin: each knows its own caches by their folder. */
const PREFIX = `alert40-sandbox ${new URL('./', worker.location.href).pathname} `;
const CACHE = PREFIX + VERSION;
const OWN: ReadonlySet<string> = new Set(FILES.map(address));

function address(file: string): string {
  return new URL(file, worker.location.href).href;
}

worker.addEventListener('install', (event) => event.waitUntil(fill()));

/** All or nothing: a version of which a file is missing is not installed. */
async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  // The page itself has no version in its name, so an old copy must not be taken for it.
  await cache.addAll([...OWN].map((url) => new Request(url, { cache: 'no-cache' })));
}

worker.addEventListener('activate', (event) => event.waitUntil(clean()));

/** Older versions go once no open page uses them; then this one is activated. */
async function clean(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  url.search = '';
  url.hash = '';
  if (event.request.method !== 'GET' || !OWN.has(url.href)) return;
  event.respondWith(kept(url.href, event.request));
});

async function kept(url: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(url)) ?? fetch(request);
}
