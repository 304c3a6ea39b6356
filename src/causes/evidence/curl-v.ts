/** Output of `curl -v` (built with OpenSSL), old and new wording. */
import type { CertificateFacts } from '../named-files.ts';
import type { Observation } from '../observation.ts';
import { commonName, isoDate, namesOnly, normalName } from './names.ts';

/** Alerts by the names that curl prints, as in the TLS registry. */
const ALERTS: Readonly<Record<string, number>> = {
  'close notify': 0,
  'unexpected message': 10,
  'bad record mac': 20,
  'handshake failure': 40,
  'bad certificate': 42,
  'unsupported certificate': 43,
  'certificate revoked': 44,
  'certificate expired': 45,
  'certificate unknown': 46,
  'illegal parameter': 47,
  'unknown ca': 48,
  'access denied': 49,
  'decode error': 50,
  'decrypt error': 51,
  'protocol version': 70,
  'insufficient security': 71,
  'internal error': 80,
  'missing extension': 109,
  'unsupported extension': 110,
  'unrecognized name': 112,
  'certificate required': 116,
  'no application protocol': 120,
};

/** Whether the text looks like the output of `curl -v`. */
export function isCurlV(text: string): boolean {
  // The progress meter may stand before the message.
  return /^[ \d.kMG:-]{0,200}\* +(?:Trying |Connected to |Could not resolve host|Host \S+ was resolved)/m.test(
    text,
  );
}

/** One observation for each connection that the text holds. */
export function readCurlV(text: string): Observation[] {
  return sessions(text).flatMap(({ command, body }) =>
    connections(body).map((connection) => observation(connection, command, body)),
  );
}

const COMMAND = /^[^*<>{}]{0,80}?\bcurl\s+((?:-|https?:).*)$/;

interface Session {
  readonly command: string | null;
  readonly body: string;
}

/** Each command line with what follows it; what stands before the first belongs to none. */
function sessions(text: string): Session[] {
  const found: { command: string | null; lines: string[] }[] = [{ command: null, lines: [] }];
  for (const line of text.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const command = COMMAND.exec(line)?.[1];
    if (command !== undefined) found.push({ command, lines: [] });
    else found.at(-1)?.lines.push(line);
  }
  return found.map(({ command, lines }) => ({ command, body: lines.join('\n') }));
}

function connections(text: string): string[] {
  // The progress meter ends in the line of the first message.
  return text
    .replace(/^[\s\d.kMG:-]+(?=\* )/gm, '')
    .split(/^(?=\* +(?:Trying |Could not resolve host))/m)
    .filter(isCurlV)
    .reduce<string[]>(joinAttempts, []);
}

