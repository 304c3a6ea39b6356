/** Diagnoses and repairs the bundled incident, showing what an operator would see. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureBuild, ensurePackages, root } from './setup.mjs';

ensurePackages();
ensureBuild();

const program = path.join(root, 'dist', 'cli.cjs');
const incident = ['error.log', '-c', 'nginx.conf'];
const RUNS = [
  ['diagnose', ...incident],
  ['fix', ...incident, '--name', 'backend.internal.example.com'],
];

for (const args of RUNS) {
  console.log(`\n$ alert40 ${args.join(' ')}\n`);
  const { status, error } = spawnSync(process.execPath, [program, ...args], {
    cwd: path.join(root, 'examples', 'missing-sni'),
    stdio: 'inherit',
  });
  if (error) throw error;
  // 1 only says that something was found, which is the point of the example.
  if (status !== 0 && status !== 1) process.exit(status ?? 2);
}
