/**
 * Runs what we hand to other tools with the tools themselves: Conftest, OPA,
 * Checkov, Helm, Ansible, Cookiecutter, pre-commit and those that run workflows
 * of GitHub and GitLab. They are installed below `.cache/tools` (or where
 * ALERT40_TOOLS points), a folder for each version, when they are not there,
 * while the tests of those that are there already run: each waits for its own.
 * Arguments go to vitest: `npm run test:interop -- policies`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import path from 'node:path';
import { FOR_INTEROP, installMissing } from './apt.mjs';
import { closingLine } from './closing-line.mjs';
import { INTEROP_TOOLS, placeOf, toolsFolder } from './interop-tools.mjs';
import { ensureBuild, ensurePackages, root } from './setup.mjs';

/** A compiler says nothing while it works, so we do. */
const HEARTBEAT_MS = 20_000;

/** The tests beside it have time limits; a compiler has none. */
const BEHIND_THE_TESTS = 10;

/** What takes longer than this hangs. */
const MOST_MS = 20 * 60_000;

const seconds = (since) => `${Math.round((Date.now() - since) / 1000)} s`;

/** Runs a program and says from time to time that it still does; throws with its last words. */
function patiently(what, [program, ...args], env) {
  const started = Date.now();
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: MOST_MS,
  });
  if (child.pid !== undefined) setPriority(child.pid, BEHIND_THE_TESTS);
  let words = '';
  const keep = (chunk) => {
    words = `${words}${chunk}`.slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const heart = setInterval(() => console.error(`  … ${what}, ${seconds(started)}`), HEARTBEAT_MS);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(heart);
      if (code === 0) resolve();
      else reject(new Error(`${program} ${args[0]} ended with ${code}:\n${words.trim()}`));
    });
  });
}

const mark = (name, what) => path.join(placeOf(name), what);

/** Installs one tool into a folder that is marked when it is whole. */
async function install({ name, version, commands }) {
  const place = placeOf(name);
  const started = Date.now();
  console.error(`Installing ${name} ${version} below ${path.relative(root, toolsFolder)} …`);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  for (const { run, env } of commands(place)) await patiently(name, run, env);
  mkdirSync(mark(name, '.whole'));
  console.error(`  ${name} is there after ${seconds(started)}`);
}

/** Installs what is missing of a list, one after the other; a tool that cannot be had does not stop the next. */
async function installAll(tools) {
  for (const one of tools) {
    if (existsSync(mark(one.name, '.whole'))) continue;
    try {
      // A registry may be out of breath for a moment.
      await install(one).catch(() => install(one));
    } catch (error) {
      // Its tests say what is missing: skipped, or failed where CI=true.
      console.error(`${one.name} could not be installed: ${error.message}`);
      mkdirSync(mark(one.name, '.failed'), { recursive: true });
    }
  }
}

/** Runs vitest to its end; the installing goes on beside it. */
function vitest(args) {
  const bin = path.join(root, 'node_modules', '.bin', 'vitest');
  const child = spawn(bin, ['run', ...args], { cwd: root, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0));
  });
}

ensurePackages();
ensureBuild();
installMissing(FOR_INTEROP, 'npm run test:interop');

const names = INTEROP_TOOLS.flat().map(({ name }) => name);
for (const name of names) rmSync(mark(name, '.failed'), { recursive: true, force: true });
process.env.ALERT40_INTEROP = JSON.stringify(
  Object.fromEntries(names.map((name) => [name, placeOf(name)])),
);

const results = path.join(root, '.cache', 'interop.json');
rmSync(results, { force: true });
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
const config = ['--config', 'vitest.interop.config.ts'];
const [passed] = await Promise.all([
  vitest([...config, ...reporters, ...process.argv.slice(2)]),
  ...INTEROP_TOOLS.map(installAll),
]);
if (!passed) process.exitCode = 1;
closingLine(results);
