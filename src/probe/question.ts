/**
 * What can be asked of an upstream: one handshake (or one plain request), with
 * everything that nginx would put into it. No sockets here; `src/node/handshake/`
 * asks.
 */
import type { TlsVersion, UpstreamTls } from '../upstream/model.ts';

/** What a question changes, compared with exactly what nginx sends. */
export type Variation =
  | 'reproduce'
  | 'name'
  | 'no-name'
  | 'versions'
  | 'ciphers'
  | 'groups'
  | 'signatures'
  | 'small-hello'
  | 'alpn'
  | 'client-certificate'
  | 'proxy-protocol'
  | 'plain-http'
  | 'tls'
  | 'resume'
  | 'legacy-server'
  /** Every parameter wide at once: separates parameters from everything else. */
  | 'parameters';

/** Files that nginx would present itself with. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
  readonly passwordFile: string | null;
}

export interface Question {
  readonly varied: Variation;
  readonly transport: 'tls' | 'http';
  /** Null sends no server name at all. */
  readonly sni: string | null;
  readonly versions: readonly TlsVersion[];
  /** OpenSSL cipher list for TLS 1.2 and below; may hold `@SECLEVEL=n`. */
  readonly ciphers: string;
  /** TLS 1.3 suites, colon-separated. */
  readonly suites: string;
  /** OpenSSL group list; null is the default of the library. */
  readonly groups: string | null;
  readonly signatures: string | null;
  readonly alpn: readonly string[];
  readonly identity: Identity | null;
  /** OpenSSL option names as `*_ssl_conf_command Options` takes them, `-` in front of those taken away. */
  readonly options: readonly string[];
  readonly proxyProtocol: boolean;
  /** Connect once more with the session of a first handshake. */
  readonly resume: boolean;
  /** The name that verification compares; null when nothing is verified. */
  readonly checkedName: string | null;
}

export const DEFAULT_SUITES =
  'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256';
const ALL_SUITES = `${DEFAULT_SUITES}:TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256`;
const ALL_CIPHERS = 'ALL:!aNULL:!eNULL:@SECLEVEL=0';
const ALL_VERSIONS: readonly TlsVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
const ALL_GROUPS =
  'X25519:P-256:P-384:P-521:X448:ffdhe2048:ffdhe3072:ffdhe4096:ffdhe6144:ffdhe8192:' +
  'brainpoolP256r1:brainpoolP384r1:brainpoolP512r1:secp256k1:P-224';
const ALL_SIGNATURES =
  'ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:ed25519:ed448:RSA-PSS+SHA256:RSA-PSS+SHA384:' +
  'RSA-PSS+SHA512:rsa_pss_pss_sha256:rsa_pss_pss_sha384:rsa_pss_pss_sha512:RSA+SHA256:' +
  'RSA+SHA384:RSA+SHA512:ECDSA+SHA224:RSA+SHA224:ECDSA+SHA1:RSA+SHA1';

/** Facts about the host and the log that the configuration alone does not tell. */
export interface AskingContext {
  /** A value for names that come from the client (`$host`), as the log shows it. */
  readonly clientHost: string | null;
  /** Security level of the nginx host's OpenSSL where the cipher list states none. */
  readonly securityLevel: number;
}

function conf(path: UpstreamTls, ...names: string[]): string | null {
  const wanted = names.map((n) => n.toLowerCase());
  const found = path.settings.confCommands.filter((c) => wanted.includes(c.value[0].toLowerCase()));
  return found.at(-1)?.value[1] ?? null;
}

function versionsOf(path: UpstreamTls): readonly TlsVersion[] {
  const min = conf(path, 'MinProtocol');
  const max = conf(path, 'MaxProtocol');
  const index = (v: string | null, otherwise: number) => {
    const at = ALL_VERSIONS.indexOf(v as TlsVersion);
    return at < 0 ? otherwise : at;
  };
  const low = index(min, 0);
  const high = index(max, ALL_VERSIONS.length - 1);
  return ALL_VERSIONS.filter(
    (v, i) => path.settings.protocols.value.includes(v) && i >= low && i <= high,
  );
}

function sniOf(path: UpstreamTls, context: AskingContext): string | null {
  if (path.sni.sent === 'no') return null;
  return path.sni.name?.values[0] ?? context.clientHost;
}

