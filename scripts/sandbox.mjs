/**
 * Builds the sandbox, for the package as one HTML file that holds everything,
 * for the site as a page beside the files that it loads when it needs them.
 */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { build } from 'esbuild';
import { sentencesFrom, sentencesIn } from './sentences.mjs';
import { root } from './setup.mjs';

const folder = path.join(root, 'site', 'sandbox');
/** Where the site keeps the files of the page. */
const ASSETS = 'assets/sandbox/';
const OFFLINE = 'sandbox-offline.js';

/** The engine is built without sentences; the page hands it those of a language that is asked for. */
const withoutSentences = sentencesFrom(() => '[]');

/** The panel for models is loaded later and is drawn with what the page has already: `site/sandbox/ask/shared.ts`. */
const fromThePage = {
  name: 'from-the-page',
  setup({ onResolve, onLoad }) {
    const filter =
      /^(?:@preact\/signals|preact\/hooks|preact\/jsx-runtime|\.\.\/(?:state\.ts|helper\.ts|diff\.tsx|actions\.tsx))$/;
    onResolve({ filter }, ({ path: name }) => ({ path: path.basename(name), namespace: 'page' }));
    onLoad({ filter: /./, namespace: 'page' }, ({ path: name }) => ({
      contents: `module.exports = alert40Shared[${JSON.stringify(name)}]`,
      loader: 'js',
    }));
  },
};

async function bundled(entry, options = {}) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [path.join(folder, entry)],
    bundle: true,
    write: false,
    minify: true,
    // A Node import in here fails the build.
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.log': 'text', '.conf': 'text' },
    plugins: [withoutSentences],
    outfile: 'out',
    ...options,
  });
  return outputFiles[0].text.trim();
}

/**
 * The sentences in a language that a program can say, by id: those that it
 * names, and those that it puts together behind a beginning (`cause.${id}`).
 */
