/** `alert40 inspect`: what nginx will send and check, for every place that proxies over TLS. */
import { Option } from 'commander';
import picocolors from 'picocolors';
import { askBinary } from '../../node/nginx-binary.ts';
import { eachUpstreamPath } from '../../upstream/paths.ts';
import { configNotes, hostConfig, readConfig } from '../config.ts';
import type { Subcommand } from '../subcommand.ts';
import { versionsOf } from '../versions.ts';
import { writeAll } from '../write-all.ts';

interface InspectOptions {
  readonly config?: string;
  readonly nginx?: string;
  readonly nginxVersion?: string;
  readonly opensslVersion?: string;
  readonly format: 'text' | 'json';
  readonly plain?: boolean;
}

const inspectCommand: Subcommand = {
  define(command) {
    command
      .option(
        '-c, --config <file>',
        'nginx.conf, a part of one, or the output of nginx -T; - for standard input',
      )
      .option('--nginx <binary>', 'ask this nginx for its versions')
      .option('--nginx-version <version>', 'the nginx that will run it, for example 1.22.1')
      .option('--openssl-version <version>', 'the OpenSSL that it runs with')
      .option('--plain', 'also places that proxy in plain text')
      .addOption(
        new Option('--format <format>', 'form of the result')
          .choices(['text', 'json'])
          .default('text'),
      )
      .addHelpText(
        'after',
        `
Examples:
  alert40 inspect -c /etc/nginx/nginx.conf
  nginx -T | alert40 inspect -c - --format json`,
      );
  },
  async run(session, _args, given) {
    const options = given as unknown as InspectOptions;
    const host = options.config === undefined ? hostConfig(session, options.nginx) : null;
    const binary = host?.binary ?? (options.nginx === undefined ? null : askBinary(options.nginx));
    const config = await readConfig(options.config ?? host?.path ?? '', session.io);
    const versions = versionsOf({
      stated: { nginx: options.nginxVersion, openssl: options.opensslVersion },
      build: binary?.build ?? null,
      incidents: [],
    });
    for (const note of configNotes(config)) session.tell(note);
    const paths = eachUpstreamPath(config, versions);
    const shared = { versions, plain: options.plain === true };
    if (options.format === 'json') {
      const { inspectJsonChunks } = await import('../../report/inspect-json.ts');
      await writeAll(session.io.stdout, inspectJsonChunks(config, paths, shared));
    } else {
      const { inspectTextChunks } = await import('../../report/inspect-text.ts');
      const { bold } = picocolors.createColors(session.colour);
      const chunks = inspectTextChunks(config, paths, {
        ...shared,
        language: session.language,
        bold,
      });
      await writeAll(session.io.stdout, chunks);
    }
    return 0;
  },
};

export default inspectCommand;
