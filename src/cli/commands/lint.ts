/** `alert40 lint`: the fault before it happens. */
import { Option } from 'commander';
import { isFailure, type LintOptions, lintPaths } from '../lint.ts';
import { LINT_FORMATS, renderLint, ruleList } from '../lint-formats.ts';
import type { Subcommand } from '../subcommand.ts';

const lintCommand: Subcommand = {
  define(command) {
    command
      .argument('[PATH...]', 'files or folders with nginx configuration; - for standard input')
      .addOption(
        new Option('--format <format>', 'form of the report').choices(LINT_FORMATS).default('text'),
      )
      .addOption(
        new Option('--preset <name>', 'rules to start from').choices([
          'recommended',
          'strict',
          'cis',
        ]),
      )
      .option('--settings <file>', 'settings file (default: the nearest .alert40.yaml)')
      .option('--nginx-version <version>', 'the nginx that will read this, for example 1.26.3')
      .option('--openssl-version <version>', 'the OpenSSL that it runs with, for example 3.5')
      .option('--expires <days>', 'report certificates that expire within, for example 30d')
      .option('--no-files', 'do not read the certificates that the configuration names')
      .option('--rules', 'list the rules, then stop')
      .option('--fix', 'write the repairs that need no further knowledge')
      .option('--dry-run', 'with --fix: show the diff, write nothing')
      .option('--baseline <file>', 'leave out the findings that this file knows')
      .option('--write-baseline <file>', 'record the findings as known')
      .option('--since <revision>', 'only findings in files that changed since this git revision')
      .addOption(
        new Option('--fail-on <severity>', 'least severity that makes the exit code 1')
          .choices(['error', 'warning', 'note'])
          .default('warning'),
      )
      .addHelpText(
        'after',
        `
Examples:
  alert40 lint /etc/nginx
  alert40 lint --format github deploy/nginx/
  nginx -T | alert40 lint -
  alert40 lint --fix --dry-run conf.d/api.conf`,
      );
  },
  async run(session, paths, given) {
    const options = given as unknown as LintOptions;
    if (given.rules === true) {
      session.io.stdout.write(ruleList(session.language));
      return 0;
    }
    const report = await lintPaths(session, paths.length > 0 ? paths : ['.'], options);
    if (typeof report === 'number') return report;
    session.io.stdout.write(renderLint(report, options.format, session));
    return isFailure(report, options.failOn) ? 1 : 0;
  },
};

export default lintCommand;
