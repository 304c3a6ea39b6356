/** Builds the sandbox: one HTML file that holds everything, its worker included. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './setup.mjs';

const folder = path.join(root, 'site', 'sandbox');

/** Sentences of commands that the page does not have. */
const ELSEWHERE =
  /[/\\]messages[/\\](?:en|zh)[/\\](?:cli|inspect|kb|lsp|mcp|rehearse|sandbox|write)\.ts$/;

const withoutCommands = {
  name: 'without-commands',
  setup({ onLoad }) {
    onLoad({ filter: ELSEWHERE }, () => ({ contents: 'export default {}', loader: 'ts' }));
  },
};

async function bundled(entry) {
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
    plugins: [withoutCommands],
    outfile: 'out',
  });
  return outputFiles[0].text.trim();
}

function hash(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Nothing may be loaded and nothing may be asked: what is entered cannot leave the page. */
function policyFor(style, app) {
  return [
    "default-src 'none'",
    `script-src ${hash(app)}`,
    `style-src ${hash(style)}`,
    'img-src data:',
    'worker-src blob:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** The engine stands last: the panes work before it is here. */
function page(style, app, engine) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(style, app)}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="description" content="Diagnoses failed TLS handshakes between nginx and its upstream, in the browser.">
<link rel="icon" href="data:,">
<title>alert40</title>
<style>${style}</style>
</head>
<body>
<div id="app"></div>
<noscript>This page works out everything by itself, so it needs JavaScript. The command alert40 does the same in a terminal.</noscript>
<script>${app}</script>
<script type="text/plain" id="engine">${engine}</script>
</body>
</html>
`;
}

/** The whole page as text. */
export async function sandboxPage() {
  const [style, app, engine] = await Promise.all([
    bundled('page.css'),
    bundled('app.tsx'),
    bundled('worker.ts'),
  ]);
  // A parser of HTML knows these inside of scripts, whatever the script means.
  for (const text of [app, engine])
    if (/<\/script|<!--/i.test(text)) throw new Error('The sandbox holds the end of a script.');
  return page(style, app, engine);
}
