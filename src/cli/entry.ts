#!/usr/bin/env node
/**
 * The program's entry, built as CommonJS: Node starts that without its module
 * loader. It loads nothing, so that the version costs no more than Node itself.
 */
import { writeSync } from 'node:fs';
import { VERSION } from '../version.ts';

// When nothing is left to do and all is written: Node would only take its heap apart before it ends.
process.once('beforeExit', () => process.exit());

const first = process.argv[2];
if (first === '--version' || first === '-V') {
  // process.stdout would cost more than all the rest.
  writeSync(1, `${VERSION}\n`);
} else if (first !== 'kb' || !lookedUp()) {
  import('./start.ts').then(({ start }) => start());
}

/** Whether the fast path has answered. It is a file of its own, so that nothing else pays for it. */
function lookedUp(): boolean {
  const { quickLookup } = require('./quick-lookup.ts') as typeof import('./quick-lookup.ts');
  return quickLookup(process.argv.slice(2), process.env, __dirname);
}
