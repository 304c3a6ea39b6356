/** One parsed error-log line (or startup message), whatever envelope it came in. */
export type Phase =
  /** while SSL handshaking to upstream */
  | 'handshake'
  /** while connecting to upstream */
  | 'connect'
  /** while sending request / proxying and writing */
  | 'request'
  /** while reading response header / proxying and reading */
  | 'response'
  /** `nginx -t`, start or reload */
  | 'startup'
  | 'other';

export type EventKind =
  | 'handshake-failed' // SSL_do_handshake() failed
  | 'tls-io-failed' // SSL_read / SSL_write / SSL_shutdown failed
  | 'verify-failed' // upstream SSL certificate verify error: (20:…)
  | 'name-mismatch' // upstream SSL certificate does not match "X"
  | 'peer-closed' // peer closed connection in SSL handshake
  | 'timed-out' // upstream timed out
  | 'connect-failed' // connect() failed
  | 'closed-early' // upstream prematurely closed connection, recv() failed
  | 'bad-response' // no valid header, too large http2 frame, prematurely sent response
  | 'cascade' // temporarily disabled, no live upstreams, auth request unexpected status
  | 'load-failed' // cannot load certificate, at run time (its path comes from a variable)
  | 'startup-error' // [emerg] …
  | 'access' // a line of an access log (status without an error line)
  | 'other';

export interface OpensslError {
  /** Eight hexadecimal digits as logged. */
  readonly code: string;
  /** `SSL routines`, `x509 certificate routines`, `system library` … */
  readonly library: string;
  /** Function name (OpenSSL 1.x), else null. */
  readonly func: string | null;
  readonly reason: string;
  /** `SSL alert number N` behind it, or 1000 + N in the code. */
  readonly alert: number | null;
  /** What follows the reason: `cmd=Curves, value=X448-foo`, `Expecting: ANY PRIVATE KEY`. */
  readonly data?: string | null;
}

export interface UpstreamAddress {
  /** As logged: `https://10.0.4.22:443/v2/ingest`, stream: `10.0.4.22:443`. */
  readonly raw: string;
  readonly scheme: string | null;
  /** Address, group name (for `no live upstreams`) or `unix:` path. */
  readonly host: string;
  readonly port: number | null;
  readonly uri: string | null;
}

export interface LogEvent {
  readonly kind: EventKind;
  /** ISO local time without zone, `2026-11-21T07:27:09`; null when the line has none. */
  readonly time: string | null;
  readonly level: string;
  readonly pid: number | null;
  readonly connection: number | null;
  readonly phase: Phase;
  /** `SSL_do_handshake`, `SSL_read`, `connect` …; null when the message names no call. */
  readonly operation: string | null;
  /** Outermost first, as logged: the first ones tell more than the last. */
  readonly errors: readonly OpensslError[];
  /** TLS alert number, whichever way the line tells it. */
  readonly alert: number | null;
  readonly verifyError: { readonly code: number; readonly text: string } | null;
  readonly errno: { readonly code: number; readonly text: string } | null;
  /** The name in `does not match "X"`. */
  readonly checkedName: string | null;
  readonly client: string | null;
  /** `server:` field: the first server_name of the block, or the address in stream. */
  readonly server: string | null;
  readonly request: {
    readonly method: string;
    readonly uri: string;
    readonly protocol: string;
  } | null;
  readonly subrequest: string | null;
  readonly upstream: UpstreamAddress | null;
  readonly host: string | null;
  /** `in /etc/nginx/nginx.conf:12` of a startup message. */
  readonly at: { readonly file: string; readonly line: number } | null;
  /** HTTP status (access-log lines only). */
  readonly status: number | null;
  /** The message text without envelope and fields, control bytes removed, at most 2,000 characters. */
  readonly text: string;
  /** Where the line was read: input name and 1-based line. */
  readonly source: { readonly input: string; readonly line: number };
}
