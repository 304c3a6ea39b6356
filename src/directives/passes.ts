/** The directives that proxy, and what stands around them: contexts, schemes, header directives. */
import type { Family } from './tls.ts';
import { atLeast } from './version.ts';

export type Scheme = 'http' | 'https' | 'grpc' | 'grpcs' | 'uwsgi' | 'suwsgi' | 'tcp';

export interface PassDirective {
  readonly family: Family;
  readonly name: string;
  /** Allowed in `if` in a location; `*_ssl_*` never is. */
  readonly inIf: boolean;
  readonly inLimitExcept: boolean;
  /** Scheme by its prefix, lower case. The empty prefix is what a value without scheme means. */
  readonly schemes: Readonly<Record<string, Scheme>>;
  /** Port that a value without one means; null when nginx then refuses the configuration. */
  readonly defaultPort: Readonly<Partial<Record<Scheme, number>>>;
  /** Directive that sets request headers or parameters, and the one of them that names the host. */
  readonly headers: { readonly directive: string; readonly host: string } | null;
}

export const PASS_DIRECTIVES: Readonly<Record<Family, PassDirective>> = {
  proxy: {
    family: 'proxy',
    name: 'proxy_pass',
    inIf: true,
    inLimitExcept: true,
    schemes: { 'http://': 'http', 'https://': 'https' },
    defaultPort: { http: 80, https: 443 },
    headers: { directive: 'proxy_set_header', host: 'host' },
  },
  grpc: {
    family: 'grpc',
    name: 'grpc_pass',
    inIf: true,
    inLimitExcept: false,
    schemes: { 'grpc://': 'grpc', 'grpcs://': 'grpcs', '': 'grpc' },
    defaultPort: {},
    headers: { directive: 'grpc_set_header', host: 'host' },
  },
  uwsgi: {
    family: 'uwsgi',
    name: 'uwsgi_pass',
    inIf: true,
    inLimitExcept: false,
    schemes: { 'uwsgi://': 'uwsgi', 'suwsgi://': 'suwsgi', '': 'uwsgi' },
    defaultPort: {},
    headers: { directive: 'uwsgi_param', host: 'http_host' },
  },
  stream: {
    family: 'stream',
    name: 'proxy_pass',
    inIf: false,
    inLimitExcept: false,
    schemes: { '': 'tcp' },
    defaultPort: {},
    headers: null,
  },
};

/** Schemes that mean TLS by themselves; in stream `proxy_ssl on` does. */
export const TLS_SCHEMES: ReadonlySet<Scheme> = new Set(['https', 'grpcs', 'suwsgi']);

/** From 1.29.7 connections to an upstream group are kept alive without `keepalive`. */
export function keepaliveByDefault(nginx: string): boolean {
  return atLeast(nginx, '1.29.7');
}

/** Directives that give a variable (an argument `$name`) a value that only the running server knows. */
export const RUNTIME_SETTERS: ReadonlySet<string> = new Set([
  'auth_request_set',
  'auth_jwt_claim_set',
  'auth_jwt_header_set',
  'js_set',
  'js_var',
  'perl_set',
  'set_by_lua',
  'set_by_lua_file',
  'set_by_lua_block',
  'set_unescape_uri',
  'set_escape_uri',
  'set_if_empty',
  'set_random',
  'keyval',
]);
