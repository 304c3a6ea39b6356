/** `alert40 harden`: verification wherever it can pass, all else as it was. */
import { existsSync } from 'node:fs';
import { type Hardening, harden } from '../../harden/harden.ts';
import type { Kept } from '../../harden/outcome.ts';
import type { ConfigSet } from '../../nginx/tree-set.ts';
import { lineOf } from '../../nginx/walk.ts';
import { disk } from '../../node/disk.ts';
import { askBinary } from '../../node/nginx-binary.ts';
import { Problem } from '../../node/problem.ts';
import { diffOf } from '../../report/view.ts';
import { encode } from '../../text/encoding.ts';
import { type Message, message } from '../../text/message.ts';
import type { UpstreamTls } from '../../upstream/model.ts';
import { apply } from '../apply.ts';
import { readConfig } from '../config.ts';
import type { Session, Subcommand } from '../subcommand.ts';
import { versionsOf } from '../versions.ts';

interface HardenOptions {
  readonly config: string;
  readonly ca?: string;
  readonly nginx?: string;
  readonly nginxVersion?: string;
  readonly write?: boolean;
  readonly test: boolean;
}

/** Where Debian, Red Hat, Alpine, SUSE and the BSDs keep the CAs that they trust. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/cert.pem',
  '/etc/ssl/ca-bundle.pem',
  '/usr/local/share/certs/ca-root-nss.crt',
];

const hardenCommand: Subcommand = {
  define(command) {
    command
      .requiredOption('-c, --config <file>', 'the main nginx.conf')
      .option('--ca <file>', "PEM file with the CAs to trust (default: the system's)")
      .option('--nginx <binary>', 'ask this nginx for its version, and with --write for its test')
      .option('--nginx-version <version>', 'the nginx that will run it, for example 1.26.3')
      .option('--write', 'write the files: all or none, tested with nginx -t where nginx is')
      .option('--no-test', 'with --write: do not ask nginx -t')
      .addHelpText(
        'after',
        `
Examples:
  alert40 harden -c /etc/nginx/nginx.conf
  alert40 harden -c nginx.conf --ca /etc/pki/tls/certs/ca-bundle.crt | patch -p1`,
      );
  },
  async run(session, _args, given) {
    const options = given as unknown as HardenOptions;
    const binary = options.nginx === undefined ? null : askBinary(options.nginx);
    const config = await readConfig(options.config, session.io);
    if (config.context !== 'main' || config.dump !== undefined || options.config === '-')
      throw new Problem(message('harden.not-whole', { path: options.config }));
    const stated = { nginx: options.nginxVersion, openssl: undefined };
    const versions = versionsOf({ stated, build: binary?.build ?? null, incidents: [] });
    const ca = options.ca ?? BUNDLES.find((file) => existsSync(file));
    if (ca === undefined) throw new Problem(message('harden.no-ca'));
    const hardening = harden(config, versions, ca, disk);
    refuseBroken(hardening, config);
    tell(hardening, config, session);
    if (hardening.edits.length === 0) return 0;
    if (options.write === true)
      return apply(hardening.edits, config, { session, binary, test: options.test }) ? 0 : 1;
    session.io.stdout.write(encode(diffOf(hardening.edits, config)));
    session.tell(message('harden.prove', { path: options.config }));
    return 0;
  },
};

function refuseBroken({ broken: [path] }: Hardening, config: ConfigSet): void {
  if (path !== undefined) throw new Problem(at(path, config, message('harden.not-kept')));
}

function tell({ outcomes }: Hardening, config: ConfigSet, session: Session): void {
  for (const { path, kept } of outcomes) {
    const params = { target: path.target.pass.written, name: path.checkedName.written };
    const m = kept === null ? message('harden.gains', params) : keptMessage(kept, params);
    session.tell(at(path, config, m));
  }
  if (outcomes.every(({ kept }) => kept !== null)) session.tell(message('harden.nothing'));
}

function keptMessage(kept: Kept, params: Readonly<Record<string, string>>): Message {
  return { id: `harden.kept-${kept}`, params };
}

function at(path: UpstreamTls, config: ConfigSet, m: Message): Message {
  const standsAt = `${path.pass.file}:${lineOf(config, path.pass)}`;
  return { id: m.id, params: { ...m.params, standsAt } };
}

export default hardenCommand;
