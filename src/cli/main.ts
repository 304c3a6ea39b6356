/** The program as a function: arguments and streams in, exit code out. */
import { Command, CommanderError } from 'commander';
import { Problem } from '../node/problem.ts';
import { printable } from '../text/printable.ts';
import { VERSION } from '../version.ts';
import { COMMANDS, type Listed } from './commands/list.ts';
import { overview } from './help.ts';
import type { ExitCode, Io } from './io.ts';
import { addSharedOptions, openSession } from './subcommand.ts';

/** What runs when no subcommand is named: `alert40 error.log -c nginx.conf`. */
const DEFAULT = 'diagnose';

/**
 * Runs the program. Known problems are one line on standard error and exit
 * code 2; anything else is a defect and is thrown with its stack.
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [first, ...rest] = argv;
  if (first === '--version' || first === '-V') return done(io, `${VERSION}\n`);
  if (first === '--help' || first === '-h' || (first === 'help' && rest.length === 0))
    return done(io, overview());
  if (first === 'help') return main([...rest, '--help'], io);

  const named = COMMANDS.find((c) => c.name === first);
  const listed = named ?? (COMMANDS.find((c) => c.name === DEFAULT) as Listed);
  return runCommand(listed, named ? rest : argv, io);
}

async function runCommand(listed: Listed, argv: readonly string[], io: Io): Promise<ExitCode> {
  const { default: subcommand } = await listed.load();
  const command = new Command(`alert40 ${listed.name}`)
    .description(`${listed.summary[0]?.toUpperCase()}${listed.summary.slice(1)}.`)
    .helpOption('-h, --help', 'show this help')
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      // Printed below, in one line.
      writeErr: () => undefined,
      getOutHelpWidth: () => io.columns ?? 80,
    });
  subcommand.define(command);
  addSharedOptions(command);
  try {
    command.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    const sentence = error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
    io.stderr.write(`alert40: ${printable(sentence)} (alert40 ${listed.name} --help)\n`);
    return 2;
  }
  const session = openSession(io, command.opts());
  try {
    return await subcommand.run(session, command.args, command.opts());
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    session.tell(error.sentence);
    return 2;
  }
}

function done(io: Io, text: string): ExitCode {
  io.stdout.write(text);
  return 0;
}
