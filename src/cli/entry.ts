#!/usr/bin/env node
/**
 * The program's entry, built as CommonJS: Node starts that without its module
 * loader. It loads nothing, so that the version costs no more than Node itself.
 */
import { writeSync } from 'node:fs';
import { VERSION } from '../version.ts';

const first = process.argv[2];
if (first === '--version' || first === '-V') {
  // process.stdout would cost more than all the rest.
  writeSync(1, `${VERSION}\n`);
} else {
  import('./start.ts').then(({ start }) => start());
}
