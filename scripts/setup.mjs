/** What every script needs first: the installed packages and a fresh build. Uses Node alone. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/** Runs a program in the project's directory with its output shown; throws when it fails. */
export function run(program, args, options = {}) {
  execFileSync(program, args, { cwd: root, stdio: 'inherit', ...options });
}

/** Runs a tool of node_modules. */
export function tool(name, args, options) {
  const bin = path.join(root, 'node_modules', '.bin', name);
  run(bin, args, { shell: process.platform === 'win32', ...options });
}

/**
 * True when node_modules holds what package-lock.json asks for, by npm's own
 * record of what it installed. Packages for other platforms may be absent.
 */
function installed() {
  const record = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(([where, { version, optional, devOptional, link }]) => {
    if (!where.startsWith('node_modules/') || link) return true;
    const there = present[where];
    return there === undefined ? Boolean(optional || devOptional) : there.version === version;
  });
}

/** Installs the packages unless they are there already; `options` say where npm's words go. */
export function ensurePackages(options) {
  if (installed()) return;
  const modules = path.join(root, 'node_modules');
  if (existsSync(modules) && lstatSync(modules).isSymbolicLink()) {
    console.error('node_modules is a link to another checkout, so it is left as it is.');
    return;
  }
  console.error('Installing packages (npm ci) …');
  const npm = process.env.npm_execpath;
  const how = ['ci', '--no-fund', '--no-audit', '--loglevel=error'];
  if (npm) run(process.execPath, [npm, ...how], options);
  else run('npm', how, options);
}

/** One number for everything the build is made of; file times mean nothing after a checkout. */
function sourcesHash() {
  const hash = createHash('sha256');
  const add = (file) => hash.update(file).update(readFileSync(path.join(root, file)));
  for (const folder of ['src', 'kb', path.join('site', 'sandbox')])
    for (const entry of readdirSync(path.join(root, folder), { recursive: true }).sort())
      if (/\.(tsx?|json|css|ya?ml)$/.test(entry)) add(path.join(folder, entry));
  for (const file of ['package.json', 'package-lock.json']) add(file);
  for (const file of ['data', 'source']) add(path.join('site', `${file}.ts`));
  for (const file of ['build', 'bundle', 'program', 'sandbox', 'sentences'])
    add(path.join('scripts', `${file}.mjs`));
  return hash.digest('hex');
}

/** Builds `dist/` unless it was built from these very sources. */
export function ensureBuild(options) {
  const stamp = path.join(root, '.cache', 'built-from');
  const now = sourcesHash();
  const built = [
    'dist/cli.cjs',
    'dist/index.js',
    'dist/types/index.d.ts',
    'dist/sandbox.html',
  ].every((file) => existsSync(path.join(root, file)));
  if (built && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  run(process.execPath, ['scripts/build.mjs'], options);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}
