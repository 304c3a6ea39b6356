/** `alert40 fix`: the repair as a diff. */

import { problem } from '../problem.ts';
import type { Subcommand } from '../subcommand.ts';

const fixCommand: Subcommand = {
  define(command) {
    command.argument('[LOG...]', 'error logs: files, globs, .gz, or - for standard input');
  },
  async run() {
    throw problem('cli.not-built-yet');
  },
};

export default fixCommand;
