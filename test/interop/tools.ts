/** Other projects' tools, installed by `npm run test:interop`. A missing one fails in CI and is skipped, with a sentence, elsewhere. */
import { existsSync } from 'node:fs';

/** Folders by the tool's name, as `scripts/interop.mjs` hands them over. */
const folders = JSON.parse(process.env.ALERT40_INTEROP ?? '{}') as Record<string, string>;

/** Whether these are there. */
export function needTools(...names: readonly string[]): boolean {
  const missing = names.filter((name) => !existsSync(folders[name] ?? ''));
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
