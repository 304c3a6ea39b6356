#!/usr/bin/env node
/** The program's entry. It loads next to nothing, so that the version costs no more than Node itself. */
import { VERSION } from '../version.ts';

const [first] = process.argv.slice(2);
if (first === '--version' || first === '-V') {
  process.stdout.write(`${VERSION}\n`);
} else {
  const { start } = await import('./start.ts');
  await start();
}
