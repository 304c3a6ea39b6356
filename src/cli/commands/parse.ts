/** `alert40 parse`: the syntax tree as JSON, in the form of crossplane's payload. */
import { InvalidArgumentError } from 'commander';
import { payloadJson, toPayload } from '../../nginx/payload.ts';
import { readConfig } from '../config.ts';
import type { Subcommand } from '../subcommand.ts';

const parseCommand: Subcommand = {
  define(command) {
    command
      .argument(
        '<path>',
        'nginx.conf, a part of one, or the output of nginx -T; - for standard input',
      )
      .option('--include-comments', 'comments and template tags as statements')
      .option('--positions', 'column, offsets and the range of each argument')
      .option('--indent <spaces>', 'indent the JSON', spaces, 0)
      .addHelpText(
        'after',
        `
The field names are those of crossplane parse; files are listed in order of inclusion.

Examples:
  alert40 parse /etc/nginx/nginx.conf --indent 2
  nginx -T | alert40 parse -`,
      );
  },
  async run(session, args, options) {
    const config = await readConfig(args[0] ?? '', session.io);
    const payload = toPayload(config, {
      comments: options.includeComments === true,
      positions: options.positions === true,
    });
    session.print(payloadJson(payload, options.indent as number));
    return payload.status === 'ok' ? 0 : 1;
  },
};

function spaces(text: string): number {
  if (!/^\d$/.test(text)) throw new InvalidArgumentError('A digit is expected.');
  return Number(text);
}

export default parseCommand;
