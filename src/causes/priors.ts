/**
 * How often each cause stands behind each class of signature, before anything
 * else is known. Two sources: the field (125 public troubleshooting threads, 91
 * of them with a confirmed cause) and our reproductions with real servers (how
 * many gave the signature on OpenSSL 1.1.1, 3.0, 3.5 or 3.6, the largest of the four;
 * fractions stand for combinations that are possible and were not reproduced).
 */
import type { Incident } from '../log/incident.ts';
import type { CauseId } from './ids.ts';
import { signatureClass } from './signature-class.ts';

/** `[confirmed threads, reproductions]`. */
type Counts = readonly [field: number, lab: number];

/**
 * A reproduction says that a cause can give the signature, not how often it
 * does: it counts as a fraction of a confirmed case from the field. At 0.15 the
 * six reproduced causes of alert 40 that no thread reports share a tenth of it,
 * which is the share of threads whose cause was never found.
 */
const LAB_WEIGHT = 0.15;

/** Rows by class; causes that are not in a row cannot give that signature. */
const PRIORS: Readonly<Record<string, Partial<Record<CauseId, Counts>>>> = {
  'alert-40': {
    'sni-not-sent': [17, 9],
    'sni-wrong-name': [2, 4],
    'client-certificate-required': [1, 9],
    'cipher-mismatch': [0, 6],
    'sigalg-mismatch': [0, 4],
    'curve-mismatch': [0, 3],
    'client-certificate-rejected': [0, 1],
    'session-reuse': [0, 1],
    'dh-key-too-small': [0, 1],
    'protocol-version-mismatch': [0, 0.5],
  },
  'alert-112': { 'sni-not-sent': [5, 17], 'sni-wrong-name': [0, 9] },
  'alert-80': {
    'sni-not-sent': [4, 4],
    'sni-wrong-name': [0, 2],
    'session-reuse': [0, 1],
    'peer-closed-connection': [0, 1],
  },
  'alert-70': { 'protocol-version-mismatch': [5, 14], 'sni-not-sent': [0, 0.5] },
  'alert-86': { 'protocol-version-mismatch': [0, 1] },
  'alert-42': { 'client-certificate-required': [2, 6], 'client-certificate-rejected': [0, 2] },
  'alert-43': { 'client-certificate-rejected': [0, 1] },
  'alert-44': { 'client-certificate-rejected': [0, 1] },
  'alert-45': { 'client-certificate-rejected': [1, 2] },
  'alert-46': { 'client-certificate-rejected': [0, 1], 'client-certificate-required': [0, 0.3] },
  'alert-48': { 'client-certificate-rejected': [0, 1] },
  'alert-49': {
    'client-certificate-rejected': [0, 1],
    'client-certificate-required': [0, 1],
    'sni-wrong-name': [0, 1],
    'sni-not-sent': [0, 1],
  },
  'alert-47': {
    'sni-wrong-name': [0, 1],
    'sigalg-mismatch': [0, 0.3],
    'curve-mismatch': [0, 0.3],
    'clienthello-too-big': [0, 0.2],
  },
  // An alert is TLS: the port speaks it, whatever it makes of this message.
  'alert-50': {
    'clienthello-too-big': [0, 1],
    'peer-closed-connection': [0, 0.3],
    'sni-wrong-name': [0, 0.2],
  },
  'alert-51': { 'client-certificate-rejected': [0, 1], 'sigalg-mismatch': [0, 1] },
  'alert-71': {
    'cipher-mismatch': [0, 1],
    'dh-key-too-small': [0, 0.3],
    'protocol-version-mismatch': [0, 0.5],
  },
  'alert-109': { 'sni-not-sent': [0, 1], 'curve-mismatch': [0, 1], 'sigalg-mismatch': [0, 1] },
  'alert-116': { 'client-certificate-required': [0, 7] },
  'alert-120': { 'alpn-mismatch': [0, 4] },
  'alert-other': { 'peer-closed-connection': [0, 1], 'sni-not-sent': [0, 0.5] },
  'late-alert': { 'client-certificate-rejected': [1, 8], 'client-certificate-required': [2, 4] },
  // The threads do not separate closed from reset. An upstream that refuses in the course of
  // TLS closes in order; one that takes the bytes for something else mostly resets.
  'peer-closed': {
    'sni-not-sent': [6, 3],
    'sni-wrong-name': [0.6, 3],
    'peer-closed-connection': [0.7, 3],
    'client-certificate-required': [0.6, 1],
    'client-certificate-rejected': [0, 2],
    'proxy-protocol-unexpected': [0, 2],
    'clienthello-too-big': [0, 1],
    'session-reuse': [0, 1],
    'protocol-version-mismatch': [0, 1],
    'cipher-mismatch': [0, 1],
    'proxy-protocol-expected': [0, 0.2],
  },
  'peer-reset': {
    'sni-not-sent': [5, 2],
    'peer-closed-connection': [1.3, 3],
    'proxy-protocol-expected': [0, 3],
    'upstream-not-tls': [0, 3],
    'sni-wrong-name': [0.4, 0],
    'client-certificate-required': [0.4, 0],
    'clienthello-too-big': [0, 0.5],
    'session-reuse': [0, 0.3],
  },
  'connect-reset': {
    'peer-closed-connection': [0, 2],
    'client-certificate-required': [0, 1],
    'client-certificate-rejected': [0, 1],
    'sni-wrong-name': [0, 1],
    'sni-not-sent': [0, 1],
    'not-tls': [0, 1],
  },
  'write-failed': {
    'client-certificate-required': [0, 3],
    'sni-wrong-name': [0, 1],
    'sni-not-sent': [0, 1],
  },
  'wrong-version': {
    'upstream-not-tls': [8, 11],
    'sni-not-sent': [2, 0],
    'proxy-protocol-unexpected': [0, 1],
    'proxy-protocol-expected': [0, 0.3],
  },
  'record-garbage': { 'upstream-not-tls': [0, 1], 'proxy-protocol-unexpected': [0, 0.2] },
  'early-response': { 'upstream-not-tls': [0, 3], 'not-tls': [0, 0.3] },
  'bad-header': { 'plain-http-to-tls-port': [0, 1], 'upstream-not-tls': [0, 1], 'not-tls': [0, 1] },
  'h2-frame': { 'alpn-mismatch': [0, 4], 'not-tls': [0, 0.3] },
  'bad-extension': { 'alpn-mismatch': [0, 1] },
  'no-protocol': { 'protocol-version-mismatch': [0, 3] },
  'legacy-sigalg': { 'protocol-version-mismatch': [0, 2], 'sigalg-mismatch': [0, 1] },
  'no-cipher': { 'cipher-mismatch': [0, 1], 'protocol-version-mismatch': [0, 0.5] },
  'no-group': { 'curve-mismatch': [0, 1] },
  'no-sigalg': { 'sigalg-mismatch': [0, 1] },
  'dh-key': { 'dh-key-too-small': [0, 2] },
  'legacy-renegotiation': { 'legacy-renegotiation': [0, 1] },
  'handshake-other': { 'peer-closed-connection': [0, 1], 'sni-not-sent': [0, 1] },
  'timeout-handshake': {
    'handshake-timeout': [1, 3],
    'upstream-not-tls': [1, 0],
    'sni-not-sent': [1, 0],
    'proxy-protocol-expected': [0, 1],
    'clienthello-too-big': [0, 1],
  },
  'closed-early': {
    'not-tls': [0, 5],
    'plain-http-to-tls-port': [0, 6],
    'peer-closed-connection': [0, 1],
    'sni-wrong-name': [0, 0.3],
    'sni-not-sent': [0, 1],
    'client-certificate-required': [0, 0.5],
  },
  'connect-failed': { 'not-tls': [0, 2] },
  'timeout-read': { 'not-tls': [0, 1] },
  dns: { 'not-tls': [0, 2] },
  // The default certificate of a front end may fail the trust check before the name is looked at.
  'verify-20': {
    'verify-depth-too-small': [5, 5],
    'ca-not-trusted': [4, 8],
    'chain-incomplete': [0, 4],
    'session-reuse': [0, 1],
    'sni-not-sent': [0, 2],
    'sni-wrong-name': [0, 0.2],
  },
  'verify-21': {
    'chain-incomplete': [1, 4],
    'ca-not-trusted': [0, 3],
    'sni-not-sent': [0, 0.5],
    'sni-wrong-name': [0, 0.2],
  },
  'verify-2': { 'ca-not-trusted': [0, 1], 'verify-depth-too-small': [0, 1] },
  'verify-19': { 'ca-not-trusted': [0, 1], 'sni-not-sent': [0, 0.2], 'sni-wrong-name': [0, 0.2] },
  'verify-18': {
    'self-signed': [0, 3],
    'sni-not-sent': [0, 1],
    'sni-wrong-name': [0, 1],
  },
  'verify-22': { 'verify-depth-too-small': [0, 3] },
  'verify-10': { 'cert-expired': [0, 7], 'sni-not-sent': [0, 0.3], 'sni-wrong-name': [0, 0.2] },
  'verify-9': { 'cert-not-yet-valid': [0, 1] },
  'verify-23': { 'cert-revoked': [0, 1] },
  'verify-3': { 'crl-missing-or-expired': [0, 2] },
  'verify-11': { 'crl-missing-or-expired': [0, 1] },
  'verify-12': { 'crl-missing-or-expired': [0, 1] },
  'verify-26': { 'cert-wrong-purpose': [0, 1] },
  'verify-66': { 'weak-certificate': [0, 1] },
  'verify-67': { 'weak-certificate': [0, 1] },
  'verify-68': { 'weak-certificate': [0, 1] },
  'verify-other': { 'ca-not-trusted': [0, 1], 'cert-wrong-purpose': [0, 0.5] },
  'name-mismatch': {
    'certificate-name-mismatch': [9, 9],
    'sni-not-sent': [1, 1],
    'sni-wrong-name': [0, 1],
    'session-reuse': [1, 0],
  },
  // Applications answer 400, 403 and 503 for reasons of their own; but these were asked about.
  'http-400': {
    'not-tls': [0.4, 0],
    'plain-http-to-tls-port': [0, 3],
    'client-certificate-rejected': [0, 2],
    'client-certificate-required': [0, 1],
  },
  'http-403': { 'not-tls': [0.4, 0], 'sni-not-sent': [0, 2], 'alpn-mismatch': [0, 1] },
  'http-421': { 'sni-not-sent': [0, 1], 'sni-wrong-name': [0, 1], 'session-reuse': [0, 0.3] },
  'http-495': { 'client-certificate-rejected': [0, 1] },
  'http-496': { 'client-certificate-required': [0, 1] },
  'http-503': { 'not-tls': [0.6, 1], 'sni-not-sent': [0, 1] },
  'http-other': { 'not-tls': [0, 1] },
  'startup-trusted': { 'trusted-certificate-missing': [0, 4] },
  'startup-crl': { 'crl-missing-or-expired': [0, 1] },
  'startup-key-mismatch': { 'client-certificate-key-mismatch': [0, 1] },
  'startup-weak': { 'weak-certificate': [0, 1] },
  'startup-client-key': {
    'client-certificate-unreadable': [0, 4],
    'directive-unsupported-by-version': [0, 0.5],
  },
  'startup-load-certificate': {
    'client-certificate-unreadable': [0, 2],
    'trusted-certificate-missing': [0, 2],
    'weak-certificate': [0, 0.3],
    'directive-unsupported-by-version': [0, 0.5],
  },
  'startup-cipher': { 'cipher-mismatch': [0, 2] },
  'startup-conf-command': {
    'curve-mismatch': [0, 1],
    'sigalg-mismatch': [0, 0.5],
    'cipher-mismatch': [0, 0.5],
    'protocol-version-mismatch': [0, 0.3],
    'directive-unsupported-by-version': [0, 0.5],
    'config-syntax': [0, 0.5],
  },
  'startup-unknown-directive': {
    'directive-unsupported-by-version': [0, 1],
    'config-syntax': [0, 1],
  },
  'startup-invalid-value': {
    'directive-unsupported-by-version': [0, 2],
    'config-syntax': [0, 2],
  },
  'startup-system': { 'not-tls': [0, 1] },
  'startup-other': { 'config-syntax': [0, 5] },
  // Follow-up lines whose root is not in the log: nothing can be told from them.
  cascade: {
    'sni-not-sent': [0, 1],
    'sni-wrong-name': [0, 1],
    'ca-not-trusted': [0, 1],
    'client-certificate-required': [0, 1],
    'protocol-version-mismatch': [0, 1],
    'not-tls': [1, 0],
  },
  other: { 'not-tls': [0, 1] },
};

