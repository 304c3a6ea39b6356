/** What was seen when the upstream itself was asked, by us or by another tool. */
import type { Variation } from '../probe/question.ts';
import type { CertificateFacts } from './named-files.ts';

export interface Observation {
  /** Which tool or question: `probe`, `s_client`, `curl`. */
  readonly tool: 'probe' | 's_client' | 'curl' | 'nginx';
  readonly target: string;
  /** Address that was connected to, `10.0.4.22:443`; absent when the tool does not tell. */
  readonly address?: string;
  /** What was sent. */
  readonly asked: {
    readonly sni: string | null;
    /** False when the tool's output does not tell whether a name was sent; `sni` is null then. */
    readonly sniKnown?: boolean;
    /** Versions offered; null when the tool's default. */
    readonly versions: readonly string[] | null;
    readonly ciphers: string | null;
    readonly groups: string | null;
    readonly alpn: readonly string[];
    readonly clientCertificate: boolean;
    readonly plainHttp: boolean;
    readonly proxyProtocol: boolean;
  };
  readonly answer: /** The handshake finished, and nothing refused it in the moment after. */
    | { readonly kind: 'connected' }
    /** Our own TLS library gave up, for example `dh key too small`, with OpenSSL's reason. */
    | { readonly kind: 'local'; readonly reason: string }
    | { readonly kind: 'alert'; readonly alert: number }
    | {
        readonly kind:
          | 'closed'
          | 'reset'
          | 'timeout'
          | 'refused'
          | 'not-tls'
          | 'unresolved'
          | 'garbage';
      }
    | { readonly kind: 'http'; readonly status: number };
  readonly version: string | null;
  readonly cipher: string | null;
  readonly group: string | null;
  readonly alpn: string | null;
  /**
   * Chain as presented, leaf first. Where a tool shows names only, the facts
   * hold what it showed and `fingerprint` is empty.
   */
  readonly chain: readonly CertificateFacts[];
  /** CA names in a CertificateRequest; null when none was asked for. */
  readonly clientCertificateAsked: readonly string[] | null;
  /** Verification result against the CA that nginx is given, when known (OpenSSL's number; 0 is good). */
  readonly verifyError: number | null;
  /** The checked name is in the certificate, by nginx's own rule. */
  readonly nameMatches: boolean | null;
  readonly rehandshake: 'resumed' | 'refused' | null;
  /** What was varied from what nginx sends; absent when another tool asked. */
  readonly varied?: Variation;
  /** `file:offset` of the `*_pass` whose settings were used; absent when another tool asked, or no configuration told. */
  readonly place?: string;
  /** How far the upstream went before it refused; absent when unknown. */
  readonly reached?: Reached;
  /** RFC 5746 is supported; null or absent when not seen (always in TLS 1.3). */
  readonly secureRenegotiation?: boolean | null;
}

/** `connection`: none was made. `hello`: refused before a ServerHello. `finished`: refused after the handshake. */
export type Reached = 'connection' | 'hello' | 'server-hello' | 'finished' | 'accepted';
