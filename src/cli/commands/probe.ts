/** `alert40 probe`: asks the upstreams of a configuration, or one target, until the cause is decided. */
import { Option } from 'commander';
import type { DiagnosedIncident, Diagnosis } from '../../diagnosis/model.ts';
import { type Probed, probePath, probeTarget } from '../../node/handshake/probe-path.ts';
import { askBinary } from '../../node/nginx-binary.ts';
import { Problem } from '../../node/problem.ts';
import { jsonText } from '../../report/json-text.ts';
import { probeData, probeTable } from '../../report/probe-table.ts';
import { viewOf } from '../../report/view.ts';
import { type Message, message } from '../../text/message.ts';
import { upstreamPaths } from '../../upstream/paths.ts';
import { readConfig } from '../config.ts';
import { render } from '../formats.ts';
import { namedFiles } from '../named-files.ts';
import { conversationOf, placesToProbe, targetsOf, worldOf } from '../probing.ts';
import type { Session, Subcommand } from '../subcommand.ts';
import { versionsOf } from '../versions.ts';

interface ProbeOptions {
  readonly config?: string;
  readonly target?: string;
  readonly sni?: string;
  readonly location?: string;
  readonly name?: string;
  readonly nginx?: string;
  readonly nginxVersion?: string;
  readonly opensslVersion?: string;
  readonly timeout?: string;
  readonly format: 'text' | 'json';
}

const probeCommand: Subcommand = {
  define(command) {
    command
      .option(
        '-c, --config <file>',
        'ask every upstream that this configuration proxies to over TLS',
      )
      .option('--location <path>', 'with -c: only the upstream of this location')
      .option('--target <host:port>', 'ask this address, with nginx’s defaults')
      .option('--sni <name>', 'with --target: the server name that is sent')
      .option('--name <host>', 'the name that the upstream serves, where nothing tells it')
      .option('--nginx <binary>', 'ask this nginx for its versions')
      .option('--nginx-version <version>', 'the nginx to speak like, for example 1.22.1')
      .option('--openssl-version <version>', 'the OpenSSL that it runs with, for example 3.0.13')
      .option('--timeout <seconds>', 'longest time for one connection (default: 5)')
      .addOption(
        new Option('--format <format>', 'form of the result')
          .choices(['text', 'json'])
          .default('text'),
      )
      .addHelpText(
        'after',
        `
Each connection is listed. No more than 40 handshakes are made with one upstream.

Examples:
  alert40 probe -c /etc/nginx/nginx.conf --location /v2/
  alert40 probe --target 10.0.4.22:443 --name api.internal.example.com`,
      );
  },
  async run(session, _args, given) {
    const options = given as unknown as ProbeOptions;
    if ((options.config === undefined) === (options.target === undefined))
      throw new Problem(message('probe.what-to-ask'));
    const { probed, diagnosis, world } = await everything(session, options);
    const conversations = probed.map((p) => conversationOf(p, world, options.target ?? ''));
    const view = viewOf(diagnosis, session.language);
    if (options.format === 'json') {
      const report = JSON.parse(await render(view, 'json', session, true)) as object;
      const document = { ...report, schema: 'alert40/probe/1', asked: probeData(conversations) };
      session.io.stdout.write(jsonText(document));
    } else {
      const width = session.io.columns ?? 80;
      const { colour, language } = session;
      session.io.stdout.write(probeTable(conversations, { width, colour, language }));
      session.print('');
      if (diagnosis.incidents.length === 0) session.print(session.say(withoutIncident(probed)));
      else {
        const { textReport } = await import('../../report/text.ts');
        session.io.stdout.write(textReport(view, { width, colour, all: false, summary: false }));
      }
    }
    return diagnosis.incidents.length > 0 || probed.some(unanswered) ? 1 : 0;
  },
};

/** What to conclude when nothing that was asked failed. */
function withoutIncident(probed: readonly Probed[]): Message {
  const unasked = probed.filter(unanswered).length;
  if (unasked === 0) return message('probe.all-good');
  if (unasked === probed.length) return message('probe.none-asked');
  return message('probe.some-unasked', { count: unasked });
}

/** Nobody could be asked. */
function unanswered(probed: Probed): boolean {
  return probed.asked.length === 0;
}

async function everything(session: Session, options: ProbeOptions) {
  const config = options.config === undefined ? null : await readConfig(options.config, session.io);
  const versions = versionsOf({
    stated: { nginx: options.nginxVersion, openssl: options.opensslVersion },
    build: options.nginx === undefined ? null : askBinary(options.nginx).build,
    incidents: [],
  });
  const paths = config === null ? [] : upstreamPaths(config, versions);
  const files = await namedFiles(config, paths);
  const statedName = options.name ?? null;
  const now = new Date().toISOString();
  const world = worldOf({ config, paths, versions, files, statedName, now }, options.timeout);
  const probed: Probed[] = [];
  if (options.target !== undefined) {
    const resolved = await targetsOf(options.target, world);
    probed.push(await probeTarget(resolved, options.sni ?? null, world, null));
  } else {
    const places = placesToProbe(paths, options.location);
    if (places.length === 0) throw new Problem(message('probe.nothing-to-ask'));
    for (const place of places) probed.push(await probePath(place, world));
  }
  return { probed, world, diagnosis: diagnosisOf(probed, world.versions) };
}

function diagnosisOf(probed: readonly Probed[], versions: Diagnosis['versions']): Diagnosis {
  const incidents = probed.flatMap((p) => (p.diagnosis === null ? [] : [p.diagnosis]));
  return {
    versions,
    incidents: incidents.map((i, n): DiagnosedIncident => ({ ...i, id: `i${n + 1}` })),
    notes: [],
    read: { lines: 0, bytes: 0, failures: incidents.length, files: 0, locations: probed.length },
  };
}

export default probeCommand;