/** Several `Trying` lines in a row are one connection: IPv6 first, then IPv4. */
function joinAttempts(parts: string[], part: string): string[] {
  const last = parts.at(-1);
  if (last !== undefined && !/^\* (?:Connected|Established connection) to|^curl: \(/m.test(last))
    parts[parts.length - 1] = last + part;
  else parts.push(part);
  return parts;
}

interface Asked {
  /** Host of the URL; null when nothing tells it. */
  readonly host: string | null;
  readonly versions: Observation['asked']['versions'];
  readonly ciphers: string | null;
  readonly groups: string | null;
  readonly clientCertificate: boolean;
}

const VERSIONS = ['1.0', '1.1', '1.2', '1.3'];

function askedBy(command: string): Asked {
  const option = (name: string) =>
    new RegExp(`\\s--${name}[ =]+["']?([^\\s"']+)`).exec(` ${command}`)?.[1] ?? null;
  const low = VERSIONS.findIndex((v) => new RegExp(`--tlsv${v}(?:\\s|$)`).test(command));
  const high = VERSIONS.indexOf(option('tls-max') ?? '');
  const known = low >= 0 && high >= 0;
  return {
    host: /\bhttps?:\/\/(\[[^\]]+\]|[^\s:/'"]+)/.exec(command)?.[1] ?? null,
    versions: known ? VERSIONS.slice(low, high + 1).map((v) => `TLSv${v}`.replace('.0', '')) : null,
    ciphers: option('ciphers'),
    groups: option('curves'),
    clientCertificate: /\s(?:--cert|-E)\s/.test(` ${command}`),
  };
}

/** Without a command line: with `--connect-to` curl connects to another host than it asks. */
function askedOf(body: string, session: string): Asked {
  const named = /^\* (?:Connected|Established connection) to (\S+) \(/m.exec(body)?.[1];
  const kept = /^\* Connection #\d+ to host (\S+?)(?::\d+)? left intact/m.exec(body)?.[1];
  const elsewhere = named === '(nil)' || /^\* Connecting to (?:hostname|port): /m.test(session);
  const host = (elsewhere ? undefined : (kept ?? named)) ?? null;
  return { host, versions: null, ciphers: null, groups: null, clientCertificate: false };
}

function observation(body: string, command: string | null, session: string): Observation {
  const connected =
    /^\* Connected to (\S+) \(([^)]*)\) port (\d+)/m.exec(body) ??
    /^\* Established connection to (\S+) \((\S+) port (\d+)\)/m.exec(body);
  const asked = command === null ? askedOf(body, session) : askedBy(command);
  const { host } = asked;
  const tried = /^\*\s+Trying (\S+?)\.\.\.$/m.exec(body)?.[1];
  const using = /^\* SSL connection using (\S+) \/ (\S+)(?: \/ (\S+))?/m.exec(body);
  const offers = /^\* ALPN:? (?:curl )?offers (\S+)/m.exec(body)?.[1]?.split(',');
  const offering = [...body.matchAll(/^\* ALPN, offering (\S+)/gm)].map((m) => m[1] ?? '');
  const accepted = /^\* ALPN(?::|,) server accepted(?: to use)? (\S+)/m.exec(body)?.[1];
  return {
    tool: 'curl',
    target: targetOf(connected, tried, command),
    asked: {
      sni: host === null || /^[\d.]+$|^\[|:/.test(host) ? null : host,
      sniKnown: host !== null,
      versions: asked.versions,
      ciphers: asked.ciphers,
      groups: asked.groups,
      alpn: offers ?? offering,
      clientCertificate: asked.clientCertificate,
      plainHttp: !/TLS handshake|ALPN|SSL/.test(body),
      proxyProtocol: false,
    },
    answer: answer(body, using !== null),
    version: using?.[1] ?? null,
    cipher: using?.[2] ?? null,
    group: using?.[3] ?? null,
    alpn: accepted ?? null,
    chain: leaf(body),
    clientCertificateAsked: /\(IN\), TLS handshake, Request CERT/.test(body) ? [] : null,
    verifyError: null,
    nameMatches: nameMatches(body),
    rehandshake: null,
  };
}

/** What curl connected to, by its name where it has one. */
function targetOf(
  connected: RegExpExecArray | null,
  tried: string | undefined,
  command: string | null,
): string {
  const elsewhere = /\s--(?:connect-to|resolve)\s/.test(` ${command ?? ''}`);
  if (connected !== null && connected[1] !== '(nil)' && !elsewhere)
    return `${connected[1]}:${connected[3]}`;
  return tried ?? (connected === null ? '' : `${connected[2]}:${connected[3]}`);
}

function answer(body: string, negotiated: boolean): Observation['answer'] {
  const status = /^< HTTP\/[\d.]+ (\d{3})/m.exec(body)?.[1];
  if (status !== undefined) return { kind: 'http', status: Number(status) };
  const alert = alertOf(body);
  if (alert !== null) return { kind: 'alert', alert };
  if (/Connection refused/.test(body)) return { kind: 'refused' };
  if (/Could not resolve host/.test(body)) return { kind: 'unresolved' };
  if (/wrong version number|packet length too long/.test(body)) return { kind: 'not-tls' };
  if (/Connection reset by peer/.test(body)) return { kind: 'reset' };
  if (/unexpected eof while reading/.test(body)) return { kind: 'closed' };
  if (/timed out/i.test(body)) return { kind: 'timeout' };
  if (negotiated) return { kind: 'connected' };
  const reason = /error:[0-9A-F]{8}:SSL routines:[^:\n]*:([^:\n]{1,80})/.exec(body)?.[1];
  // Verification failing at curl means that the handshake itself came that far.
  if (/SSL certificate problem|certificate verify failed/.test(body)) return { kind: 'connected' };
  if (reason !== undefined) return { kind: 'local', reason };
  return { kind: 'closed' };
}

/** The alert that came in; what curl itself sends out (`(OUT), TLS alert`) is its own. */
function alertOf(body: string): number | null {
  for (const m of body.matchAll(/\(IN\), TLS alert,?\s*([^(\n]*)/g)) {
    const number =
      ALERTS[
        (m[1] ?? '')
          .trim()
          .replace(/^\[no content\].*/, '')
          .toLowerCase()
      ];
    if (number !== undefined && number !== 0) return number;
  }
  const named = /(?:sslv3|tlsv1|tlsv13|ssl\/tls) (?:alert )?([a-z ]+?)(?:,|$)/m.exec(body)?.[1];
  return (named !== undefined && ALERTS[named]) || null;
}

function leaf(body: string): CertificateFacts[] {
  const field = (name: string) => new RegExp(`^\\*  +${name}: (.*)$`, 'm').exec(body)?.[1];
  const subject = field('subject');
  const issuer = field('issuer');
  if (subject === undefined || issuer === undefined) return [];
  const notBefore = isoDate(field('start date'));
  const notAfter = isoDate(field('expire date'));
  const name = normalName(subject);
  const matched = /matched cert's "([^"]+)"/.exec(body)?.[1];
  return [
    namesOnly({
      subject: name,
      issuer: normalName(issuer),
      commonName: commonName(name),
      dnsNames: matched === undefined ? [] : [matched],
      ...(notBefore === null ? {} : { notBefore }),
      ...(notAfter === null ? {} : { notAfter }),
    }),
  ];
}

function nameMatches(body: string): boolean | null {
  if (/matched cert's "|common name: .* \(matched\)/.test(body)) return true;
  return /does not match target host name|no alternative certificate subject name matches/.test(
    body,
  )
    ? false
    : null;
}
