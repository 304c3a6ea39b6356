/**
 * Builds the site into site/dist. `--base URL` states its public address, for
 * the sitemap and the feed; `--serve [PORT]` then serves it on this machine.
 */
import { createReadStream, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { load } from './bundle.mjs';
import { sandboxFiles } from './sandbox.mjs';
import { ensurePackages, root } from './setup.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.ndjson': 'application/x-ndjson; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.wasm': 'application/wasm',
};

const args = process.argv.slice(2);
const argument = (flag) => {
  const at = args.indexOf(flag);
  return at < 0 ? undefined : args[at + 1];
};

ensurePackages();
const out = path.join(root, 'site', 'dist');
rmSync(out, { recursive: true, force: true });
const { buildSite } = await load('site/build.ts');
const base = argument('--base');
await buildSite({ root, out, ...(base ? { base } : {}) });
for (const [file, content] of await sandboxFiles()) {
  mkdirSync(path.dirname(path.join(out, file)), { recursive: true });
  writeFileSync(path.join(out, file), content);
}
console.log(`The site is in ${path.relative(process.cwd(), out) || '.'}.`);
if (args.includes('--serve')) serve(Number(argument('--serve')) || 0);

function serve(port) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = fileFor(pathname);
    if (file === null) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
      return;
    }
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' });
    createReadStream(file).pipe(response);
  });
  server.listen(port, '127.0.0.1', () => {
    console.log(`It is served at http://127.0.0.1:${server.address().port}/ until Ctrl-C.`);
  });
}

/** The file behind an address; null when there is none below the site. */
function fileFor(pathname) {
  let name;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  let file = path.join(out, name);
  if (file !== out && !file.startsWith(out + path.sep)) return null;
  if (existsSync(file) && statSync(file).isDirectory()) file = path.join(file, 'index.html');
  return existsSync(file) ? file : null;
}
