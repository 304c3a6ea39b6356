/** `alert40 harden`: verification wherever it can pass, all else as it was. */
import { existsSync } from 'node:fs';
import { type Hardening, harden } from '../../harden/harden.ts';
import type { Kept } from '../../harden/outcome.ts';
import type { ConfigSet } from '../../nginx/tree-set.ts';
import { lineOf } from '../../nginx/walk.ts';
import { disk } from '../../node/disk.ts';
import type { Proof } from '../../node/handshake/prove.ts';
import { askBinary } from '../../node/nginx-binary.ts';
import { Problem } from '../../node/problem.ts';
import { saidOf } from '../../report/probe-table.ts';
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
  readonly probe?: boolean;
  readonly timeout?: string;
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
      .option('--probe', 'ask every upstream as nginx would then; what would fail stays as it is')
      .option('--timeout <seconds>', 'with --probe: longest time for one connection (default: 5)')
      .option('--write', 'write the files: all or none, tested with nginx -t where nginx is')
      .option('--no-test', 'with --write: do not ask nginx -t')
      .addHelpText(
        'after',
        `
Examples:
  alert40 harden -c /etc/nginx/nginx.conf
  alert40 harden -c /etc/nginx/nginx.conf --probe
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
    // Without --probe the file may be that of another host, where the configuration will be.
    if (options.probe === true && options.ca !== undefined) {
      const { statedFiles } = await import('../stated.ts');
      statedFiles({ ca });
    }
    if (options.timeout !== undefined && options.probe !== true)
      throw new Problem(message('harden.timeout-alone'));
    const { hardening, proofs } =
      options.probe === true
        ? await proven(config, versions, ca, options.timeout)
        : { hardening: harden(config, versions, ca, disk), proofs: null };
    refuseBroken(hardening, config);
    tell(hardening, proofs, config, session);
    if (hardening.edits.length === 0) return 0;
    if (options.write === true)
      return apply(hardening.edits, config, { session, binary, test: options.test }) ? 0 : 1;
    session.io.stdout.write(encode(diffOf(hardening.edits, config)));
    session.tell(
      proofs === null
        ? message('harden.prove', { path: options.config })
        : message('harden.not-written'),
    );
    return 0;
  },
};

function refuseBroken({ broken: [path] }: Hardening, config: ConfigSet): void {
  if (path !== undefined) throw new Problem(at(path, config, message('harden.not-kept')));
}

/** Loaded only when upstreams are to be asked. */
async function proven(...args: Parameters<typeof import('../hardening.ts').hardenProven>) {
  const { hardenProven } = await import('../hardening.ts');
  return hardenProven(...args);
}

function tell(
  { outcomes }: Hardening,
  proofs: ReadonlyMap<number, Proof> | null,
  config: ConfigSet,
  session: Session,
): void {
  outcomes.forEach(({ path, kept }, i) => {
    const proof = proofs?.get(i);
    const reason = proof ? reasonOf(proof, session) : '';
    const handshakes = proof?.handshakes ?? 0;
    const params = { target: path.target.pass.written, name: path.checkedName.written };
    const gains = proof ? 'harden.gains-proven' : 'harden.gains';
    const m =
      kept === null
        ? message(gains, { ...params, handshakes })
        : keptMessage(kept, { ...params, reason });
    session.tell(at(path, config, m));
  });
  if (outcomes.every(({ kept }) => kept !== null)) session.tell(message('harden.nothing'));
}

/** What an upstream answered that nginx would not go on with, in a few words. */
function reasonOf({ failing, doubts }: Proof, session: Session): string {
  if (failing === null) return doubts.map((doubt) => session.say(doubt)).join(' ');
  const said = saidOf(failing).map((m) => session.say(m));
  return `${failing.address ?? failing.target}: ${said.join(', ')}`;
}

function keptMessage(kept: Kept, params: Readonly<Record<string, string>>): Message {
  return { id: `harden.kept-${kept}`, params };
}

function at(path: UpstreamTls, config: ConfigSet, m: Message): Message {
  const standsAt = `${path.pass.file}:${lineOf(config, path.pass)}`;
  return { id: m.id, params: { ...m.params, standsAt } };
}

export default hardenCommand;
