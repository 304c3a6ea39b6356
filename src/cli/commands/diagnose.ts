/** `alert40 diagnose`: why it fails. */

import { problem } from '../problem.ts';
import type { Subcommand } from '../subcommand.ts';

const diagnoseCommand: Subcommand = {
  define(command) {
    command.argument('[LOG...]', 'error logs: files, globs, .gz, or - for standard input');
  },
  async run() {
    throw problem('cli.not-built-yet');
  },
};

export default diagnoseCommand;
