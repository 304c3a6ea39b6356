/** What a subcommand is to `main`, and the options that all of them share. */
import { type Command, Option } from 'commander';
import { type Language, say } from '../report/messages/catalogue.ts';
import { sayNote } from '../report/sentence.ts';
import type { Message } from '../text/message.ts';
import { printable } from '../text/printable.ts';
import type { ExitCode, Io } from './io.ts';
import { languageOf } from './language.ts';

/** What every subcommand is given. */
export interface Session {
  readonly io: Io;
  readonly language: Language;
  /** Whether standard output may carry colour. */
  readonly colour: boolean;
  /** The sentence of a message in the user's language. */
  say(m: Message): string;
  /** A line of results. */
  print(text: string): void;
  /** A line about the work, to standard error. */
  tell(m: Message): void;
}

export interface Subcommand {
  /** Adds its own arguments, options and examples. */
  define(command: Command): void;
  run(
    session: Session,
    args: readonly string[],
    options: Readonly<Record<string, unknown>>,
  ): Promise<ExitCode>;
}

/** Options of every subcommand. */
export function addSharedOptions(command: Command): void {
  command
    .addOption(new Option('--lang <language>', 'language of the output').choices(['en', 'zh']))
    .addOption(
      new Option('--color <when>', 'colour (NO_COLOR is honoured)')
        .choices(['auto', 'always', 'never'])
        .default('auto'),
    );
}

/** The session that the options and the environment ask for. */
export function openSession(io: Io, options: Readonly<Record<string, unknown>>): Session {
  const language = languageOf(options.lang, io.env);
  const colour =
    options.color === 'always' ||
    (options.color !== 'never' && io.isTTY.stdout && !io.env.NO_COLOR && io.env.TERM !== 'dumb');
  return {
    io,
    language,
    colour,
    say: (m) => say(m, language),
    print: (text) => void io.stdout.write(`${text}\n`),
    tell: (m) => void io.stderr.write(`alert40: ${printable(sayNote(m, language))}\n`),
  };
}
