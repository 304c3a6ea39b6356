/** `alert40 fix`: the repair as a diff. */

import { Problem } from '../../node/problem.ts';
import { message } from '../../text/message.ts';
import type { Subcommand } from '../subcommand.ts';

const fixCommand: Subcommand = {
  define(command) {
    command.argument('[LOG...]', 'error logs: files, globs, .gz, or - for standard input');
  },
  async run() {
    throw new Problem(message('cli.not-built-yet'));
  },
};

export default fixCommand;
