/** `alert40 --help`: every subcommand in one screen. */
import { COMMANDS } from './commands/list.ts';

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['alert40', 'on the host where nginx runs: finds everything itself'],
  ['alert40 diagnose error.log -c nginx.conf', 'why the handshake fails'],
  ['alert40 fix error.log -c nginx.conf', 'the repair as a diff'],
  ['nginx -T | alert40 diagnose error.log -c -', 'the configuration as nginx sees it'],
];

/** The text of `alert40 --help`. */
export function overview(): string {
  const rows = COMMANDS.map((c) => [c.usage, c.summary] as const);
  return [
    'Usage: alert40 [COMMAND] [ARGUMENTS] [OPTIONS]',
    '',
    'Finds out why nginx cannot complete the TLS handshake with its upstream,',
    'and repairs the configuration.',
    '',
    'Commands:',
    ...table(rows),
    '',
    'Examples:',
    ...table(EXAMPLES),
    '',
    'Options:',
    ...table([
      ['-V, --version', 'the version'],
      ['-h, --help', 'this page; alert40 COMMAND --help shows the options of one command'],
    ]),
    '',
    'Exit code: 0 nothing found, or done; 1 something found; 2 could not run.',
    '',
  ].join('\n');
}

/** Two columns; a first column that is too long stands on a line of its own. */
function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(30, Math.max(...rows.map(([left]) => left.length)));
  return rows.flatMap(([left, right]) =>
    left.length <= width
      ? [`  ${left.padEnd(width)}  ${right}`]
      : [`  ${left}`, `  ${' '.repeat(width)}  ${right}`],
  );
}
