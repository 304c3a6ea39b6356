/** What `inspect` shows of one path, as data: the text form draws on it. */
import type { ConfigSet, Located } from '../nginx/tree-set.ts';
import { LineIndex } from '../text/lines.ts';
import { type Message, message } from '../text/message.ts';
import { withoutPem } from '../text/pem.ts';
import { groupName } from '../tls/names.ts';
import type { Versions } from '../tls/versions.ts';
import type { Origin, Possible, Setting, UpstreamTls } from '../upstream/model.ts';
import { offerOf } from '../upstream/offers.ts';
import { expectedHello, nameLength } from './inspect-hello.ts';

/** One line of the table: what it is, its value and where the value comes from. */
export interface Row {
  readonly label: string;
  readonly value: Message | string;
  /** Why the value is so, or what follows from it. */
  readonly note: Message | null;
  readonly origin: Origin | null;
}

/** Where directives stand, as `file:line`. Places come file by file, so few indexes are kept. */
export class Places {
  private readonly set: ConfigSet;
  private readonly indexes = new Map<string, LineIndex>();

  constructor(set: ConfigSet) {
    this.set = set;
  }

  /** The file alone when it is not one of this configuration. */
  of(at: Located): string {
    const line = this.line(at);
    return line > 0 ? `${at.file}:${line}` : at.file;
  }

  /** From 1; 0 when the file is not one of this configuration. */
  line(at: Located): number {
    let index = this.indexes.get(at.file);
    if (!index) {
      const file = this.set.files.get(at.file);
      if (!file) return 0;
      if (this.indexes.size > 64) this.indexes.clear();
      index = new LineIndex(file.text);
      this.indexes.set(at.file, index);
    }
    return index.line(at.directive.start);
  }
}

/**
 * Makes the rows of places that proxy over TLS, or may. A default is the same row
 * wherever it holds, so the same object is given for it.
 */
export class Rows {
  private readonly versions: Versions;
  private readonly defaults = new Map<string, Map<unknown, Row>>();
  /** Of default settings, by module and length of the name. */
  private readonly hellos = new Map<string, Row | null>();

  constructor(versions: Versions) {
    this.versions = versions;
  }

  of(path: UpstreamTls): Row[] {
    const { settings: s } = path;
    const rows: Row[] = [this.sni(path), checkedName(path), this.flag('inspect.verify', s.verify)];
    if (s.verify.value) this.addChecks(rows, path);
    rows.push(this.protocols(path));
    if (s.ciphers.origin.kind === 'directive') {
      rows.push(plain('inspect.ciphers', s.ciphers.value, s.ciphers.origin));
    }
    for (const c of s.confCommands) {
      rows.push(plain('inspect.command', c.value.join(' '), c.origin));
    }
    if (s.alpn.value.length > 0) {
      rows.push(plain('inspect.alpn', s.alpn.value.join(' '), s.alpn.origin));
    }
    const hello = this.hello(path);
    if (hello) rows.push(hello);
    rows.push(
      this.setting('inspect.certificate', s.certificate, (v) => (v ? possibleText(v) : NONE)),
      this.flag('inspect.session-reuse', s.sessionReuse),
    );
    if (path.hostHeader) rows.push(plain('inspect.host', possibleText(path.hostHeader), null));
    if (path.proxyProtocol) rows.push(plain('inspect.proxy-protocol', ON, null));
    return rows;
  }

  private addChecks(rows: Row[], path: UpstreamTls): void {
    const { trustedCertificate, verifyDepth, crl } = path.settings;
    const missing = trustedCertificate.value === null && !trustedCertificate.undecided;
    const ca = this.setting('inspect.trusted', trustedCertificate, (v) => v ?? NONE);
    rows.push(missing ? { ...ca, note: message('inspect.no-ca') } : ca);
    rows.push(this.setting('inspect.depth', verifyDepth, String));
    if (crl.value) rows.push(this.setting('inspect.crl', crl, (v) => v ?? NONE));
  }

  private sni(path: UpstreamTls): Row {
    const { sni, settings } = path;
    const label = 'inspect.sni';
    const { origin } = settings.serverName;
    if (sni.sent === 'no') {
      const why = sni.why === 'off' && origin.kind === 'directive' ? 'set-off' : (sni.why ?? 'off');
      const make = (): Row => ({ label, value: NONE, note: SNI_NOTES[why] ?? null, origin });
      return origin.kind === 'default' ? this.shared(label, sni.why, make) : make();
    }
    const value = sni.name ? possibleText(sni.name) : UNDECIDED;
    const why = sni.why === null ? null : (SNI_NOTES[sni.why] ?? null);
    return { label, value, note: sni.sent === 'depends' ? DEPENDS : why, origin };
  }

  private flag(label: string, setting: Setting<boolean>): Row {
    return this.setting(label, setting, (on) => (on ? ON : OFF));
  }

