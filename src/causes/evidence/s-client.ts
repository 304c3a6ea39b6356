/** Output of `openssl s_client`, of OpenSSL 1.0 to 3.6, with or without the command line above it. */
import type { CertificateFacts } from '../named-files.ts';
import type { Observation } from '../observation.ts';
import { certificatesIn } from '../x509.ts';
import { isoDate, namesOnly, normalName } from './names.ts';

const COMMAND = /^.{0,80}?\bopenssl\s+s_client\b(.*)$/;
const CONNECTED = 'CONNECTED(';
const STARTS = /^(?:CONNECTED\(|Connecting to )/;

/** One observation for each run that the text holds. */
export function readSClient(text: string): Observation[] {
  return runs(text).map(({ command, body }) => observation(command, body));
}

/** Whether the text looks like the output of `openssl s_client`. */
export function isSClient(text: string): boolean {
  return (
    /^CONNECTED\([0-9A-F]{8}\)/m.test(text) ||
    /^(?:[0-9A-F]+:error:\w+:.*connect|connect:errno=\d+)/m.test(text)
  );
}

interface Run {
  command: string | null;
  body: string;
}

function runs(text: string): Run[] {
  const found: { command: string | null; lines: string[]; said: Set<string> }[] = [];
  let current: (typeof found)[number] | null = null;
  let continued = false;
  for (const line of text.split(/\r?\n/)) {
    const command = COMMAND.exec(line);
    if (continued && current !== null) {
      current.command = `${current.command ?? ''} ${line.replace(/\\$/, '')}`;
      continued = line.endsWith('\\');
    } else if (command !== null) {
      current = { command: (command[1] ?? '').replace(/\\$/, ''), lines: [], said: new Set() };
      continued = line.endsWith('\\');
      found.push(current);
    } else {
      // Two lines may start one run, with errors between them: `Connecting to …`, then `CONNECTED(…)`.
      const start = STARTS.exec(line)?.[0];
      const isAgain =
        start !== undefined && (current?.said.has(CONNECTED) || current?.said.has(start));
      if (current === null || isAgain) {
        current = { command: null, lines: [], said: new Set() };
        found.push(current);
      }
      if (start !== undefined) current.said.add(start);
      current.lines.push(line);
    }
  }
  return found
    .map(({ command, lines }) => ({ command, body: lines.join('\n') }))
    .filter(({ command, body }) => isSClient(body) || (command !== null && body.trim() !== ''));
}

function observation(command: string | null, body: string): Observation {
  const option = (name: string) =>
    new RegExp(`\\s-${name}[ =]+["']?([^\\s"']+)`).exec(` ${command ?? ''}`)?.[1] ?? null;
  const flag = (name: string) => new RegExp(`\\s-${name}(?:\\s|$)`).test(` ${command ?? ''}`);
  const target = option('connect') ?? /^Connecting to (\S+)/m.exec(body)?.[1] ?? '';
  const versions = versionsOf(flag, option);
  const cipher = /^\s*(?:New|Reused), (\S+), Cipher is (\S+)/m.exec(body);
  const negotiated = cipher !== null && cipher[2] !== '(NONE)';
  // TLS 1.0–1.2 print the cipher's family above; the session has the version.
  const protocol = /^\s*Protocol\s*: (\S+)/m.exec(body)?.[1] ?? cipher?.[1] ?? null;
  const verify = /^\s*Verify return code: (\d+)/m.exec(body)?.[1];
  return {
    tool: 's_client',
    target,
    asked: {
      sni: sniOf(command, target, option('servername')),
      sniKnown: command !== null,
      versions: versions.length > 0 ? versions : null,
      ciphers: option('cipher'),
      groups: option('groups') ?? option('curves'),
      alpn: option('alpn')?.split(',') ?? [],
      clientCertificate: option('cert') !== null,
      plainHttp: false,
      proxyProtocol: false,
    },
    answer: answer(body, negotiated),
    version: negotiated ? protocol : null,
    cipher: negotiated ? (cipher?.[2] ?? null) : null,
    group: group(body),
    alpn: /^ALPN protocol: (\S+)/m.exec(body)?.[1] ?? null,
    chain: chain(body),
    clientCertificateAsked: clientCertificateAsked(body),
    verifyError: option('CAfile') !== null && verify !== undefined ? Number(verify) : null,
    nameMatches: null,
    rehandshake: null,
    secureRenegotiation: protocol === 'TLSv1.3' || !negotiated ? null : renegotiation(body),
  };
}

const VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** `-tls1_2` names one; ours name the lowest and the highest, and leave out what is between. Empty when unknown. */
function versionsOf(
  flag: (name: string) => boolean,
  option: (name: string) => string | null,
): readonly string[] {
  const word = (version: string) => version.replace('TLSv', 'tls').replace('.', '_');
  const named = VERSIONS.filter((v) => flag(word(v)));
  const low = VERSIONS.indexOf(option('min_protocol') ?? '');
  const high = VERSIONS.indexOf(option('max_protocol') ?? '');
  if (named.length > 0 || low < 0 || high < 0) return named;
  return VERSIONS.slice(low, high + 1).filter((v) => !flag(`no_${word(v)}`));
}

/** From OpenSSL 1.1.1 on, s_client sends the host of `-connect` unless told otherwise. */
function sniOf(command: string | null, target: string, servername: string | null): string | null {
  if (command === null || /\s-noservername(?:\s|$)/.test(command)) return null;
  if (servername !== null) return servername;
  const host = target.replace(/:\w+$/, '');
  return host === '' || /^[\d.]+$|^\[/.test(host) ? null : host;
}

function answer(body: string, negotiated: boolean): Observation['answer'] {
  const alert = /SSL alert number (\d+)/.exec(body)?.[1];
  if (alert !== undefined) return { kind: 'alert', alert: Number(alert) };
  const errno = /\b(?:connect|read|write):errno=(\d+)/.exec(body)?.[1];
  if (/Connection refused/.test(body) || errno === '111') return { kind: 'refused' };
  if (/Name or service not known|BIO_lookup_ex|getaddrinfo/.test(body))
    return { kind: 'unresolved' };
  if (/wrong version number|packet length too long|http request/.test(body))
    return { kind: 'not-tls' };
  if (errno === '104' || /Connection reset by peer/.test(body)) return { kind: 'reset' };
  if (negotiated) return { kind: 'connected' };
  if (errno === '110' || /Connection timed out/.test(body)) return { kind: 'timeout' };
  if (/unexpected eof while reading/.test(body) || errno === '0') return { kind: 'closed' };
  const reason = /error:[0-9A-F]{8}:SSL routines:[^:\n]*:([^:\n]{1,80})/.exec(body)?.[1];
  if (reason !== undefined) return { kind: 'local', reason };
  return { kind: /^CONNECTED\(/m.test(body) ? 'closed' : 'unresolved' };
}

/** `X25519`, `prime256v1`, `X25519MLKEM768`; `DH-1024` for finite fields. */
function group(body: string): string | null {
  const tls13 = /^Negotiated TLS1\.3 group: (\S+)/m.exec(body)?.[1];
  if (tls13 !== undefined && tls13 !== '<NULL>') return tls13;
  const key = /^(?:Server|Peer) Temp Key: (\w+)(?:, ([A-Za-z]\w*))?, (\d+) bits/m.exec(body);
  if (key === null) return null;
  return key[1] === 'DH' ? `DH-${key[3]}` : (key[2] ?? key[1] ?? null);
}

function renegotiation(body: string): boolean | null {
  const m = /Secure Renegotiation IS (NOT )?supported/.exec(body);
  return m === null ? null : m[1] === undefined;
}

/**
 * CA names of the certificate request. Without names s_client prints the same
 * sentence as without a request; the signature algorithms tell them apart.
 */
function clientCertificateAsked(body: string): string[] | null {
  const names =
    /^Acceptable client certificate CA names\n([\s\S]*?)(?=^---|^Client Certificate Types|^Requested Signature)/m.exec(
      body,
    );
  if (names !== null) return (names[1] ?? '').split('\n').filter(Boolean).map(normalName);
  return /^(?:Client Certificate Types|Requested Signature Algorithms):/m.test(body) ? [] : null;
}

const CHAIN = /^Certificate chain\n([\s\S]*?)^---$/m;
const ENTRY = /^ ?(\d+) s:(.*)\n +i:(.*)(?:\n +a:(.*))?(?:\n +v:(.*))?/gm;

function chain(body: string): CertificateFacts[] {
  const section = CHAIN.exec(body)?.[1] ?? '';
  const whole = certificatesIn(section);
  if (whole.length > 0) return whole;
  const leaf = certificatesIn(body)[0];
  const named = [...section.matchAll(ENTRY)].map((m, i) => shown(m, i > 0));
  if (named.length === 0) return leaf === undefined ? [] : [leaf];
  return leaf === undefined ? named : [leaf, ...named.slice(1)];
}

function shown(m: RegExpExecArray, ca: boolean): CertificateFacts {
  const validity = /NotBefore: (.*?); NotAfter: (.*)/.exec(m[5] ?? '');
  const key = /PKEY: (\w+), (\d+) \(bit\)(?:; sigalg: (\S+))?/.exec(m[4] ?? '');
  const notBefore = isoDate(validity?.[1]);
  const notAfter = isoDate(validity?.[2]);
  return namesOnly({
    subject: normalName(m[2] ?? ''),
    issuer: normalName(m[3] ?? ''),
    ca,
    ...(notBefore === null ? {} : { notBefore }),
    ...(notAfter === null ? {} : { notAfter }),
    ...(key === null
      ? {}
      : {
          keyType: /^rsa/i.test(key[1] ?? '') ? ('rsa' as const) : ('other' as const),
          keyBits: Number(key[2]),
          signatureAlgorithm: key[3] ?? '',
        }),
  });
}
