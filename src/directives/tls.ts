/**
 * The directives that decide how nginx speaks TLS to an upstream. The http
 * families proxy, grpc and uwsgi have the same fourteen, stream has these and
 * two more; so there is one description, and the tables are made from it.
 *
 * Read in nginx's source (command tables and merge functions of 1.18.0, 1.22.1,
 * 1.26.3 and 1.31) and tried in every context with `nginx -t`.
 */
import { atLeast } from './version.ts';

export type Family = 'proxy' | 'grpc' | 'uwsgi' | 'stream';
export type DirectiveContext = 'http' | 'server' | 'location' | 'stream' | 'stream-server';

/** What the directive sets, the same word for every family: `proxy_ssl_name` and `grpc_ssl_name` are both `name`. */
export type TlsKey =
  | 'ssl'
  | 'name'
  | 'server_name'
  | 'protocols'
  | 'ciphers'
  | 'verify'
  | 'verify_depth'
  | 'trusted_certificate'
  | 'crl'
  | 'certificate'
  | 'certificate_key'
  | 'certificate_cache'
  | 'password_file'
  | 'session_reuse'
  | 'conf_command'
  | 'alpn';

export type ArgumentKind =
  | 'flag'
  | 'protocols'
  | 'cipher-list'
  | 'text'
  | 'number'
  | 'file'
  | 'key-value'
  | 'cache'
  | 'text-list';

export interface TlsDirective {
  readonly name: string;
  readonly family: Family;
  readonly key: TlsKey;
  readonly contexts: readonly DirectiveContext[];
  readonly kind: ArgumentKind;
  /** Smallest and largest number of arguments; null when there is no limit. */
  readonly args: readonly [number, number | null];
  /** First nginx version that has it. */
  readonly since: string;
  /** First version in which the value may contain variables; null when it never may. */
  readonly variablesSince: string | null;
  /**
   * `single`: the value of the innermost level that sets it. `set`: the same, and
   * the words of all directives at that level are one set. `array`: all directives
   * of the innermost level that has any; none of the outer levels is added.
   */
  readonly inheritance: 'single' | 'set' | 'array';
  /** A second one at the same level: refused ("is duplicate"), or added to the first. */
  readonly repeat: 'refused' | 'added';
  /** Setting it gives the level an SSL context of its own (from 1.23.1 levels without share their parent's). */
  readonly ownContext: boolean;
}

interface Description {
  readonly kind: ArgumentKind;
  readonly args?: readonly [number, number | null];
  /** Where the family got it later than the rest of its directives. */
  readonly since?: Partial<Record<Family, string>>;
  readonly variablesSince?: Partial<Record<Family, string>>;
  readonly inheritance?: 'set' | 'array';
  readonly repeat?: 'added';
  readonly ownContext?: false;
  readonly only?: Family;
}

/** The version that brought most of a family's directives. */
const FAMILY_SINCE: Record<Family, string> = {
  proxy: '1.7.0',
  grpc: '1.13.10',
  uwsgi: '1.7.0',
  stream: '1.9.0',
};

const sinceEverywhere = (version: string): Record<Family, string> => ({
  proxy: version,
  grpc: version,
  uwsgi: version,
  stream: version,
});
const CERTIFICATE_SINCE = { proxy: '1.7.8', uwsgi: '1.7.8' } as const;
const FIRST_RELEASE = { proxy: '1.5.6', uwsgi: '1.5.8' } as const;

const DESCRIPTIONS: Record<TlsKey, Description> = {
  ssl: { kind: 'flag', ownContext: false, only: 'stream' },
  name: {
    kind: 'text',
    ownContext: false,
    variablesSince: { proxy: '1.7.0', grpc: '1.13.10', uwsgi: '1.7.0', stream: '1.11.3' },
  },
  server_name: { kind: 'flag', ownContext: false },
  protocols: {
    kind: 'protocols',
    args: [1, null],
    inheritance: 'set',
    repeat: 'added',
    since: FIRST_RELEASE,
  },
  ciphers: { kind: 'cipher-list', since: FIRST_RELEASE },
  verify: { kind: 'flag' },
  verify_depth: { kind: 'number' },
  trusted_certificate: { kind: 'file' },
  crl: { kind: 'file' },
  certificate: {
    kind: 'file',
    since: CERTIFICATE_SINCE,
    variablesSince: sinceEverywhere('1.21.0'),
  },
  certificate_key: {
    kind: 'file',
    since: CERTIFICATE_SINCE,
    variablesSince: sinceEverywhere('1.21.0'),
  },
  certificate_cache: {
    kind: 'cache',
    args: [1, 3],
    since: sinceEverywhere('1.27.4'),
    ownContext: false,
  },
  password_file: { kind: 'file', since: CERTIFICATE_SINCE },
  session_reuse: { kind: 'flag', since: { proxy: '0.7.11', uwsgi: '1.5.8' } },
  conf_command: {
    kind: 'key-value',
    args: [2, 2],
    inheritance: 'array',
    repeat: 'added',
    since: sinceEverywhere('1.19.4'),
  },
  alpn: {
    kind: 'text-list',
    args: [1, null],
    inheritance: 'array',
    ownContext: false,
    only: 'stream',
    since: { stream: '1.31.0' },
    variablesSince: { stream: '1.31.0' },
  },
};