/** Relative weight of a cause under the incident's signature; 0 when it cannot give that signature. */
export function priorOf(cause: CauseId, incident: Incident): number {
  const counts = PRIORS[signatureClass(incident)]?.[cause];
  return counts === undefined ? 0 : counts[0] + LAB_WEIGHT * counts[1];
}

/** Fewer threads than this say nothing about how often. */
const ENOUGH_THREADS = 5;

/**
 * In how many of the public threads with this signature the cause was confirmed; null when
 * there are too few, or when they do not separate this signature from another.
 */
export function fieldShare(
  cause: CauseId,
  incident: Incident,
): { readonly count: number; readonly total: number } | null {
  const row = PRIORS[signatureClass(incident)] ?? {};
  const threads = Object.values(row).map(([field]) => field);
  const count = row[cause]?.[0] ?? 0;
  const total = threads.reduce((sum, n) => sum + n, 0);
  if (count === 0 || total < ENOUGH_THREADS || !threads.every(Number.isInteger)) return null;
  return { count, total };
}

/** Classes of signature under which a cause is possible, for pages and tests. */
export function classesOf(cause: CauseId): readonly string[] {
  return Object.entries(PRIORS)
    .filter(([, row]) => row[cause] !== undefined)
    .map(([name]) => name);
}

/** Confirmed public threads per cause behind a class of signature; the lab weighs its rates with them. */
export function fieldThreads(signature: string): ReadonlyMap<CauseId, number> {
  const row = Object.entries(PRIORS[signature] ?? {}) as [CauseId, Counts][];
  return new Map(row.map(([cause, [threads]]) => [cause, threads]));
}
