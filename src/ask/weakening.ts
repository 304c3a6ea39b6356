/** Compares what nginx sends and checks before and after: a model's edits may lower nothing. */
import { weakWords } from '../lint/rules/ciphers.ts';
import { type Message, message } from '../text/message.ts';
import type { TlsSettings, TlsVersion, UpstreamTls } from '../upstream/model.ts';

type What =
  | 'encryption'
  | 'verification'
  | 'trust'
  | 'name'
  | 'crl'
  | 'depth'
  | 'old-protocol'
  | 'newest-protocol'
  | 'ciphers'
  | 'security-level'
  | 'command'
  | 'identity'
  | 'target';

const SENTENCES: Readonly<Record<What, (place: string) => Message>> = {
  encryption: (place) => message('ask.weakens.encryption', { place }),
  verification: (place) => message('ask.weakens.verification', { place }),
  trust: (place) => message('ask.weakens.trust', { place }),
  name: (place) => message('ask.weakens.name', { place }),
  crl: (place) => message('ask.weakens.crl', { place }),
  depth: (place) => message('ask.weakens.depth', { place }),
  'old-protocol': (place) => message('ask.weakens.old-protocol', { place }),
  'newest-protocol': (place) => message('ask.weakens.newest-protocol', { place }),
  ciphers: (place) => message('ask.weakens.ciphers', { place }),
  'security-level': (place) => message('ask.weakens.security-level', { place }),
  command: (place) => message('ask.weakens.command', { place }),
  identity: (place) => message('ask.weakens.identity', { place }),
  target: (place) => message('ask.weakens.target', { place }),
};

const OLD: readonly TlsVersion[] = ['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.1'];
/** Deeper chains than this exist nowhere. */
const DEEPEST = 9;
/** Settings of OpenSSL that narrow or reorder what is offered, and cannot let anything in that is weak. */
const HARMLESS_COMMANDS = /^(?:groups|curves|ciphersuites)$/i;

/** The first place that would be less secure; null when none would. */
export function weakened(
  before: readonly UpstreamTls[],
  after: readonly UpstreamTls[],
): Message | null {
  for (const [i, old] of before.entries()) {
    const now = after[i];
    const place = old.location?.path || old.target.pass.written;
    if (now === undefined) return SENTENCES.target(place);
    const what = weakenedAt(old, now);
    if (what !== null) return SENTENCES[what](place);
  }
  const [more] = after.slice(before.length);
  return more === undefined ? null : SENTENCES.target(more.target.pass.written);
}

function weakenedAt(old: UpstreamTls, now: UpstreamTls): What | null {
  const a = old.settings;
  const b = now.settings;
  if (old.target.pass.written !== now.target.pass.written || old.module !== now.module)
    return 'target';
  if (old.tls !== 'no' && now.tls !== old.tls) return 'encryption';
  if (a.verify.value && !b.verify.value) return 'verification';
  if (a.verify.value && b.verify.undecided && !a.verify.undecided) return 'verification';
  return (
    (a.verify.value ? weakenedChecks(old, now) : null) ??
    weakenedOffer(a, b) ??
    (changedIdentity(a, b) ? 'identity' : null)
  );
}

/** Where certificates are verified already: against what, and for which name. */
function weakenedChecks(old: UpstreamTls, now: UpstreamTls): What | null {
  const a = old.settings;
  const b = now.settings;
  if (a.trustedCertificate.value !== b.trustedCertificate.value) return 'trust';
  if (a.crl.value !== null && a.crl.value !== b.crl.value) return 'crl';
  if (b.verifyDepth.value > Math.max(DEEPEST, a.verifyDepth.value)) return 'depth';
  // Whoever chooses the name chooses whose certificate passes.
  if (old.checkedName.complete && !now.checkedName.complete) return 'name';
  return null;
}

function weakenedOffer(a: TlsSettings, b: TlsSettings): What | null {
  const has = (list: readonly TlsVersion[], version: TlsVersion) => list.includes(version);
  if (OLD.some((v) => has(b.protocols.value, v) && !has(a.protocols.value, v)))
    return 'old-protocol';
  if (rank(b.protocols.value) < rank(a.protocols.value)) return 'newest-protocol';
  if (levelOf(b.ciphers.value) < levelOf(a.ciphers.value)) return 'security-level';
  if (weakerList(a.ciphers.value, b.ciphers.value)) return 'ciphers';
  return weakerCommands(a, b) ? 'command' : null;
}

const VERSIONS: readonly TlsVersion[] = [...OLD, 'TLSv1.2', 'TLSv1.3'];

/** Of the newest version that is offered. */
function rank(versions: readonly TlsVersion[]): number {
  return Math.max(-1, ...versions.map((v) => VERSIONS.indexOf(v)));
}

/** Without a word about it, OpenSSL's default counts as the level of today. */
function levelOf(ciphers: string): number {
  return Number(/@SECLEVEL=(\d)/i.exec(ciphers)?.[1] ?? 2);
}

function weakerList(before: string, after: string): boolean {
  if (before === after || after === 'DEFAULT') return false;
  const words = (list: string) => list.split(/[:, ]+/).filter(Boolean);
  const kills = (list: string) => new Set(words(list).filter((word) => word.startsWith('!')));
  const old = weakWords(before);
  const kept = kills(after);
  return (
    weakWords(after).some((word) => !old.includes(word)) ||
    [...kills(before)].some((word) => !kept.has(word)) ||
    // Suites without authentication are part of these.
    (words(after).some((word) => /^(?:ALL|HIGH|MEDIUM)$/.test(word)) && !kept.has('!aNULL'))
  );
}

/** Everything that was set stays, and what is new is known to lower nothing. */
function weakerCommands(a: TlsSettings, b: TlsSettings): boolean {
  const key = (command: TlsSettings['confCommands'][number]) => JSON.stringify(command.value);
  const old = new Set(a.confCommands.map(key));
  const now = new Set(b.confCommands.map(key));
  if ([...old].some((command) => !now.has(command))) return true;
  return b.confCommands.some(
    (command) =>
      !old.has(key(command)) &&
      (!HARMLESS_COMMANDS.test(command.value[0]) ||
        /NULL|SHA256_SHA256|SHA384_SHA384/i.test(command.value[1])),
  );
}

/** Who nginx says it is: a certificate that it sends already is not exchanged. */
function changedIdentity(a: TlsSettings, b: TlsSettings): boolean {
  const differs = (x: { written: string } | null, y: { written: string } | null) =>
    x !== null && x.written !== y?.written;
  return (
    differs(a.certificate.value, b.certificate.value) ||
    differs(a.certificateKey.value, b.certificateKey.value)
  );
}