const FAMILIES: readonly Family[] = ['proxy', 'grpc', 'uwsgi', 'stream'];

function tableOf(family: Family): TlsDirective[] {
  const prefix = family === 'stream' ? 'proxy' : family;
  const contexts: DirectiveContext[] =
    family === 'stream' ? ['stream', 'stream-server'] : ['http', 'server', 'location'];
  return Object.entries(DESCRIPTIONS).flatMap(([key, d]) => {
    if (d.only && d.only !== family) return [];
    return {
      name: key === 'ssl' ? `${prefix}_ssl` : `${prefix}_ssl_${key}`,
      family,
      key: key as TlsKey,
      contexts,
      kind: d.kind,
      args: d.args ?? [1, 1],
      since: d.since?.[family] ?? FAMILY_SINCE[family],
      variablesSince: d.variablesSince?.[family] ?? null,
      inheritance: d.inheritance ?? 'single',
      repeat: d.repeat ?? 'refused',
      ownContext: d.ownContext ?? true,
    } satisfies TlsDirective;
  });
}

const TABLES = new Map(
  FAMILIES.map((family) => [family, new Map(tableOf(family).map((d) => [d.name, d]))]),
);

/** All upstream TLS directives: fourteen each for proxy, grpc and uwsgi, sixteen for stream. */
export const TLS_DIRECTIVES: readonly TlsDirective[] = [...TABLES.values()].flatMap((t) => [
  ...t.values(),
]);

/** The directive of a family by its full name (`proxy_ssl_name`); undefined when the family has no such directive. */
export function tlsDirective(name: string, family: Family): TlsDirective | undefined {
  return TABLES.get(family)?.get(name);
}

/** Full name of the directive that sets `key` for a family: `nameOf('verify', 'grpc')` is `grpc_ssl_verify`. */
export function nameOf(key: TlsKey, family: Family): string {
  const prefix = family === 'stream' ? 'proxy' : family;
  return key === 'ssl' ? `${prefix}_ssl` : `${prefix}_ssl_${key}`;
}

/** Whether an nginx version knows the directive. */
export function supportedBy(directive: TlsDirective, nginx: string): boolean {
  return atLeast(nginx, directive.since);
}

/** Default values that do not depend on the version; null: nothing is set. */
const DEFAULTS: Record<Exclude<TlsKey, 'protocols'>, string | null> = {
  ssl: 'off',
  name: null,
  server_name: 'off',
  ciphers: 'DEFAULT',
  verify: 'off',
  verify_depth: '1',
  trusted_certificate: null,
  crl: null,
  certificate: null,
  certificate_key: null,
  certificate_cache: 'off',
  password_file: null,
  session_reuse: 'on',
  conf_command: null,
  alpn: null,
};

/** Default protocols, newest rule first. */
const PROTOCOL_DEFAULTS: readonly (readonly [since: string, words: string])[] = [
  ['1.27.3', 'TLSv1.2 TLSv1.3'],
  ['1.23.4', 'TLSv1 TLSv1.1 TLSv1.2 TLSv1.3'],
  ['1.9.1', 'TLSv1 TLSv1.1 TLSv1.2'],
  ['0', 'SSLv3 TLSv1 TLSv1.1 TLSv1.2'],
];

/**
 * What an nginx version uses where the directive is not set; null when it then uses nothing.
 * The default of `name` is the host of `*_pass`, which only the configuration tells.
 */
export function defaultOf(key: TlsKey, nginx: string): string | null {
  if (key !== 'protocols') return DEFAULTS[key];
  return PROTOCOL_DEFAULTS.find(([since]) => atLeast(nginx, since))?.[1] ?? null;
}

/** Documented for the commercial subscription; open-source nginx refuses them as unknown. */
export const COMMERCIAL_ONLY: Readonly<Record<string, string>> = {
  proxy_ssl_key_log: '1.27.2',
  grpc_ssl_key_log: '1.27.2',
  uwsgi_ssl_key_log: '1.27.2',
};
