/**
 * The commands that ask the same question by hand, for a host where this
 * program may not run: `openssl s_client` and `curl`, told to send what nginx
 * sends and not what they send by default.
 */
import { DEFAULT_SUITES, type Identity, type Question } from './question.ts';

/** Verification as nginx is told to do it. */
export interface Verification {
  readonly trusted: string | null;
  readonly crl: string | null;
  readonly depth: number;
}

const ORDER = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
const CURL_VERSIONS: Readonly<Record<string, string>> = {
  TLSv1: '1.0',
  'TLSv1.1': '1.1',
  'TLSv1.2': '1.2',
  'TLSv1.3': '1.3',
};

/** One word of a shell command line. Control characters become `?`: nobody means them. */
export function shellWord(word: string): string {
  const safe = word.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
  if (/^[A-Za-z0-9_./:@%+=,[\]-]+$/.test(safe) && !safe.startsWith('=')) return safe;
  return `'${safe.replaceAll("'", "'\\''")}'`;
}

function line(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

type Version = (typeof ORDER)[number];

/** The lowest and the highest version offered, and those between them that are not. */
function range({ versions }: Question): { low: Version; high: Version; gap: readonly Version[] } {
  const offered = ORDER.filter((v) => versions.includes(v));
  const [low, high] = [offered[0] ?? 'TLSv1.2', offered.at(-1) ?? 'TLSv1.3'];
  const within = ORDER.slice(ORDER.indexOf(low), ORDER.indexOf(high));
  return { low, high, gap: within.filter((v) => !versions.includes(v)) };
}

/** `-no_tls1_3`: how nginx itself leaves a version out. With a maximum OpenSSL would offer other signatures. */
function without(version: Version): string {
  return `-no_${version.toLowerCase().replace('tlsv', 'tls').replace('.', '_')}`;
}

/** OpenSSL's `Options` that change what is sent or accepted, in lower case. */
const OPTIONS: Readonly<Record<string, string>> = {
  unsafelegacyserverconnect: '-legacy_server_connect',
  '-sessionticket': '-no_ticket',
  '-encryptthenmac': '-no_etm',
};

/** Both tools want files; what stands in the configuration itself is to be put into one. */
function asFiles({ certificate, key }: Identity): Pick<Identity, 'certificate' | 'key'> {
  const inline = (written: string) => written.startsWith('data:');
  return {
    certificate: inline(certificate) ? 'client-certificate.pem' : certificate,
    key: inline(key) ? 'client-key.pem' : key,
  };
}

/**
 * `openssl s_client` of this version, or null for what it cannot send (PROXY
 * protocol, plain HTTP).
 */
export function sClientCommand(
  question: Question,
  connect: string,
  verification: Verification | null,
  openssl: string,
): string | null {
  if (question.proxyProtocol || question.transport === 'http') return null;
  const { low, high, gap } = range(question);
  const unix = connect.startsWith('unix:') ? connect.slice(5) : null;
  const words = ['openssl', 's_client', ...(unix ? ['-unix', unix] : ['-connect', connect])];
  words.push(...(question.sni === null ? ['-noservername'] : ['-servername', question.sni]));
  words.push('-min_protocol', low, '-max_protocol', 'TLSv1.3', '-cipher', question.ciphers);
  if (high === 'TLSv1.3' && question.suites !== DEFAULT_SUITES)
    words.push('-ciphersuites', question.suites);
  const above = ORDER.slice(ORDER.indexOf(high) + 1);
  words.push(...[...gap, ...above].map(without));
  if (question.groups) words.push('-groups', question.groups);
  if (question.signatures) words.push('-sigalgs', question.signatures);
  if (question.alpn.length > 0) words.push('-alpn', question.alpn.join(','));
  words.push(...question.options.flatMap((option) => OPTIONS[option.toLowerCase()] ?? []));
  if (question.identity) {
    const { certificate, key } = asFiles(question.identity);
    words.push('-cert', certificate, '-key', key);
    if (question.identity.passwordFile)
      words.push('-pass', `file:${question.identity.passwordFile}`);
  }
  if (verification?.trusted) {
    words.push('-verify', String(verification.depth), '-CAfile', verification.trusted);
    words.push('-no-CApath');
    // OpenSSL 1.1.1 knows neither stores nor this option.
    if (!openssl.startsWith('1.')) words.push('-no-CAstore');
    if (verification.crl) words.push('-CRL', verification.crl, '-crl_check_all');
    if (question.checkedName) words.push('-verify_hostname', question.checkedName);
  }
  return `${line(words)} </dev/null`;
}

/**
 * `curl`, or null for what it cannot send: versions with a gap between them,
 * signature algorithms of one's own, OpenSSL's options. curl sends no server
 * name to an address, and the host of the address it is given otherwise.
 */
export function curlCommand(
  question: Question,
  connect: string,
  verification: Verification | null,
  hostHeader: string | null,
): string | null {
  if (question.proxyProtocol || connect.startsWith('unix:')) return null;
  const { low, high, gap } = range(question);
  const { signatures, options } = question;
  if (question.transport === 'tls' && (gap.length > 0 || signatures || options.length > 0))
    return null;
  const at = connect.lastIndexOf(':');
  const [host, port] = [connect.slice(0, at), connect.slice(at + 1)];
  const address = /^[\d.]+$|^\[/.test(host);
  // A name of the upstream can only be left out of the handshake by asking its address.
  if (question.transport === 'tls' && question.sni === null && !address) return null;
  const words = ['curl', '-v', '-I', '--no-alpn'];
  const scheme = question.transport === 'http' ? 'http' : 'https';
  if (question.transport === 'tls') {
    words.push(`--tlsv${CURL_VERSIONS[low]}`, '--tls-max', CURL_VERSIONS[high] ?? '1.3');
    words.push('--ciphers', question.ciphers);
    if (high === 'TLSv1.3' && question.suites !== DEFAULT_SUITES)
      words.push('--tls13-ciphers', question.suites);
    if (question.groups) words.push('--curves', question.groups);
    if (question.identity) {
      const { certificate, key } = asFiles(question.identity);
      words.push('--cert', certificate, '--key', key);
    }
    if (verification?.trusted) words.push('--cacert', verification.trusted);
    else words.push('-k');
  }
  if (hostHeader) words.push('-H', `Host: ${hostHeader}`);
  const name = question.sni;
  if (name !== null && name !== host) {
    words.push('--connect-to', `${name}:${port}:${host}:${port}`);
    words.push(`${scheme}://${name}:${port}/`);
  } else words.push(`${scheme}://${host}:${port}/`);
  return line(words);
}
