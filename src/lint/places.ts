/** Where findings point, and which paths a rule looks at. */

import type { TlsKey } from '../directives/tls.ts';
import type { Located } from '../nginx/tree-set.ts';
import type { Edit, Range } from '../text/edit.ts';
import { type Message, message } from '../text/message.ts';
import { rememberLast } from '../text/remember-last.ts';
import type { Setting, TlsSettings, UpstreamTls } from '../upstream/model.ts';
import { changedAlong, leaderOf, setDirective } from '../upstream/rewrite.ts';
import type { LintContext } from './rule.ts';

/** Paths that speak TLS to the upstream, surely or depending on a variable. */
export function tlsPaths(context: LintContext): readonly UpstreamTls[] {
  return chosen(context).maybe;
}

/** Paths that surely speak TLS. */
export function surelyTls(context: LintContext): readonly UpstreamTls[] {
  return chosen(context).surely;
}

interface Chosen {
  readonly maybe: readonly UpstreamTls[];
  readonly surely: readonly UpstreamTls[];
}

/** Nearly every rule asks, so the paths are gone through once. */
const chosen = rememberLast((context: LintContext): Chosen => {
  const maybe = context.paths.filter((path) => path.tls !== 'no');
  return { maybe, surely: maybe.filter((path) => path.tls === 'yes') };
});

/** Every value in force, the commands one by one. */
export function settingsIn(s: TlsSettings): readonly Setting<unknown>[] {
  const found: Setting<unknown>[] = [
    s.serverName,
    s.name,
    s.protocols,
    s.ciphers,
    s.verify,
    s.verifyDepth,
    s.trustedCertificate,
    s.crl,
    s.certificate,
    s.certificateKey,
    s.passwordFile,
    s.sessionReuse,
    s.alpn,
  ];
  return s.confCommands.length === 0 ? found : [...found, ...s.confCommands];
}

export interface Place {
  readonly file: string;
  readonly range: Range;
}

export function placeOf(at: Located): Place {
  const { start, end, block, nameWord, args } = at.directive;
  const last = args.at(-1) ?? nameWord;
  return { file: at.file, range: { start, end: block ? last.end : end } };
}

/** The directive that sets the value, or the `*_pass` that goes without it. */
export function placeOfSetting(setting: Setting<unknown>, path: UpstreamTls): Place {
  return placeOf(setting.origin.kind === 'directive' ? setting.origin.at : path.pass);
}

/** Switching SNI on sends a name that was meant: one that is set, or the host of the pass. */
export function sendsWhenOn(path: UpstreamTls): boolean {
  if (path.tls !== 'yes') return false;
  return path.settings.name.value !== null || path.target.kind === 'name';
}

/** A port that TLS or plain HTTP has to itself by convention. */
export function conventionalPort(path: UpstreamTls): 'tls' | 'plain' | null {
  const port = path.target.port ?? commonPort(path);
  return port === 443 || port === 8443 ? 'tls' : port === 80 || port === 8080 ? 'plain' : null;
}

/** The port that all peers have; null when they differ, and when there are none. */
function commonPort({ target }: UpstreamTls): number | null {
  const peers = target.groups.flatMap((group) => group.peers);
  const [first, ...others] = new Set(peers.map(({ port }) => port ?? 80));
  return others.length === 0 ? (first ?? null) : null;
}

/** A repair, or why there is none. */
export interface Repair {
  readonly edits: readonly Edit[];
  readonly notFixable: Message | null;
}

/**
 * The edits that set a directive for one path, in the file's own style. What
 * stands in a shared file decides other paths, too: the same repair has to be due
 * at each of them.
 */
export function setFor(
  context: LintContext,
  path: UpstreamTls,
  key: TlsKey,
  args: readonly string[],
  isDue: (other: UpstreamTls) => boolean,
): Repair {
  const where = { config: context.set, allPaths: context.paths };
  const suffix = `ssl_${key}`;
  const leader = leaderOf(where, path, suffix, isDue);
  const edits = setDirective(where, leader, suffix, args, isDue);
  if (changedAlong(where, leader, suffix, isDue).every(isDue)) return { edits, notFixable: null };
  return { edits: [], notFixable: message('lint.shared-not-fixable') };
}
