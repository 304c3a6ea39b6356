/** Other projects' tools, installed by `npm run test:interop`. A missing one fails in CI and is skipped, with a sentence, elsewhere. */
import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** Folders by the tool's name, as `scripts/interop.mjs` hands them over. */
const folders = JSON.parse(process.env.ALERT40_INTEROP ?? '{}') as Record<string, string>;

/** Installing goes on while the tests run; the mark that it leaves says how it went. */
async function installed(name: string): Promise<boolean> {
  const folder = folders[name];
  if (folder === undefined) return false;
  while (!existsSync(`${folder}/.whole`)) {
    if (existsSync(`${folder}/.failed`)) return false;
    await setTimeout(500);
  }
  return true;
}

/** Whether these are there, as soon as that is known. */
export async function needTools(...names: readonly string[]): Promise<boolean> {
  const there = await Promise.all(names.map(installed));
  const missing = names.filter((_, i) => !there[i]);
  if (missing.length === 0) return true;
  const hint = `${missing.join(', ')} could not be installed; npm run test:interop says why`;
  if (process.env.CI) throw new Error(hint);
  console.warn(`skipped: ${hint}`);
  return false;
}

/** The folder of a tool. */
export function folderOf(name: string): string {
  return folders[name] ?? `/nowhere/${name}`;
}

/** A program of a tool. */
export function program(name: string, binary = name): string {
  return `${folderOf(name)}/bin/${binary}`;
}
