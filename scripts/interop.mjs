/**
 * Runs what we hand to other tools with the tools themselves: Conftest, OPA and
 * Checkov. They are installed below `.cache/tools` when they are not there.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { ensureBuild, ensurePackages, root, tool } from './setup.mjs';

const tools = path.join(root, '.cache', 'tools');
/** Versions that the policies were written against. */
const GO = {
  conftest: 'github.com/open-policy-agent/conftest@v0.71.1',
  opa: 'github.com/open-policy-agent/opa@v1.22.0',
};
const CHECKOV = 'checkov==3.3.30';

function say(what) {
  console.error(`Installing ${what} below .cache/tools …`);
}

function installGo([name, module]) {
  if (existsSync(path.join(tools, name))) return;
  say(name);
  const env = { ...process.env, GOBIN: tools, CGO_ENABLED: '0' };
  execFileSync('go', ['install', module], { stdio: ['ignore', 'ignore', 'inherit'], env });
}

function installCheckov() {
  const venv = path.join(tools, 'checkov');
  const bin = path.join(venv, 'bin');
  if (existsSync(path.join(bin, 'checkov'))) return;
  say('checkov');
  execFileSync('python3', ['-m', 'venv', venv], { stdio: 'inherit' });
  execFileSync(path.join(bin, 'pip'), ['install', '--quiet', CHECKOV], { stdio: 'inherit' });
}

mkdirSync(tools, { recursive: true });
ensurePackages();
ensureBuild();
try {
  Object.entries(GO).forEach(installGo);
  installCheckov();
} catch (error) {
  console.error(
    `${error.message.split('\n')[0]}\nThe tools need go and python3 with venv: apt-get install golang python3-venv`,
  );
  process.exit(1);
}
try {
  tool('vitest', ['run', '--config', 'vitest.interop.config.ts', ...process.argv.slice(2)]);
} catch {
  process.exitCode = 1;
}
