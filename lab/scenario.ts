/**
 * What a reproduction is. One file per scenario in `lab/scenarios/CAUSE/NAME.ts`
 * exports one as default; its id is `CAUSE/NAME`. Everything is data.
 *
 * Addresses: write any `10.a.b.c` (for example `10.0.4.22`) where a real
 * configuration would have one. A run replaces each by a loopback address of
 * its own, and puts the written one back into everything that is recorded.
 * `listen 80;` needs no address. Ports are used as written.
 */
import type { CauseId } from '../src/causes/ids.ts';

export interface Request {
  readonly method?: 'GET' | 'POST';
  /** Default `/`. */
  readonly path?: string;
  /** Host header; default `www.example.com`. */
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Port of nginx; default 80. */
  readonly port?: number;
  /** Sent this many times, one after another; default 1. All must succeed. */
  readonly times?: number;
  /** Body of a POST; default a few bytes. */
  readonly body?: string;
}

/** A server behind nginx. `at` is the address it listens on, `10.0.4.22:443`. A successful answer is status 200 with `upstream ok` in the body. */
export type Upstream = { readonly at: string } & (
  | ({ readonly kind: 'node' } & NodeOptions)
  | ({ readonly kind: 'raw' } & RawOptions)
  /** `http {}` content; `@pki/NAME.pem` names a file of the PKI. Listen on the address of `at`. */
  | { readonly kind: 'nginx'; readonly config: string }
  /** Arguments of `openssl s_server` after `-accept`; `-www`-like answers are made by `-HTTP` and a file. */
  | { readonly kind: 'openssl'; readonly args: readonly string[] }
  | { readonly kind: 'haproxy'; readonly config: string }
  /** Content of the virtual hosts; `Listen` is added. */
  | { readonly kind: 'apache'; readonly config: string }
  | { readonly kind: 'caddy'; readonly config: string }
  | { readonly kind: 'stunnel'; readonly config: string }
  | { readonly kind: 'hitch'; readonly config: string }
  | { readonly kind: 'gnutls'; readonly args: readonly string[] }
  | ({ readonly kind: 'go' } & ProgramOptions)
  | ({ readonly kind: 'java' } & ProgramOptions)
  | ({ readonly kind: 'python' } & ProgramOptions)
);
export type ServerKind = Upstream['kind'];

/** Node's own HTTPS server. */
export interface NodeOptions {
  /** Entry of the PKI whose chain and key are used. Default `api`. With `null` there is no default certificate. */
  readonly cert?: string | null;
  /** Send only the leaf, without intermediates. */
  readonly leafOnly?: boolean;
  /** Certificates by SNI: name (or `*.suffix`) to entry of the PKI. */
  readonly names?: Readonly<Record<string, string>>;
  /** What happens when SNI is missing or none of `names`. Default: `cert` answers. */
  readonly unknownName?:
    | 'default'
    | 'alert'
    | 'close'
    | 'reset'
    | 'http-421'
    | 'http-403'
    | 'http-404';
  /** Demand a client certificate issued by these entries. */
  readonly clientCa?: readonly string[];
  /** `require`: the handshake fails. `http`: answered with 403. */
  readonly clientAuth?: 'require' | 'http';
  readonly minVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
  readonly maxVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
  readonly ciphers?: string;
  /** Groups, `X448:P-521`. */
  readonly groups?: string;
  readonly sigalgs?: string;
  readonly alpn?: readonly string[];
  /** What is spoken inside. Default HTTP/1. */
  readonly app?: 'http1' | 'h2' | 'uwsgi' | 'never-answers' | 'closes' | 'http-500' | 'garbage';
  readonly plain?: boolean;
  /** The Host header must be one of these; otherwise 404. */
  readonly hosts?: readonly string[];
  /** A PROXY protocol header must come first (otherwise reset), or is not understood (default). */
  readonly proxyProtocol?: boolean;
}

