#!/usr/bin/env node
/**
 * Runs alert40 from a clone, for pre-commit and for CI: `scripts/run.mjs lint nginx.conf`.
 * Installs and builds first where that has not been done, and keeps standard
 * output for the program.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureBuild, ensurePackages, root } from './setup.mjs';

const quietly = { stdio: ['ignore', 'ignore', 'inherit'] };
ensurePackages(quietly);
ensureBuild(quietly);
const { status, error } = spawnSync(
  process.execPath,
  [path.join(root, 'dist', 'cli.cjs'), ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
if (error) throw error;
process.exitCode = status ?? 2;
