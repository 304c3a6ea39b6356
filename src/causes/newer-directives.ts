/** Directives, and values of directives, that came with a release or with a build. */
import { COMMERCIAL_ONLY, TLS_DIRECTIVES } from '../directives/tls.ts';
import { atLeast } from '../directives/version.ts';

/** First release of directives outside of the upstream TLS families that stand beside them in practice. */
const SINCE: Readonly<Record<string, string>> = {
  early_hints: '1.29.0',
  grpc_pass: '1.13.10',
  http2: '1.25.1',
  http3: '1.25.0',
  keepalive_min_timeout: '1.27.4',
  keepalive_time: '1.19.10',
  proxy_cookie_flags: '1.19.3',
  proxy_pass_trailers: '1.27.2',
  proxy_socket_keepalive: '1.15.6',
  quic_gso: '1.25.0',
  quic_retry: '1.25.0',
  ssl_certificate_cache: '1.27.4',
  ssl_conf_command: '1.19.4',
  ssl_object_cache_inheritable: '1.27.4',
  ssl_reject_handshake: '1.19.4',
};

/** Values that older releases refuse, by directive (in stream and http alike). */
const VALUES: readonly (readonly [directive: RegExp, value: RegExp, since: string])[] = [
  [/^(?:proxy|grpc|uwsgi)_ssl_protocols$|^ssl_protocols$/, /^TLSv1\.3$/i, '1.13.0'],
  [/^(?:proxy|grpc|uwsgi)_ssl_protocols$|^ssl_protocols$/, /^TLSv1\.[12]$/i, '1.1.13'],
  [/^proxy_http_version$/, /^2$/, '1.29.4'],
];

/** Modules that a build may lack, by the beginning of their directives. */
const MODULES: readonly (readonly [RegExp, string])[] = [
  [/^stream$|^preread_/, '--with-stream'],
  [/^(?:proxy|grpc|uwsgi)_ssl_/, '--with-http_ssl_module'],
  [/^ssl_/, '--with-http_ssl_module'],
  [/^grpc_/, '--with-http_v2_module'],
  [/^mail$/, '--with-mail'],
  [/_by_lua/, 'lua-nginx-module'],
  [/^geoip_/, '--with-http_geoip_module'],
  [/^brotli/, 'ngx_brotli'],
  [/^more_(?:set|clear)_/, 'headers-more-nginx-module'],
];

export type Availability =
  | { readonly kind: 'since'; readonly since: string }
  | { readonly kind: 'commercial' }
  /** The release has it, so the build leaves out its module. */
  | { readonly kind: 'module'; readonly module: string }
  | { readonly kind: 'not-known' };

/** Why an nginx of this version does not know the directive. */
export function availability(directive: string, nginx: string): Availability {
  const releases = TLS_DIRECTIVES.filter((d) => d.name === directive).map((d) => d.since);
  const since = releases.sort((a, b) => (atLeast(a, b) ? 1 : -1))[0] ?? SINCE[directive];
  if (since !== undefined && !atLeast(nginx, since)) return { kind: 'since', since };
  if (COMMERCIAL_ONLY[directive] !== undefined) return { kind: 'commercial' };
  const module = MODULES.find(([name]) => name.test(directive))?.[1];
  if (module !== undefined && (since !== undefined || isModuleName(directive)))
    return { kind: 'module', module };
  return { kind: 'not-known' };
}

/** Names that are certainly a module's own: blocks and whole families, where a slip of the pen is unlikely. */
function isModuleName(directive: string): boolean {
  return /^(?:stream|mail|grpc_pass|brotli|\w+_by_lua_(?:block|file)|more_(?:set|clear)_(?:input_)?headers|geoip_(?:country|city))$/.test(
    directive,
  );
}

/** First release that takes the value; null when it is not one that came later. */
export function valueSince(directive: string, value: string): string | null {
  return VALUES.find(([name, text]) => name.test(directive) && text.test(value))?.[2] ?? null;
}
