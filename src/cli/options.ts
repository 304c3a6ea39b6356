/** Options that say what to diagnose, shared by `diagnose` and `fix`. */
import type { Command } from 'commander';

/** Adds the LOG argument and the options of `gather`. */
export function addGatherOptions(command: Command): void {
  command
    .argument('[LOG...]', 'error logs: files, globs, .gz, or - for standard input')
    .option(
      '-c, --config <file>',
      'nginx.conf, a single server or location block, or the output of nginx -T; - for standard input',
    )
    .option('--nginx <binary>', 'ask this nginx for its versions and paths')
    .option('--nginx-version <version>', 'the nginx that wrote the log, for example 1.22.1')
    .option('--openssl-version <version>', 'the OpenSSL that it runs with, for example 3.0.13')
    .option('--name <host>', 'the name that the upstream serves, where nothing tells it')
    .option('--ca <file>', 'certificates of the CA that signs for the upstream, to be trusted')
    .option('--client-certificate <file>', 'the client certificate that the upstream accepts')
    .option('--client-key <file>', 'its key, when that is in a file of its own')
    .option('--resolver <address>', 'the nameserver that nginx is to ask, where none is configured')
    .option(
      '--evidence <file>',
      'output of openssl s_client, curl -v or nginx -V; may be repeated',
      (file: string, before: readonly string[] = []) => [...before, file],
    )
    .option('--probe', 'contact the upstreams and ask them until the cause is decided')
    .option('--timeout <seconds>', 'with --probe: longest time for one connection (default: 5)')
    .option(
      '--access <file>',
      'access log, for the share of failed requests and for what only it shows; may be repeated',
      (file: string, before: readonly string[] = []) => [...before, file],
    )
    .option('--no-files', 'do not read the certificates that the configuration names');
}