async function sentencesFor(program, language) {
  const beginnings = [...program.matchAll(/`([a-z]+(?:\.|-)[a-z.-]*)\$\{/g)].map(
    ([, text]) => text,
  );
  const isSaid = ([id]) =>
    program.includes(`"${id}"`) || beginnings.some((beginning) => id.startsWith(beginning));
  return Object.fromEntries(Object.entries(await sentencesIn(language)).filter(isSaid));
}

function without(sentences, known) {
  return Object.fromEntries(Object.entries(sentences).filter(([id]) => !(id in known)));
}

/** Scripts that hand something to the page when they run: `site/sandbox/parts.ts` waits for them. */
async function buildParts() {
  const [engine, further, editor, ask, asking] = await Promise.all([
    bundled('worker.ts'),
    bundled('further.ts'),
    bundled('editor/part.ts'),
    bundled('ask/part.ts', {
      plugins: [withoutSentences, fromThePage],
      loader: { '.css': 'text' },
    }),
    bundled('ask/worker.ts'),
  ]);
  const [en, zh] = await Promise.all(['en', 'zh'].map((one) => sentencesFor(engine, one)));
  const [enMore, zhMore] = await Promise.all(
    [en, zh].map(async (known, i) => without(await sentencesFor(further, ['en', 'zh'][i]), known)),
  );
  const [enAsk, zhAsk] = await Promise.all(
    [
      { ...en, ...enMore },
      { ...zh, ...zhMore },
    ].map(async (known, i) => without(await sentencesFor(asking, ['en', 'zh'][i]), known)),
  );
  const handing = (name, value) => `alert40Part('${name}',${JSON.stringify(value)})`;
  return new Map(
    [
      ['engine', handing('engine', engine)],
      ['en', handing('en', en)],
      ['zh', handing('zh', zh)],
      ['editor', editor],
      ['further', handing('further', further)],
      ['en-further', handing('en-further', enMore)],
      ['zh-further', handing('zh-further', zhMore)],
      ['ask', ask],
      ['asking', handing('asking', asking)],
      ['en-asking', handing('en-asking', enAsk)],
      ['zh-asking', handing('zh-asking', zhAsk)],
    ].map(([name, script]) => [name, inScript(script)]),
  );
}

/** A parser of HTML knows these inside of scripts, whatever the script means. */
function inScript(script) {
  const text = script.replace(/<(?=\/script|!--)/gi, '\\x3c');
  if (/<\/script|<!--/i.test(text)) throw new Error('The sandbox holds the end of a script.');
  return text;
}

function hash(text) {
  return createHash('sha256').update(text).digest();
}

function source(text) {
  return `'sha256-${hash(text).toString('base64')}'`;
}

/**
 * The editor makes its styles as it goes. In a file that is the same for
 * everyone this is no secret, but only a script could use it, and no other runs.
 */
function nonceOf(style) {
  return hash(`nonce ${style}`).toString('hex').slice(0, 24);
}

/** Nothing may be asked: what is entered cannot leave the page. */
function policyFor(style, scripts, workers) {
  return [
    "default-src 'none'",
    `script-src ${scripts.join(' ')}`,
    `style-src ${source(style)} 'nonce-${nonceOf(style)}'`,
    'img-src data:',
    `worker-src ${workers}`,
    "connect-src 'none'",
    // The page itself, as `site/sandbox/ask/frame.ts` tells.
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function page({ policy, style, app, frame, head = [], parts }) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<script>${frame}</script>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="description" content="Diagnoses failed TLS handshakes between nginx and its upstream, in the browser.">
<link rel="icon" href="data:,">
<title>alert40</title>
${[...head, `<style nonce="${nonceOf(style)}">${style}</style>`].join('\n')}
</head>
<body>
<div id="app"></div>
<noscript>This page works out everything by itself, so it needs JavaScript. The command alert40 does the same in a terminal.</noscript>
<script>${app}</script>
${parts.join('\n')}
</body>
</html>
`;
}

async function built() {
  const [style, app, frame, parts] = await Promise.all([
    bundled('page.css'),
    bundled('app.tsx').then(inScript),
    bundled('ask/frame.ts').then(inScript),
    buildParts(),
  ]);
  return { style, app, frame, parts };
}

/** The whole page as one text. The parts stand last and do not run by themselves. */
export async function sandboxPage() {
  const { style, app, frame, parts } = await built();
  return page({
    policy: policyFor(style, [app, ...parts.values()].map(source), 'blob:'),
    style,
    app,
    frame,
    parts: [...parts].map(
      ([name, script]) => `<script type="text/plain" id="part-${name}">${script}</script>`,
    ),
  });
}

/** The page for a site, with the files that it loads: contents by path below the site's root. */
export async function sandboxFiles() {
  const { style, app, frame, parts } = await built();
  const files = new Map();
  const addresses = new Map();
  for (const [name, script] of parts) {
    const file = `${ASSETS}${name}.${hash(script).toString('hex').slice(0, 12)}.js`;
    files.set(file, script);
    addresses.set(name, file);
  }
  const html = page({
    policy: policyFor(style, [source(app), "'self'"], "blob: 'self'"),
    style,
    app,
    frame,
    head: [
      `<link rel="preload" as="script" href="${addresses.get('engine')}">`,
      `<meta name="offline" content="${OFFLINE}">`,
    ],
    parts: [...addresses].map(
      ([name, file]) => `<script type="text/plain" id="part-${name}" data-src="${file}"></script>`,
    ),
  });
  files.set('sandbox.html', html);
  return files.set(OFFLINE, await serviceWorker(files));
}

/** It stands beside the page, because it may serve only what lies below its own folder. */
async function serviceWorker(files) {
  const version = hash([...files].flat().join('\0'))
    .toString('hex')
    .slice(0, 12);
  return bundled('../offline/service-worker.ts', {
    define: { VERSION: JSON.stringify(version), FILES: JSON.stringify([...files.keys()]) },
  });
}
