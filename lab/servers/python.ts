/** A small server on Python's ssl module. */
import path from 'node:path';
import { LAB } from '../paths.ts';
import { find, startProgram } from './child.ts';
import { programSettings } from './program.ts';
import type { Start } from './server.ts';

export const start: Start<'python'> = async (upstream, context) => {
  const python = find('python3', 'install it with: apt-get install python3');
  const program = path.join(LAB, 'servers/python/server.py');
  const settings = JSON.stringify(programSettings(upstream, context));
  return startProgram(python, ['-B', program, settings], context);
};
