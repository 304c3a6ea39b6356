/** Variables that nginx itself has, by what decides their value. */
import type { UnknownWhy } from './model.ts';

const CLIENT_HOST = new Set(['host', 'http_host', 'ssl_server_name', 'ssl_preread_server_name']);

const CLIENT_REQUEST_PREFIXES = ['arg_', 'cookie_', 'http_', 'geoip_', 'geoip2_', 'ssl_client_'];
const CLIENT_REQUEST = new Set(
  `args query_string uri document_uri request_uri request request_method request_body
   request_body_file request_filename request_id request_length remote_addr remote_port remote_user
   binary_remote_addr realip_remote_addr realip_remote_port document_root realpath_root content_type
   content_length server_addr server_protocol scheme_client http2 http3 https protocol
   proxy_add_x_forwarded_for ssl_cipher ssl_ciphers ssl_protocol ssl_session_id ssl_session_reused
   ssl_curve ssl_curves ssl_early_data ssl_alpn_protocol ssl_preread_protocol
   ssl_preread_alpn_protocols invalid_referer uid_got uid_set uid_reset secure_link
   secure_link_expires ancient_browser modern_browser msie slice_range date_gmt date_local
   fastcgi_script_name fastcgi_path_info gzip_ratio limit_rate session_log_id`.split(/\s+/),
);

const RUNTIME_PREFIXES = [
  'upstream_',
  'time_',
  'msec',
  'connection',
  'tcpinfo_',
  'proxy_protocol_',
  'sent_http_',
  'sent_trailer_',
  'jwt_',
  'sent_',
  'bytes_',
  'body_bytes_',
];
const RUNTIME = new Set(
  `hostname pid pipe request_completion request_time status nginx_version session_time
   proxy_internal_body_length proxy_internal_chunked proxy_port memcached_key
   limit_conn_status limit_req_status server_port`.split(/\s+/),
);

/** Why a variable of nginx is not known beforehand; null when nginx has no such variable. */
export function builtinWhy(name: string): UnknownWhy | null {
  if (CLIENT_HOST.has(name)) return 'client-host';
  if (/^\d+$/.test(name)) return 'regex-capture';
  if (CLIENT_REQUEST.has(name) || CLIENT_REQUEST_PREFIXES.some((p) => name.startsWith(p))) {
    return 'client-request';
  }
  if (RUNTIME.has(name) || RUNTIME_PREFIXES.some((p) => name.startsWith(p))) return 'runtime';
  return null;
}

/** Variables whose value begins with `/` or `?`: after them the host part of a URL is over. */
export const PATH_VARIABLES: ReadonlySet<string> = new Set([
  'request_uri',
  'uri',
  'document_uri',
  'is_args',
]);
