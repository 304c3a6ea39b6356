/**
 * Effective upstream TLS: what nginx will send and check for one place that
 * proxies, each value with its origin. Everything else (diagnosis, lint,
 * probe, export, editor) reads this and nothing below it.
 */
import type { Located } from '../nginx/tree-set.ts';

export type Module = 'proxy' | 'grpc' | 'uwsgi' | 'stream';

/** Level at which a directive stands. `if` and `limit_except` are kept apart: no `*_ssl_*` is allowed there. */
export type Level =
  | 'main'
  | 'http'
  | 'server'
  | 'location'
  | 'if'
  | 'limit_except'
  | 'stream'
  | 'stream-server'
  | 'upstream';

/** Where a value comes from. */
export type Origin =
  | { readonly kind: 'directive'; readonly at: Located; readonly level: Level }
  /** Default of this nginx version. */
  | { readonly kind: 'default' }
  /** Follows from other settings (the SNI that results, the name that is checked). */
  | { readonly kind: 'derived' };

export interface Setting<T> {
  readonly value: T;
  readonly origin: Origin;
  /** A placeholder of a template stands where the value should: `value` is then the default, and may be wrong. */
  readonly undecided?: true;
}

/** A text that may contain variables: the values it can take, as far as the configuration tells. */
export interface Possible {
  /** As written, for example `$backend_host`. */
  readonly written: string;
  /** Values it can take; a single one when it is constant. */
  readonly values: readonly string[];
  /** False when there may be values besides these (client's Host, request data, unresolved variable, template). */
  readonly complete: boolean;
  /** Variables that could not be followed to constants, with what they depend on. */
  readonly unknown: readonly { readonly variable: string; readonly why: UnknownWhy }[];
}
export type UnknownWhy =
  | 'client-host'
  | 'client-request'
  | 'regex-capture'
  | 'runtime'
  | 'undefined'
  | 'template';

export interface Peer {
  /** As written in `server`, without parameters. */
  readonly address: string;
  readonly host: string;
  readonly port: number | null;
  readonly kind: 'name' | 'ipv4' | 'ipv6' | 'unix';
  readonly at: Located;
  readonly parameters: readonly string[];
}

export interface UpstreamGroup {
  readonly name: string;
  readonly at: Located;
  readonly peers: readonly Peer[];
  /** `keepalive N`, or the default of the version (on from 1.29.7). */
  readonly keepalive: boolean;
}

/** The target of `*_pass`. */
export interface Target {
  readonly pass: Possible;
  /** Lower-cased scheme; null when a variable decides it. */
  readonly scheme: 'http' | 'https' | 'grpc' | 'grpcs' | 'uwsgi' | 'suwsgi' | 'tcp' | null;
  /** Host part, port stripped (group name, host name, address or socket path). */
  readonly host: Possible;
  readonly port: number | null;
  /** What `host` is when it is a single constant. */
  readonly kind: 'group' | 'name' | 'ipv4' | 'ipv6' | 'unix' | 'variable';
  /** Groups that `host` can name. */
  readonly groups: readonly UpstreamGroup[];
}

export interface ServerBlock {
  readonly at: Located;
  /** `server_name` arguments as written. */
  readonly names: readonly string[];
  /** `listen` arguments as written; `['*:80']` when none stands there. */
  readonly listens: readonly string[];
}

export interface LocationBlock {
  readonly at: Located;
  readonly modifier: '' | '=' | '^~' | '~' | '~*' | '@';
  readonly path: string;
}

export type TlsVersion = 'SSLv2' | 'SSLv3' | 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** The value of every `*_ssl_*` directive of the family, after inheritance. */
export interface TlsSettings {
  readonly serverName: Setting<boolean>;
  /** As set; null when not set (the host of `*_pass` is used). */
  readonly name: Setting<Possible | null>;
  readonly protocols: Setting<readonly TlsVersion[]>;
  readonly ciphers: Setting<string>;
  readonly verify: Setting<boolean>;
  readonly verifyDepth: Setting<number>;
  readonly trustedCertificate: Setting<string | null>;
  readonly crl: Setting<string | null>;
  readonly certificate: Setting<Possible | null>;
  readonly certificateKey: Setting<Possible | null>;
  readonly passwordFile: Setting<string | null>;
  readonly sessionReuse: Setting<boolean>;
  /** `*_ssl_conf_command NAME VALUE`, in order. */
  readonly confCommands: readonly Setting<readonly [string, string]>[];
  /** Protocol ids offered: `h2` for grpc, `proxy_ssl_alpn` in stream, what the version sends for proxy. */
  readonly alpn: Setting<readonly string[]>;
}

/** The server name that will stand in the ClientHello. */
export interface Sni {
  readonly sent: 'yes' | 'no' | 'depends';
  /** Values when sent. */
  readonly name: Possible | null;
  /** Why there is none, or why the one there is cannot be right. */
  readonly why:
    | 'off'
    | 'ip-address'
    | 'empty'
    | 'group-name'
    | 'unix-path'
    | 'trailing-dot'
    | 'from-client'
    | null;
}

export interface UpstreamTls {
  readonly module: Module;
  /** The `*_pass` directive. */
  readonly pass: Located;
  /** Level at which `*_pass` stands. */
  readonly level: Level;
  /** Enclosing blocks from outermost to innermost (`http`, `server`, `location` …); the path of inheritance. */
  readonly scopes: readonly { readonly level: Level; readonly at: Located }[];
  readonly server: ServerBlock | null;
  /** Innermost enclosing location. */
  readonly location: LocationBlock | null;
  readonly target: Target;
  /** Whether the connection is TLS: by scheme, by `proxy_ssl on`, or decided at run time by a variable. */
  readonly tls: 'yes' | 'no' | 'depends';
  readonly settings: TlsSettings;
  readonly sni: Sni;
  /** The name the certificate is compared with when verification is on; it exists whatever the SNI. */
  readonly checkedName: Possible;
  /** The `Host` header (`:authority`) that goes to the upstream; null for stream. */
  readonly hostHeader: Possible | null;
  /** `proxy_protocol on` (stream). */
  readonly proxyProtocol: boolean;
}
