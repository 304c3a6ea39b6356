/** `alert40 redact`: a text without its secrets. */
import { readFileSync } from 'node:fs';
import { errnoOf, Problem } from '../../node/problem.ts';
import { redact } from '../../redact/redact.ts';
import { decode, encode } from '../../text/encoding.ts';
import { message } from '../../text/message.ts';
import { readAll } from '../config.ts';
import type { Session, Subcommand } from '../subcommand.ts';

const redactCommand: Subcommand = {
  define(command) {
    command
      .argument('<file>', 'a log, a configuration or any other text; - for standard input')
      .option('--names', 'also rename host names and addresses, each the same everywhere')
      .option(
        '--keep <domain>',
        'with --names: leave this domain as it is; may be repeated',
        (domain: string, before: readonly string[] = []) => [...before, domain],
      )
      .addHelpText(
        'after',
        `
Examples:
  alert40 redact /etc/nginx/conf.d/api.conf
  nginx -T | alert40 redact --names -`,
      );
  },
  async run(session, [file = '-'], options) {
    const text = decode(file === '-' ? await readAll(session.io) : bytesOf(file));
    const keep = options.keep as readonly string[] | undefined;
    const result = redact(text, { names: options.names === true, ...(keep && { keep }) });
    session.io.stdout.write(Buffer.from(encode(result.text)).toString('utf8'));
    tellCount(session, result.findings.length);
    return 0;
  },
};

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const id =
      errnoOf(error) === 'ENOENT'
        ? 'config.not-found'
        : errnoOf(error) === 'EISDIR'
          ? 'config.directory'
          : 'config.unreadable';
    throw new Problem(message(id, { path: file }));
  }
}

function tellCount(session: Session, count: number): void {
  session.tell(count === 0 ? message('redact.nothing') : message('redact.count', { count }));
}

export default redactCommand;
