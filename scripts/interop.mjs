/**
 * Runs what we hand to other tools with the tools themselves: Conftest, OPA,
 * Checkov, Helm, Ansible, Cookiecutter, pre-commit and those that run workflows
 * of GitHub and GitLab. They are installed below `.cache/tools` (or where
 * ALERT40_TOOLS points), a folder for each version, when they are not there.
 * Arguments go to vitest: `npm run test:interop -- policies`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { FOR_INTEROP, installMissing } from './apt.mjs';
import { closingLine } from './closing-line.mjs';
import { INTEROP_TOOLS, placeOf, toolsFolder } from './interop-tools.mjs';
import { ensureBuild, ensurePackages, root, tool } from './setup.mjs';

/** A compiler says nothing while it works, so we do. */
const HEARTBEAT_MS = 20_000;

const seconds = (since) => `${Math.round((Date.now() - since) / 1000)} s`;

/** Runs a program and says from time to time that it still does; throws with its last words. */
function patiently(what, [program, ...args], env) {
  const started = Date.now();
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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

/** Installs one tool into a folder that gets its name only when it is whole. */
async function install({ name, version, commands }) {
  const place = placeOf(name);
  if (existsSync(path.join(place, '.whole'))) return;
  const started = Date.now();
  console.error(`Installing ${name} ${version} below ${path.relative(root, toolsFolder)} …`);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  for (const { run, env } of commands(place)) await patiently(name, run, env);
  mkdirSync(path.join(place, '.whole'));
  console.error(`  ${name} is there after ${seconds(started)}`);
}

ensurePackages();
ensureBuild();
installMissing(FOR_INTEROP, 'npm run test:interop');
for (const one of INTEROP_TOOLS) {
  try {
    await install(one);
  } catch (error) {
    // Its tests say what is missing: skipped, or failed where CI=true.
    console.error(`${one.name} could not be installed: ${error.message}`);
  }
}

const there = INTEROP_TOOLS.map(({ name }) => [name, placeOf(name)]).filter(([, place]) =>
  existsSync(path.join(place, '.whole')),
);
process.env.ALERT40_INTEROP = JSON.stringify(Object.fromEntries(there));

const results = path.join(root, '.cache', 'interop.json');
rmSync(results, { force: true });
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
const given = process.argv.slice(2);
try {
  tool('vitest', ['run', '--config', 'vitest.interop.config.ts', ...reporters, ...given]);
} catch {
  process.exitCode = 1;
}
closingLine(results);
