/** What nginx sends and checks for one place, row by row, against what the upstream wants. */
import type { CauseId } from '../causes/ids.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { type Message, message } from '../text/message.ts';
import { withoutPem } from '../text/pem.ts';
import type { Versions } from '../tls/versions.ts';
import type { Setting, UpstreamTls } from '../upstream/model.ts';
import { offerOf } from '../upstream/offers.ts';
import { placeOf } from './place.ts';

export type RowId =
  | 'scheme'
  | 'sni'
  | 'checked-name'
  | 'verification'
  | 'trusted'
  | 'depth'
  | 'crl'
  | 'protocols'
  | 'ciphers'
  | 'alpn'
  | 'client-certificate'
  | 'session-reuse'
  | 'commands'
  | 'proxy-protocol';

export interface Row {
  readonly id: RowId;
  /** A value of the configuration, or a message where there is none. */
  readonly sends: string | Message;
  /** `file:line` of the directive, or that it is the default; null where neither says anything. */
  readonly setAt: string | Message | null;
  /** What the upstream wants instead; null where nothing is wrong. */
  readonly wants: string | Message | null;
}

/** Rows that always help to see what happens; the others stand only where they are the fault. */
const ALWAYS: readonly RowId[] = [
  'sni',
  'checked-name',
  'verification',
  'protocols',
  'client-certificate',
];

/** The row in which a cause shows. */
const ROW: Partial<Record<CauseId, RowId>> = {
  'sni-not-sent': 'sni',
  'sni-wrong-name': 'sni',
  'certificate-name-mismatch': 'checked-name',
  'ca-not-trusted': 'trusted',
  'self-signed': 'trusted',
  'chain-incomplete': 'trusted',
  'trusted-certificate-missing': 'trusted',
  'verify-depth-too-small': 'depth',
  'crl-missing-or-expired': 'crl',
  'protocol-version-mismatch': 'protocols',
  'cipher-mismatch': 'ciphers',
  'dh-key-too-small': 'ciphers',
  'curve-mismatch': 'commands',
  'sigalg-mismatch': 'commands',
  'clienthello-too-big': 'commands',
  'legacy-renegotiation': 'commands',
  'alpn-mismatch': 'alpn',
  'client-certificate-required': 'client-certificate',
  'client-certificate-rejected': 'client-certificate',
  'client-certificate-key-mismatch': 'client-certificate',
  'client-certificate-unreadable': 'client-certificate',
  'session-reuse': 'session-reuse',
  'upstream-not-tls': 'scheme',
  'plain-http-to-tls-port': 'scheme',
  'proxy-protocol-expected': 'proxy-protocol',
  'proxy-protocol-unexpected': 'proxy-protocol',
};

/** The rows for a place; `cause` is the one to show the fault of, when there is a verdict. */
export function compare(
  path: UpstreamTls,
  config: ConfigSet | null,
  cause: CauseId | null,
  versions: Versions,
): readonly Row[] {
  const faulty = cause === null ? undefined : ROW[cause];
  const ids = faulty === undefined || ALWAYS.includes(faulty) ? ALWAYS : [faulty, ...ALWAYS];
  return ids.map((id) => ({
    id,
    ...cell(id, path, config, versions),
    wants: id === faulty ? message(`wants.${cause}`) : null,
  }));
}

function cell(
  id: RowId,
  path: UpstreamTls,
  config: ConfigSet | null,
  versions: Versions,
): Pick<Row, 'sends' | 'setAt'> {
  const { settings } = path;
  const from = (setting: Setting<unknown>) =>
    setting.origin.kind === 'directive'
      ? placeOf(setting.origin.at, config)
      : setting.origin.kind === 'default'
        ? message('value.default')
        : null;
  const onOff = (setting: Setting<boolean>) => ({
    sends: setting.value ? 'on' : 'off',
    setAt: from(setting),
  });
  const orNone = (value: string | null | undefined) => value || message('value.none');
  switch (id) {
    case 'sni':
      return {
        sends: path.sni.sent === 'no' ? message('value.none') : orNone(path.sni.name?.written),
        setAt: from(path.sni.sent === 'no' ? settings.serverName : settings.name),
      };
    case 'checked-name':
      return {
        sends: settings.verify.value ? path.checkedName.written : message('value.not-checked'),
        setAt: from(settings.name),
      };
    case 'verification':
      return onOff(settings.verify);
    case 'session-reuse':
      return onOff(settings.sessionReuse);
    case 'proxy-protocol':
      return { sends: path.proxyProtocol ? 'on' : 'off', setAt: null };
    case 'trusted':
      return {
        sends: orNone(settings.trustedCertificate.value),
        setAt: from(settings.trustedCertificate),
      };
    case 'crl':
      return { sends: orNone(settings.crl.value), setAt: from(settings.crl) };
    case 'depth':
      return { sends: String(settings.verifyDepth.value), setAt: from(settings.verifyDepth) };
    case 'protocols':
      return {
        sends: orNone(offerOf(settings, versions).usable.join(' ')),
        setAt: from(settings.protocols),
      };
    case 'ciphers':
      return { sends: settings.ciphers.value, setAt: from(settings.ciphers) };
    case 'alpn':
      return { sends: orNone(settings.alpn.value.join(' ')), setAt: from(settings.alpn) };
    case 'client-certificate':
      return {
        sends: orNone(withoutPem(settings.certificate.value?.written ?? '')),
        setAt: from(settings.certificate),
      };
    case 'commands':
      return {
        sends: orNone(settings.confCommands.map((c) => c.value.join(' ')).join('; ')),
        setAt: settings.confCommands[0] ? from(settings.confCommands[0]) : null,
      };
    case 'scheme':
      return {
        sends: path.target.scheme ?? path.target.pass.written,
        setAt: placeOf(path.pass, config),
      };
  }
}
