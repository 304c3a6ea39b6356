/**
 * Puts a record back together that was broken into lines, by a terminal at its
 * width (between any two characters) or by an editor or mail program (at a
 * blank, which is then gone). Whether a blank belongs at the break follows
 * from what stands there: nginx's words and punctuation are known.
 */
import { ALERTS } from '../tls/alerts.ts';
import { VERIFY_ERRORS } from '../tls/verify-errors.ts';

/** Words of messages, actions, OpenSSL reasons and errno texts besides those of alerts and verification. */
const OTHER_WORDS = `
SSL SSL_do_handshake SSL_read SSL_write SSL_shutdown SSL_CTX_set_cipher_list SSL_CTX_use_certificate
SSL_CTX_use_PrivateKey SSL_CTX_load_verify_locations SSL_CONF_cmd X509_LOOKUP_load_file BIO_new_file
PEM_read_bio_PrivateKey PEM_read_bio_X509_AUX X509_check_private_key X509_load_cert_crl_file fopen
failed error emerg alert crit warn routines number while handshaking to upstream connecting sending
request body client server subrequest host referrer reading response header from proxying and writing
peer closed connection in handshake certificate verify does not match timed out prematurely no live
upstreams temporarily disabled auth unexpected status sent valid HTTP too large http2 frame connect
recv send writev bytes Connection refused reset by timed Broken pipe Permission denied No such file or
directory Network is unreachable route Success wrong version packet length long data record layer
failure bad extension protocols available unsupported protocol legacy sigalg disallowed unsafe
renegotiation dh key small ee value values mismatch cipher invalid command cannot load CRL proxy trusted
defined for PEM start line Expecting ANY PRIVATE KEY TRUSTED CERTIFICATE problems getting password
processing while strings UI BIO system library lib x509 common libcrypto interrupted cancelled DECODER
decode Input type Provider decrypt PKCS12 cipherfinal maybe cmd calling configuration unknown directive
allowed here duplicate invalid arguments of terminated by it must be unexpected end expecting not found
passed group crl pkcs12 ssl tls resolved resolver resolve could set tls_retry_write_records digital envelope read pbe crypt already
`;
const WORDS: ReadonlySet<string> = new Set(
  [
    OTHER_WORDS,
    ...ALERTS.map((a) => a.text),
    ...VERIFY_ERRORS.flatMap((e) => [e.text, e.textIn1x, e.textFrom36]),
  ]
    .join(' ')
    .split(/[^A-Za-z0-9_]+/)
    .filter((word) => word.length > 1),
);

const METHODS = /^(?:GET|POST|PUT|HEAD|DELETE|PATCH|OPTIONS|CONNECT|TRACE|PRI)$/;

/** `before` continued by `after`, the next line, with or without a blank. */
export function joinLines(before: string, after: string): string {
  const a = before.trimEnd();
  const b = after.trim();
  if (a.length < before.length) return `${a} ${b}`;
  return a + (blankBetween(a, b) ? ' ' : '') + b;
}

function blankBetween(a: string, b: string): boolean {
  const quoted = openQuote(a);
  if (quoted !== null) return quoted.field === 'request' && blankInRequest(quoted.value, b);
  if (/^[),:;\]#]/.test(b)) return false;
  if (/[a-z]{3}\.$/.test(a)) return /^[A-Z]/.test(b);
  if (/(?:[([/_.=#-]| '|',)$/.test(a)) return false;
  if (/[a-z_]\([^()]*$/i.test(a) && !a.endsWith(',')) return false; // a path in fopen(…)
  if (a.endsWith('"')) return !/^["),:]/.test(b);
  if (/[),]$/.test(a)) return true;
  if (a.endsWith(':')) return blankAfterColon(a, b);
  if (/, (?:client|server): \S*$/.test(a)) return false;
  if (/^["'[]/.test(b)) return true;
  if (b.startsWith('(')) return !/(?:\w_\w+|connect|recv|send|writev|fopen|reason)$/.test(a);
  if (b.startsWith('/')) return /\b(?:in|failed to)$/.test(a);
  return blankBetweenWords(a, b);
}

/** The quoted value that the text ends in, with the field it belongs to. */
function openQuote(a: string): { field: string; value: string } | null {
  const field =
    /, (request|subrequest|upstream|host|referrer): "(?!.*, (?:request|subrequest|upstream|host|referrer): ")/.exec(
      a,
    );
  const from = field ? field.index + field[0].length : a.indexOf('"') + 1;
  if (from === 0) return null;
  const value = a.slice(from);
  // Quotes of messages come in pairs; those of fields close before the next comma or at the end.
  if (field) return value.includes('"') ? null : { field: field[1] ?? '', value };
  const last = a.lastIndexOf('"');
  return (a.slice(from).split('"').length - 1) % 2 === 0
    ? { field: 'message', value: a.slice(last + 1) }
    : null;
}

function blankInRequest(value: string, b: string): boolean {
  if (METHODS.test(value)) return b.startsWith('/') || b.startsWith('*') || /^https?:/.test(b);
  return /^HTTP\/\d/.test(b) && /\s\S+$/.test(value);
}

function blankAfterColon(a: string, b: string): boolean {
  if (/(?:, (?:client|server|request|subrequest|upstream|host|referrer)|Expecting|type):$/.test(a))
    return true;
  // `(104: Connection reset by peer)`, but `verify error: (20:unable to …)`.
  if (/\(\d+:$/.test(a)) return !a.includes(' verify error: (');
  return (
    /(?:\(SSL|#\d+|verify error|frame|status|certificate(?: key)? "[^"]*"):$/.test(a) ||
    (/":$/.test(a) && /^[A-Z]/.test(b))
  );
}

function blankBetweenWords(a: string, b: string): boolean {
  const left = /[A-Za-z0-9_]*$/.exec(a)?.[0] ?? '';
  const right = /^[A-Za-z0-9_]*/.exec(b)?.[0] ?? '';
  if (left === '') return right !== '' ? !/[*/.]$/.test(a) : true;
  // A stamp that was broken within: date, time, pid.
  if (/\d$/.test(left) && /^\d/.test(right)) return /\d{4}\/\d\d\/\d\d$/.test(a);
  if (/error:[0-9A-F]{1,7}$/i.test(a)) return false;
  if (/^ssl$/i.test(left) && /^\d/.test(right)) return false; // ssl3_read_bytes
  if (right === '') return b.startsWith('*');
  if (left.includes('_') && !WORDS.has(left)) return right === 'for';
  if (right.startsWith('_')) return false;
  const joined = WORDS.has(left + right);
  const both = WORDS.has(left) && WORDS.has(right);
  // `in` stands before names only, so `in` and `valid` are one word.
  if (joined && (!both || left === 'in')) return false;
  return both || WORDS.has(left) || (WORDS.has(right) && /\d$/.test(left));
}
