/**
 * Sorts incidents into classes that share one set of possible causes. The class
 * is what the line alone tells; configuration, files and versions come later,
 * as evidence.
 */
import type { Incident } from '../log/incident.ts';

/** Alerts that have a class of their own; every other alert is `alert-other`. */
const ALERTS = new Set([
  40, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 70, 71, 80, 86, 109, 112, 116, 120,
]);
/** Verification errors with a class of their own (numbers of OpenSSL's X509_V_ERR_*). */
const VERIFY = new Set([2, 3, 9, 10, 11, 12, 18, 19, 20, 21, 22, 23, 26, 66, 67, 68]);
/** HTTP answers that follow a good handshake and can still be the handshake's fault. */
const STATUSES = new Set([400, 403, 421, 495, 496, 503]);
/**
 * Alerts that a TLS 1.3 peer sends once nginx has finished its side of the
 * handshake; they arrive when the answer is read.
 */
const LATE = new Set([40, 42, 43, 44, 45, 46, 48, 49]);

const ECONNRESET = 104;

/** OpenSSL reasons on nginx's own side, by the words that every generation uses. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/wrong version number|unknown protocol/, 'wrong-version'],
  [
    /packet length too long|data length too long|record layer failure|http request/,
    'record-garbage',
  ],
  [/no protocols available|unsupported protocol/, 'no-protocol'],
  [/legacy sigalg disallowed/, 'legacy-sigalg'],
  [/dh key too small/, 'dh-key'],
  [/unsafe legacy renegotiation/, 'legacy-renegotiation'],
  [/bad extension/, 'bad-extension'],
  [/no ciphers available|no cipher match|wrong cipher returned|unknown cipher/, 'no-cipher'],
  [/wrong curve|bad ecpoint|no suitable (key share|group)|bad key share/, 'no-group'],
  [/wrong signature type|no suitable signature algorithm/, 'no-sigalg'],
  [/unexpected eof|unexpected message/, 'peer-closed'],
];

/** Startup and load messages; the first that matches wins. */
const STARTUP: readonly (readonly [RegExp, string])[] = [
  [/no \S*ssl_trusted_certificate\S* for \S*ssl_verify/, 'startup-trusted'],
  [/X509_LOOKUP_load_file|cannot load CRL|load_crl|X509_load_crl/i, 'startup-crl'],
  [/SSL_CTX_load_verify_locations/, 'startup-trusted'],
  [/key values mismatch/, 'startup-key-mismatch'],
  [/(ee|ca) key too small|ca md too weak|md too weak|key too small/, 'startup-weak'],
  [/no "\S*ssl_certificate_key" is defined/, 'startup-client-key'],
  [/cannot load certificate key|SSL_CTX_use_PrivateKey/, 'startup-client-key'],
  [/cannot load certificate|SSL_CTX_use_certificate/, 'startup-load-certificate'],
  [/SSL_CTX_set_cipher_list|no cipher match/, 'startup-cipher'],
  [/SSL_CONF_cmd/, 'startup-conf-command'],
  [/host not found in|no resolver defined|could not be resolved/, 'dns'],
  [/unknown directive/, 'startup-unknown-directive'],
  [/invalid value|invalid parameter/, 'startup-invalid-value'],
  [/bind\(\) |listen\(\) |open\(\) |mkdir\(\) |getpwnam|still could not bind/, 'startup-system'],
];

function alertClass(alert: number, incident: Incident): string {
  const late = incident.signature.phase === 'response' || incident.signature.phase === 'request';
  if (late && LATE.has(alert)) return 'late-alert';
  return ALERTS.has(alert) ? `alert-${alert}` : 'alert-other';
}

function firstMatch(text: string, table: readonly (readonly [RegExp, string])[]): string | null {
  return table.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

function failedHandshake(incident: Incident): string {
  const { signature } = incident;
  if (signature.alert !== null) return alertClass(signature.alert, incident);
  const text = incident.samples[0]?.text ?? '';
  const reasons = incident.samples[0]?.errors.map((e) => e.reason).join(' ') ?? '';
  const local = firstMatch(`${signature.openssl?.reason ?? ''} ${reasons} ${text}`, REASONS);
  if (local !== null) return local;
  if (/Broken pipe|SSL_shutdown|SSL_write/.test(text)) return 'write-failed';
  if (signature.errno === ECONNRESET) return 'peer-reset';
  return 'handshake-other';
}

function badResponse(text: string): string {
  if (/too large http2 frame/.test(text)) return 'h2-frame';
  if (/prematurely sent response/.test(text)) return 'early-response';
  return 'bad-header';
}

/** The class of an incident: the key of its row in `PRIORS`. */
export function signatureClass(incident: Incident): string {
  const { signature } = incident;
  const sample = incident.samples[0];
  const text = sample?.text ?? '';
  switch (signature.kind) {
    case 'verify-failed': {
      const code = signature.verifyError ?? -1;
      return VERIFY.has(code) ? `verify-${code}` : 'verify-other';
    }
    case 'name-mismatch':
      return 'name-mismatch';
    case 'peer-closed':
      return signature.errno === ECONNRESET ? 'peer-reset' : 'peer-closed';
    case 'handshake-failed':
    case 'tls-io-failed':
      return failedHandshake(incident);
    case 'timed-out':
      if (signature.phase === 'handshake') return 'timeout-handshake';
      return signature.phase === 'connect' ? 'connect-failed' : 'timeout-read';
    case 'connect-failed':
      if (signature.errno === null && firstMatch(text, STARTUP) === 'dns') return 'dns';
      return signature.errno === ECONNRESET ? 'connect-reset' : 'connect-failed';
    case 'closed-early':
      return 'closed-early';
    case 'bad-response':
      return badResponse(text);
    case 'cascade':
      return 'cascade';
    case 'access':
      return STATUSES.has(sample?.status ?? 0) ? `http-${sample?.status}` : 'http-other';
    case 'load-failed':
    case 'startup-error':
      return firstMatch(text, STARTUP) ?? 'startup-other';
    case 'other':
      return firstMatch(text, STARTUP) ?? 'other';
  }
}
