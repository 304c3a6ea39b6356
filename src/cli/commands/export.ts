/** `alert40 export`: effective settings for policy tools. */
import { Option } from 'commander';
import { exportJson } from '../../report/export.ts';
import { upstreamPaths } from '../../upstream/paths.ts';
import { VERSION } from '../../version.ts';
import { configNotes, hostConfig, readConfig } from '../config.ts';
import type { Subcommand } from '../subcommand.ts';
import { versionsOf } from '../versions.ts';

interface ExportOptions {
  readonly config?: string;
  readonly nginxVersion?: string;
  readonly opensslVersion?: string;
}

const exportCommand: Subcommand = {
  define(command) {
    command
      .option(
        '-c, --config <file>',
        'nginx.conf, a part of one, or the output of nginx -T; - for standard input',
      )
      .addOption(
        new Option('--for <tool>', 'who will read it; all read the same document')
          .choices(['conftest', 'opa', 'checkov'])
          .default('conftest'),
      )
      .option('--nginx-version <version>', 'the nginx that will run it, for example 1.22.1')
      .option('--openssl-version <version>', 'the OpenSSL that it runs with')
      .addHelpText(
        'after',
        `
Examples:
  alert40 export --for conftest -c nginx.conf | conftest test --policy policies/rego -
  alert40 export --for opa -c nginx.conf | opa eval -I -d policies/rego data.main.deny`,
      );
  },
  async run(session, _args, given) {
    const options = given as unknown as ExportOptions;
    const host = options.config === undefined ? hostConfig(session, undefined) : null;
    const config = await readConfig(options.config ?? host?.path ?? '', session.io);
    const versions = versionsOf({
      stated: { nginx: options.nginxVersion, openssl: options.opensslVersion },
      build: host?.binary?.build ?? null,
      incidents: [],
    });
    for (const note of configNotes(config)) session.tell(note);
    session.io.stdout.write(exportJson(config, upstreamPaths(config, versions), versions, VERSION));
    return 0;
  },
};

export default exportCommand;
