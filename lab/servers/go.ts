/** A small server on Go's crypto/tls, built once into `lab/work`. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { LAB, WORK } from '../paths.ts';
import { find, startProgram } from './child.ts';
import { programSettings } from './program.ts';
import type { Start } from './server.ts';

export const start: Start<'go'> = async (upstream, context) => {
  const settings = JSON.stringify(programSettings(upstream, context));
  return startProgram(build(), [settings], context);
};

let built: string | null = null;

function build(): string {
  if (built) return built;
  const source = path.join(LAB, 'servers/go');
  const binary = path.join(WORK, 'go-server');
  const newest = statSync(path.join(source, 'main.go')).mtimeMs;
  if (!existsSync(binary) || statSync(binary).mtimeMs < newest) {
    const go = find('go', 'install it with: apt-get install golang-go');
    mkdirSync(WORK, { recursive: true });
    const fresh = `${binary}.${process.pid}`;
    execFileSync(go, ['build', '-o', fresh, '.'], { cwd: source, stdio: 'pipe' });
    renameSync(fresh, binary);
  }
  built = binary;
  return binary;
}