/** A peer that does one thing with every connection. */
export interface RawOptions {
  readonly does:
    | 'close' // accepts and closes at once
    | 'close-after-hello' // reads the ClientHello, then closes
    | 'reset-after-hello'
    | 'hang' // never answers
    | 'refuse' // nothing listens
    | 'plain-http'
    | 'plain-http-early' // sends before it is asked
    | 'ssh-banner'
    | 'smtp-banner'
    | 'postgres'
    | 'garbage'
    | 'alert' // answers the ClientHello with the alert `alert`
    | 'big-hello-close' // closes when the ClientHello is over `limit` bytes, else passes on to `behind`
    | 'big-hello-alert'
    | 'big-hello-hang'
    | 'resumption-alert' // sends `alert` when the ClientHello tries to resume, else passes on to `behind`
    | 'resumption-close'
    | 'sni-router' // passes on to `behind` when the SNI is one of `names`, else closes
    | 'sni-router-reset'
    | 'require-proxy-protocol'; // closes unless a PROXY header comes first, else passes on to `behind`
  readonly alert?: number;
  readonly limit?: number;
  readonly names?: readonly string[];
  /** Address of another upstream of the scenario. */
  readonly behind?: string;
}

/** Options of the small programs in Go, Java and Python; see each for what it understands. */
export interface ProgramOptions {
  readonly cert?: string;
  readonly mode?: string;
  readonly names?: readonly string[];
  readonly clientCa?: string;
  readonly min?: string;
  readonly max?: string;
  readonly ciphers?: readonly string[];
  readonly alpn?: readonly string[];
}

export interface Repair {
  /** One sentence: what is done. */
  readonly does: string;
  /** Replacements in the nginx configuration: `[file, from, to]`; `from` must stand there exactly once. */
  readonly edits?: readonly (readonly [file: string, from: string, to: string])[];
  /** Upstreams that replace those at the same address, where the fault is on their side. */
  readonly upstreams?: readonly Upstream[];
  /** Files that change (`null` removes). */
  readonly ssl?: Readonly<Record<string, string>>;
}

export interface Scenario {
  /** The cause that the failure is labelled with; `control` where there is no TLS fault. */
  readonly cause: CauseId | 'control';
  /** One sentence that tells the story. */
  readonly title: string;
  /**
   * Files below `/etc/nginx/`. `conf.d/*.conf` is included in `http {}` and
   * `stream.d/*.conf` in `stream {}` of a generated `nginx.conf`; give
   * `nginx.conf` to have it all in hand.
   */
  readonly files: Readonly<Record<string, string>>;
  /**
   * Files below `/etc/nginx/ssl/`: `root.pem` (a file of the PKI),
   * `int1.pem+root.pem` (one after another), or `text:…`.
   */
  readonly ssl?: Readonly<Record<string, string>>;
  /** Names that the host of nginx can resolve, and that the lab's DNS server (at 10.0.0.2) answers. */
  readonly hosts?: Readonly<Record<string, string>>;
  readonly upstreams: readonly Upstream[];
  readonly requests?: readonly Request[];
  /** Left out for controls only. */
  readonly repair?: Repair;
  /** The name the upstream serves, where a user would know it. */
  readonly name?: string;
  /** The CA file (below `/etc/nginx/ssl`) a careful user would trust; entry of the PKI, default `root.pem`. */
  readonly ca?: string;
  /** The client certificate a careful user has; entry of the PKI, default `client`. */
  readonly clientCertificate?: string;
  readonly requires?: {
    /** Lowest and highest nginx version, inclusive and exclusive. */
    readonly nginx?: readonly [from: string | null, below: string | null];
    readonly openssl?: readonly [from: string | null, below: string | null];
  };
  /** Run nginx with master and worker under www-data, for faults of permission. */
  readonly workers?: boolean;
  /** File modes below `/etc/nginx/ssl/`, for faults of permission. */
  readonly modes?: Readonly<Record<string, number>>;
  /** Part of `npm test`. */
  readonly subset?: boolean;
}

/** Gives a scenario its type without widening. */
export function scenario(s: Scenario): Scenario {
  return s;
}
