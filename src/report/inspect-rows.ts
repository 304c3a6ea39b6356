/** What `inspect` shows of one path, as data: the text and JSON forms draw on it. */

import type { ConfigSet, Located } from '../nginx/tree-set.ts';
import { lineOf } from '../nginx/walk.ts';
import { type Message, message } from '../text/message.ts';
import type { Versions } from '../tls/versions.ts';
import type { Origin, Possible, Setting, UpstreamTls } from '../upstream/model.ts';
import { type Offer, offerOf } from '../upstream/offers.ts';

/** One line of the table: what it is, its value and where the value comes from. */
export interface Row {
  readonly label: string;
  readonly value: Message | string;
  /** Why the value is so, or what follows from it. */
  readonly note: Message | null;
  readonly origin: Origin | null;
}

/** `file:line`; the file alone when the line is not known. */
export function placeOf(set: ConfigSet, at: Located): string {
  const line = lineOf(set, at);
  return line > 0 ? `${at.file}:${line}` : at.file;
}

/** The rows of a path that proxies over TLS, or may. */
export function rowsOf(path: UpstreamTls, versions: Versions): Row[] {
  const { settings: s } = path;
  const verify = s.verify.value;
  const rows: Row[] = [
    sniRow(path),
    {
      label: 'inspect.checked-name',
      value: possibleText(path.checkedName),
      note: verify || s.verify.undecided ? null : message('inspect.not-compared'),
      origin: s.name.value ? s.name.origin : path.sni.sent === 'no' ? targetOrigin(path) : null,
    },
    flagRow('inspect.verify', s.verify),
  ];
  if (verify) {
    const ca = fileRow('inspect.trusted', s.trustedCertificate);
    const missing = s.trustedCertificate.value === null && !s.trustedCertificate.undecided;
    rows.push(missing ? { ...ca, note: message('inspect.no-ca') } : ca);
    const { value, origin } = s.verifyDepth;
    rows.push({ label: 'inspect.depth', value: String(value), note: null, origin });
    if (s.crl.value) rows.push(fileRow('inspect.crl', s.crl));
  }
  rows.push(protocolRow(path, offerOf(s, versions)));
  if (s.ciphers.origin.kind === 'directive') {
    rows.push({
      label: 'inspect.ciphers',
      value: s.ciphers.value,
      note: null,
      origin: s.ciphers.origin,
    });
  }
  for (const c of s.confCommands) {
    rows.push({ label: 'inspect.command', value: c.value.join(' '), note: null, origin: c.origin });
  }
  if (s.alpn.value.length > 0) {
    rows.push({
      label: 'inspect.alpn',
      value: s.alpn.value.join(' '),
      note: null,
      origin: s.alpn.origin,
    });
  }
  rows.push(certificateRow(s.certificate), flagRow('inspect.session-reuse', s.sessionReuse));
  if (path.hostHeader) {
    rows.push({
      label: 'inspect.host',
      value: possibleText(path.hostHeader),
      note: null,
      origin: null,
    });
  }
  if (path.proxyProtocol) {
    rows.push({ label: 'inspect.proxy-protocol', value: 'on', note: null, origin: null });
  }
  return rows;
}

/** Where the name comes from when no `*_ssl_name` stands anywhere. */
function targetOrigin(path: UpstreamTls): Origin {
  return { kind: 'directive', at: path.pass, level: path.level };
}

function sniRow(path: UpstreamTls): Row {
  const { sni, settings } = path;
  const label = 'inspect.sni';
  const origin = settings.serverName.origin;
  if (sni.sent === 'no') {
    return {
      label,
      value: message('inspect.none'),
      note: SNI_NOTES[sni.why ?? 'off'] ?? null,
      origin,
    };
  }
  const note = sni.why === null ? null : (SNI_NOTES[sni.why] ?? null);
  const value = sni.name ? possibleText(sni.name) : message('inspect.undecided');
  return {
    label,
    value,
    note: sni.sent === 'depends' ? message('inspect.sni-depends') : note,
    origin,
  };
}

const SNI_NOTES: Readonly<Record<string, Message>> = {
  off: message('inspect.sni-off'),
  'ip-address': message('inspect.sni-ip'),
  empty: message('inspect.sni-empty'),
  'group-name': message('inspect.sni-group'),
  'unix-path': message('inspect.sni-unix'),
  'trailing-dot': message('inspect.sni-dot'),
  'from-client': message('inspect.sni-client'),
};

function flagRow(label: string, setting: Setting<boolean>): Row {
  const value = setting.undecided
    ? message('inspect.undecided')
    : setting.value
      ? message('inspect.on')
      : message('inspect.off');
  return { label, value, note: null, origin: setting.origin };
}

function fileRow(label: string, setting: Setting<string | null>): Row {
  return {
    label,
    value: setting.value ?? message('inspect.none'),
    note: null,
    origin: setting.origin,
  };
}

function certificateRow(setting: Setting<Possible | null>): Row {
  const value = setting.value ? possibleText(setting.value) : message('inspect.none');
  return { label: 'inspect.certificate', value, note: null, origin: setting.origin };
}

function protocolRow(path: UpstreamTls, offer: Offer): Row {
  const { protocols } = path.settings;
  const value =
    offer.versions.length > 0 ? offer.versions.join(' ') : message('inspect.no-protocols');
  const dropped = protocols.value.filter((v) => !offer.versions.includes(v));
  const broken = offer.versions.filter((v) => !offer.usable.includes(v));
  const note =
    dropped.length > 0 && protocols.origin.kind === 'directive'
      ? message('inspect.dropped', { versions: dropped.join(' ') })
      : broken.length > 0
        ? message('inspect.unusable', { versions: broken.join(', ') })
        : null;
  return { label: 'inspect.protocols', value, note, origin: protocols.origin };
}

/** Up to four values, or the text as written where they are not known. */
export function possibleText(p: Possible): string | Message {
  if (p.complete && p.values.length === 1) {
    return p.values[0] === '' ? message('inspect.empty') : (p.values[0] ?? '');
  }
  const shown = p.values.slice(0, 4).map((v) => (v === '' ? '""' : v));
  if (shown.length === 0) {
    // `$proxy_host` says less than the variable that decides it.
    const [deciding] = p.unknown;
    return p.written === '$proxy_host' && deciding ? deciding.variable : p.written;
  }
  const values = shown.join(', ');
  if (p.complete && p.values.length <= 4) return message('inspect.one-of', { values });
  return message('inspect.among', { written: p.written, values });
}