/** A cipher list that states its security level, because libraries differ in their default. */
export function withLevel(ciphers: string, level: number): string {
  return /@SECLEVEL/i.test(ciphers) ? ciphers : `${ciphers}:@SECLEVEL=${level}`;
}

/** The question that sends exactly what nginx sends from this place. */
export function reproduce(path: UpstreamTls, context: AskingContext): Question {
  const s = path.settings;
  const certificate = s.certificate.value?.values[0];
  const key = s.certificateKey.value?.values[0];
  return {
    varied: 'reproduce',
    transport: path.tls === 'no' ? 'http' : 'tls',
    sni: sniOf(path, context),
    versions: versionsOf(path),
    ciphers: withLevel(conf(path, 'CipherString') ?? s.ciphers.value, context.securityLevel),
    suites: conf(path, 'Ciphersuites') ?? DEFAULT_SUITES,
    groups: conf(path, 'Groups', 'Curves'),
    signatures: conf(path, 'SignatureAlgorithms'),
    alpn: s.alpn.value,
    identity: certificate && key ? { certificate, key, passwordFile: s.passwordFile.value } : null,
    options: s.confCommands
      .filter((c) => c.value[0].toLowerCase() === 'options')
      .flatMap((c) => c.value[1].split(',').map((o) => o.trim())),
    proxyProtocol: path.proxyProtocol,
    resume: false,
    checkedName: s.verify.value ? (path.checkedName.values[0] ?? context.clientHost) : null,
  };
}

/** A question for a bare target, where no configuration says what nginx sends: nginx's defaults. */
export function bareQuestion(sni: string | null, context: AskingContext): Question {
  return {
    varied: 'reproduce',
    transport: 'tls',
    sni,
    versions: ['TLSv1.2', 'TLSv1.3'],
    ciphers: withLevel('DEFAULT', context.securityLevel),
    suites: DEFAULT_SUITES,
    groups: null,
    signatures: null,
    alpn: [],
    identity: null,
    options: [],
    proxyProtocol: false,
    resume: false,
    checkedName: null,
  };
}

const wide = {
  versions: ALL_VERSIONS,
  ciphers: ALL_CIPHERS,
  suites: ALL_SUITES,
  groups: ALL_GROUPS,
  signatures: ALL_SIGNATURES,
} as const;

function levelZero(ciphers: string): string {
  return withLevel(ciphers.replace(/:?@SECLEVEL=\d/gi, ''), 0);
}

/**
 * Everything that could be asked besides `base`, one change at a time. Which
 * of them is asked, and in which order, is for the planner to say.
 */
export function variations(base: Question, names: readonly string[]): readonly Question[] {
  const vary = (varied: Variation, change: Partial<Question>): Question => ({
    ...base,
    varied,
    ...change,
  });
  if (base.transport === 'http') return [vary('tls', { transport: 'tls' })];
  const asked: Question[] = names
    .filter((name) => name !== base.sni)
    .map((name) =>
      vary('name', { sni: name, checkedName: base.checkedName === null ? null : name }),
    );
  asked.push(
    vary('parameters', wide),
    vary('versions', { versions: ALL_VERSIONS, ciphers: levelZero(base.ciphers) }),
    vary('ciphers', { ciphers: ALL_CIPHERS, suites: ALL_SUITES }),
    vary('groups', { groups: ALL_GROUPS }),
    vary('signatures', { signatures: ALL_SIGNATURES, ciphers: levelZero(base.ciphers) }),
    vary('legacy-server', { options: [...base.options, 'UnsafeLegacyServerConnect'] }),
    vary('proxy-protocol', { proxyProtocol: !base.proxyProtocol }),
    vary('plain-http', { transport: 'http', identity: null }),
    vary('resume', { resume: true }),
  );
  if (base.sni !== null) asked.push(vary('no-name', { sni: null }));
  if (base.groups === null) asked.push(vary('small-hello', { groups: 'X25519:P-256:P-384' }));
  if (base.alpn.length > 0) asked.push(vary('alpn', { alpn: [] }));
  if (base.identity) asked.push(vary('client-certificate', { identity: null }));
  return asked;
}
