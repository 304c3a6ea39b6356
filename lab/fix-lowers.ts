/** Whether a change of nginx's configuration lowers security: nothing of it may come out of a repair that nobody weakened. */
import { weakened } from '../src/ask/weakening.ts';
import { loadConfig } from '../src/nginx/load.ts';
import { memoryFiles } from '../src/nginx/memory-files.ts';
import type { UpstreamTls } from '../src/upstream/model.ts';
import { upstreamPaths } from '../src/upstream/paths.ts';
import type { Config } from './edit.ts';
import type { Release } from './releases.ts';

/** What a careful user of every scenario has, under the lab's own names. */
export const STATED_FILES = {
  ca: '/etc/nginx/ssl/lab-ca.pem',
  certificate: '/etc/nginx/ssl/lab-client.pem',
  key: '/etc/nginx/ssl/lab-client.key',
} as const;

const MAIN = '/etc/nginx/nginx.conf';
/** Whom nginx trusts, who it says it is and whom it talks to: for these the true repair shows what is right. */
const SHOWN_BY_TRUTH = new Set(['ask.weakens.trust', 'ask.weakens.identity', 'ask.weakens.target']);

function pathsOf(config: Config, release: Release): readonly UpstreamTls[] {
  const texts = Object.entries(config).map(([name, text]) => [`/etc/nginx/${name}`, text] as const);
  const set = loadConfig(MAIN, memoryFiles(Object.fromEntries(texts)));
  return upstreamPaths(set, { nginx: release.nginx });
}

/** What is lower in `after` than in `before`; null when nothing is. `truth` is the true repair. */
export function lowered(
  before: Config,
  after: Config,
  truth: Config | null,
  release: Release,
): string | null {
  const old = pathsOf(before, release).map(withoutHarmless);
  const now = pathsOf(after, release).map((p, i) => allowed(withoutHarmless(p), old[i]));
  if (old.some((p, i) => p.tls !== 'no' && now[i]?.tls === 'no')) return 'encryption';
  const what = weakened(old, now);
  if (what === null) return null;
  const shown = truth === null ? null : pathsOf(truth, release).map(withoutHarmless);
  const asTrue = shown !== null && SHOWN_BY_TRUTH.has(what.id) && weakened(shown, now) === null;
  return asTrue ? null : what.id.replace('ask.weakens.', '');
}

/** Whether a change makes nginx connect to another host or port: only its user knows where else to go. */
export function goesElsewhere(before: Config, after: Config, release: Release): boolean {
  const peers = (config: Config) =>
    pathsOf(config, release).map((p) => [
      p.target.host.values,
      p.target.port,
      p.target.groups.map((g) => g.peers.map((peer) => [peer.host, peer.port])),
    ]);
  return JSON.stringify(peers(before)) !== JSON.stringify(peers(after));
}

/** Which groups and which signatures are offered is no weakness in itself, SHA-1 and MD5 are. */
function withoutHarmless(path: UpstreamTls): UpstreamTls {
  const harmless = ([name, value]: readonly [string, string]) =>
    /^(?:Groups|Curves)$/i.test(name) ||
    (/^SignatureAlgorithms$/i.test(name) && !/sha1\b|md5|dsa_sha1/i.test(value));
  const confCommands = path.settings.confCommands.filter((c) => !harmless(c.value));
  return { ...path, settings: { ...path.settings, confCommands } };
}

/** Whom its user said to trust, who nginx said to be, and plain text that does not leave the host are no loss. */
function allowed(now: UpstreamTls, old: UpstreamTls | undefined): UpstreamTls {
  if (old === undefined) return now;
  if (old.tls !== 'no' && now.tls === 'no' && staysHere(old)) return old;
  const { settings } = now;
  const trusts = settings.trustedCertificate.value === STATED_FILES.ca;
  const shows = settings.certificate.value?.written === STATED_FILES.certificate;
  return {
    ...now,
    settings: {
      ...settings,
      ...(trusts && { trustedCertificate: old.settings.trustedCertificate }),
      ...(shows && {
        certificate: old.settings.certificate,
        certificateKey: old.settings.certificateKey,
      }),
    },
  };
}

/** Plain text to the same host is no loss: nothing leaves it. Elsewhere it is. */
function staysHere(path: UpstreamTls): boolean {
  const hosts = [
    ...path.target.host.values,
    ...path.target.groups.flatMap((g) => g.peers.map((p) => p.host)),
  ].filter((host) => !path.target.groups.some((g) => g.name === host));
  return (
    hosts.length > 0 && hosts.every((host) => /^127\.|^\[?::1\]?$|^unix:|^localhost$/.test(host))
  );
}
