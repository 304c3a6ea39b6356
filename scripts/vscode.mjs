/** Packages the extension for Visual Studio Code, with the server in it: `editors/vscode/alert40.vsix`. */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { ensureBuild, ensurePackages, root, run } from './setup.mjs';

const folder = path.join(root, 'editors/vscode');
const inFolder = (...parts) => path.join(folder, ...parts);

ensurePackages();
ensureBuild();
if (!existsSync(inFolder('node_modules/.package-lock.json')))
  run('npm', ['ci', '--no-fund', '--no-audit', '--ignore-scripts', '--loglevel=error'], {
    cwd: folder,
  });
await build({
  absWorkingDir: folder,
  entryPoints: ['extension.ts'],
  outfile: 'out/extension.js',
  bundle: true,
  external: ['vscode'],
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
});
rmSync(inFolder('server'), { recursive: true, force: true });
mkdirSync(inFolder('server'));
for (const part of ['cli.cjs', 'lookup.cjs', 'start.cjs', 'chunks', 'kb'])
  cpSync(path.join(root, 'dist', part), inFolder('server', part), { recursive: true });
writeFileSync(inFolder('server/package.json'), '{"type":"module"}\n');
cpSync(path.join(root, 'LICENSE'), inFolder('LICENSE'));
const vsix = inFolder('alert40.vsix');
rmSync(vsix, { force: true });
const vsce = inFolder('node_modules/@vscode/vsce/vsce');
// Nothing is left to depend on: everything is bundled.
const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
run(process.execPath, [vsce, 'package', ...options, '--out', vsix], { cwd: folder });
if (!existsSync(vsix)) throw new Error('vsce made no package');
