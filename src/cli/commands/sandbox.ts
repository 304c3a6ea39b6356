/** `alert40 sandbox`: the page that diagnoses in a browser. */
import { copyFileSync } from 'node:fs';
import { errnoOf, Problem } from '../../node/problem.ts';
import { sandboxFile } from '../../node/sandbox.ts';
import { message } from '../../text/message.ts';
import type { Subcommand } from '../subcommand.ts';

const sandboxCommand: Subcommand = {
  define(command) {
    command.option('--out <file>', 'copy the page there').addHelpText(
      'after',
      `
Prints where the page is: one HTML file that works offline and sends nothing.

Examples:
  alert40 sandbox
  xdg-open "$(alert40 sandbox)"
  alert40 sandbox --out alert40.html`,
    );
  },
  async run(session, _args, { out }) {
    const file = sandboxFile();
    if (typeof out === 'string') copyTo(file, out);
    session.print(typeof out === 'string' ? out : file);
    return 0;
  },
};

function copyTo(file: string, out: string): void {
  try {
    copyFileSync(file, out);
  } catch (error) {
    throw new Problem(
      message('sandbox.not-written', { path: out, code: errnoOf(error) || String(error) }),
    );
  }
}

export default sandboxCommand;