  private setting<T>(label: string, setting: Setting<T>, say: (value: T) => string | Message): Row {
    const { value, origin, undecided } = setting;
    if (origin.kind !== 'default') return plain(label, undecided ? UNDECIDED : say(value), origin);
    return this.shared(label, value, () => plain(label, say(value), origin));
  }

  private protocols(path: UpstreamTls): Row {
    const { protocols, ciphers, confCommands } = path.settings;
    const usual = ciphers.origin.kind === 'default' && confCommands.length === 0;
    const make = () => protocolRow(path, this.versions);
    return usual && protocols.origin.kind === 'default'
      ? this.shared('inspect.protocols', protocols.value, make)
      : make();
  }

  private hello(path: UpstreamTls): Row | null {
    const { ciphers, confCommands, protocols } = path.settings;
    const usual = ciphers.origin.kind === 'default' && confCommands.length === 0;
    const make = () => helloRow(path, this.versions);
    if (!usual || protocols.origin.kind !== 'default') return make();
    const key = `${path.module} ${nameLength(path)}`;
    const known = this.hellos.get(key);
    if (known !== undefined) return known;
    const row = make();
    this.hellos.set(key, row);
    return row;
  }

  private shared(label: string, value: unknown, make: () => Row): Row {
    let rows = this.defaults.get(label);
    if (!rows) {
      rows = new Map();
      this.defaults.set(label, rows);
    }
    let row = rows.get(value);
    if (!row) {
      row = make();
      rows.set(value, row);
    }
    return row;
  }
}

const NONE = message('inspect.none');
const ON = message('inspect.on');
const OFF = message('inspect.off');
const UNDECIDED = message('inspect.undecided');
const DEPENDS = message('inspect.sni-depends');
const NOT_COMPARED = message('inspect.not-compared');

const SNI_NOTES: Readonly<Record<string, Message>> = {
  off: message('inspect.sni-off'),
  'set-off': message('inspect.sni-set-off'),
  'ip-address': message('inspect.sni-ip'),
  empty: message('inspect.sni-empty'),
  'group-name': message('inspect.sni-group'),
  'unix-path': message('inspect.sni-unix'),
  'trailing-dot': message('inspect.sni-dot'),
  'from-client': message('inspect.sni-client'),
};

function plain(label: string, value: Message | string, origin: Origin | null): Row {
  return { label, value, note: null, origin };
}

function checkedName(path: UpstreamTls): Row {
  const { verify, name } = path.settings;
  // Without `*_ssl_name` the name stands in the pass, whose place is shown above the rows.
  const origin = name.value ? name.origin : null;
  const note = verify.value || verify.undecided ? null : NOT_COMPARED;
  return { label: 'inspect.checked-name', value: possibleText(path.checkedName), note, origin };
}

function protocolRow(path: UpstreamTls, versions: Versions): Row {
  const { protocols } = path.settings;
  const offer = offerOf(path.settings, versions);
  const value =
    offer.versions.length > 0 ? offer.versions.join(' ') : message('inspect.no-protocols');
  const dropped = protocols.value.filter((v) => !offer.versions.includes(v));
  const broken = offer.versions.filter((v) => !offer.usable.includes(v));
  let note: Message | null = null;
  if (dropped.length > 0 && protocols.origin.kind === 'directive') {
    note = message('inspect.dropped', { versions: dropped.join(' ') });
  } else if (broken.length > 0) {
    note = message('inspect.unusable', { versions: broken.join(', ') });
  }
  return { label: 'inspect.protocols', value, note, origin: protocols.origin };
}

/** From this size on it leaves in more than one packet of an Ethernet. */
const ONE_PACKET = 1400;

function helloRow(path: UpstreamTls, versions: Versions): Row | null {
  const hello = expectedHello(path, versions);
  if (!hello) return null;
  const { size, captured } = hello;
  const keys = captured.keyShares.map(groupName).join(', ');
  const value =
    keys === ''
      ? message('inspect.hello-plain', { size })
      : message('inspect.hello-keys', { size, keys });
  const note = size > ONE_PACKET ? message('inspect.hello-big') : null;
  return { label: 'inspect.hello', value, note, origin: null };
}

/** Up to four values, or the text as written where they are not known. */
export function possibleText(p: Possible): string | Message {
  if (p.complete && p.values.length === 1) {
    return p.values[0] === '' ? message('inspect.empty') : withoutPem(p.values[0] ?? '');
  }
  const shown = p.values.slice(0, 4).map((v) => (v === '' ? '""' : withoutPem(v)));
  if (shown.length === 0) {
    // `$proxy_host` says less than the variable that decides it.
    const [deciding] = p.unknown;
    return p.written === '$proxy_host' && deciding ? deciding.variable : p.written;
  }
  const values = shown.join(', ');
  if (p.complete && p.values.length <= 4) return message('inspect.one-of', { values });
  return message('inspect.among', { written: p.written, values });
}
