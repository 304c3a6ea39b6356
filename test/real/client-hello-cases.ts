/**
 * Configurations whose ClientHello is compared with what nginx really sends. In the
 * texts `P` is the upstream's port, `SOCK` a Unix socket.
 */
export interface HelloCase {
  readonly name: string;
  readonly module: 'proxy' | 'grpc' | 'uwsgi' | 'stream';
  /** What stands in the location (the stream server) beside the pass. */
  readonly body: string;
  /** What stands in the server block around it (http). */
  readonly server?: string;
  readonly host?: string;
  readonly method?: string;
  /** The name in the ClientHello; null when there is none. Undefined where only versions are asked about. */
  readonly sni?: string | null;
  /** The name the certificate is compared with. */
  readonly checked?: string;
  /** Where the pass stands when not in the location itself. */
  readonly level?: 'if' | 'limit_except';
}

const FAMILIES = [
  { module: 'proxy', pass: 'proxy_pass https://', ssl: 'proxy_ssl' },
  { module: 'grpc', pass: 'grpc_pass grpcs://', ssl: 'grpc_ssl' },
  { module: 'uwsgi', pass: 'uwsgi_pass suwsgi://', ssl: 'uwsgi_ssl' },
  { module: 'stream', pass: 'proxy_ssl on; proxy_pass ', ssl: 'proxy_ssl' },
] as const;

/** Every row of what is sent and what is checked, for one module. */
function rowsFor(family: (typeof FAMILIES)[number]): HelloCase[] {
  const { module, pass, ssl } = family;
  const on = `${ssl}_server_name on;`;
  const named = (name: string) => `${ssl}_name ${name};`;
  const rows: [string, string, string | null, string][] = [
    ['default-host', `${pass}localhost:P;`, null, 'localhost'],
    ['default-address', `${pass}127.0.0.1:P;`, null, '127.0.0.1'],
    ['default-group', `${pass}api_backend;`, null, 'api_backend'],
    ['on-host', `${on} ${pass}localhost:P;`, 'localhost', 'localhost'],
    ['on-address', `${on} ${pass}127.0.0.1:P;`, null, '127.0.0.1'],
    ['on-address6', `${on} ${pass}[::1]:P;`, null, '[::1]'],
    ['on-empty', `${on} ${named('""')} ${pass}127.0.0.1:P;`, null, ''],
    ['on-group', `${on} ${pass}api_backend;`, 'api_backend', 'api_backend'],
    ['on-group-case', `${on} ${pass}API_Backend;`, 'api_backend', 'api_backend'],
    ['name-only', `${named('api.example.com')} ${pass}127.0.0.1:P;`, null, 'api.example.com'],
    [
      'both',
      `${on} ${named('api.example.com')} ${pass}127.0.0.1:P;`,
      'api.example.com',
      'api.example.com',
    ],
    [
      'both-port',
      `${on} ${named('api.example.com:8443')} ${pass}127.0.0.1:P;`,
      'api.example.com',
      'api.example.com',
    ],
    ['both-address', `${on} ${named('10.1.2.3')} ${pass}localhost:P;`, null, '10.1.2.3'],
    [
      'both-bracket',
      `${on} ${named('[2001:db8::1]:443')} ${pass}localhost:P;`,
      null,
      '[2001:db8::1]',
    ],
    ['both-bare6', `${on} ${named('2001:db8::1')} ${pass}localhost:P;`, '2001', '2001'],
    [
      'dot',
      `${on} ${named('api.example.com.')} ${pass}127.0.0.1:P;`,
      'api.example.com.',
      'api.example.com.',
    ],
    ['unix', `${on} ${pass}unix:SOCK;`, 'SOCK', 'SOCK'],
  ];
  return rows.map(([name, body, sni, checked]) => ({
    name: `${module}-${name}`,
    module,
    body,
    sni,
    checked,
  }));
}

const ON = 'proxy_ssl_server_name on;';
const A = '127.0.0.1:P';

/** Variables, inheritance and the places where a pass may stand. */
const OTHERS: readonly HelloCase[] = [
  {
    name: 'set',
    body: `set $up a.example.com; ${ON} proxy_pass https://$up:P;`,
    sni: 'a.example.com',
    checked: 'a.example.com',
  },
  {
    name: 'set-group',
    body: `set $up api_backend; ${ON} proxy_pass https://$up;`,
    sni: 'api_backend',
    checked: 'api_backend',
  },
  {
    name: 'set-port',
    body: `set $up a.example.com:P; ${ON} proxy_pass https://$up$request_uri;`,
    sni: 'a.example.com',
    checked: 'a.example.com',
  },
  {
    name: 'set-address',
    body: `set $up 127.0.0.1; ${ON} proxy_pass https://$up:P;`,
    sni: null,
    checked: '127.0.0.1',
  },
  {
    name: 'set-server',
    server: 'set $up b.example.com;',
    body: `${ON} proxy_pass https://$up:P;`,
    sni: 'b.example.com',
    checked: 'b.example.com',
  },
  {
    name: 'set-twice',
    server: 'set $up b.example.com;',
    body: `set $up c.example.com; ${ON} proxy_pass https://$up:P;`,
    sni: 'c.example.com',
    checked: 'c.example.com',
  },
  {
    name: 'set-order',
    body: `set $a one.example.com; set $up $a; set $a two.example.com; ${ON} proxy_pass https://$up:P;`,
    sni: 'one.example.com',
    checked: 'one.example.com',
  },
  {
    name: 'set-append',
    body: `set $up example.com; set $up api.$up; ${ON} proxy_pass https://$up:P;`,
    sni: 'api.example.com',
    checked: 'api.example.com',
  },
  {
    name: 'set-if',
    body: `set $up a.example.com; if ($request_method = GET) { set $up b.example.com; } ${ON} proxy_pass https://$up:P;`,
    sni: 'b.example.com',
    checked: 'b.example.com',
  },
  {
    name: 'whole-url',
    body: `set $up https://w.example.com:P; ${ON} proxy_pass $up;`,
    sni: 'w.example.com',
    checked: 'w.example.com',
  },
  {
    name: 'map',
    body: `${ON} proxy_pass https://$mapped:P;`,
    sni: 'map.example.com',
    checked: 'map.example.com',
    host: 'map.test',
  },
  {
    name: 'map-default',
    body: `${ON} proxy_pass https://$mapped:P;`,
    sni: 'other.example.com',
    checked: 'other.example.com',
    host: 'x.test',
  },
  {
    name: 'map-constant',
    server: 'set $key MAP.test;',
    body: `${ON} proxy_pass https://$by_key:P;`,
    sni: 'key.example.com',
    checked: 'key.example.com',
  },
  {
    name: 'geo',
    body: `${ON} proxy_ssl_name $by_address; proxy_pass https://${A};`,
    sni: 'local.example.com',
    checked: 'local.example.com',
  },
  {
    name: 'split',
    body: `${ON} proxy_ssl_name $split; proxy_pass https://${A};`,
    sni: 'half.example.com',
    checked: 'half.example.com',
  },
  {
    name: 'host',
    body: `${ON} proxy_ssl_name $host; proxy_pass https://${A};`,
    sni: 'first.test',
    checked: 'first.test',
    host: 'first.test:8080',
  },
  {
    name: 'http-host',
    body: `${ON} proxy_ssl_name $http_host; proxy_pass https://${A};`,
    sni: 'client.test',
    checked: 'client.test',
    host: 'client.test:8080',
  },
  {
    name: 'proxy-host',
    body: `${ON} proxy_ssl_name $proxy_host; proxy_pass https://localhost:P;`,
    sni: 'localhost',
    checked: 'localhost',
  },
  {
    name: 'server-name',
    body: `${ON} proxy_ssl_name $server_name; proxy_pass https://${A};`,
    sni: 'server-name.test',
    checked: 'server-name.test',
  },
  {
    name: 'host-header',
    body: `${ON} proxy_set_header Host other.example.com; proxy_pass https://api_backend;`,
    sni: 'api_backend',
    checked: 'api_backend',
  },
  {
    name: 'inherit-server',
    server: `${ON} proxy_ssl_name srv.example.com;`,
    body: `proxy_pass https://${A};`,
    sni: 'srv.example.com',
    checked: 'srv.example.com',
  },
  {
    name: 'override',
    server: `${ON} proxy_ssl_name srv.example.com;`,
    body: `proxy_ssl_server_name off; proxy_pass https://${A};`,
    sni: null,
    checked: 'srv.example.com',
  },
  {
    name: 'flag-case',
    body: `proxy_ssl_server_name ON; proxy_pass https://localhost:P;`,
    sni: 'localhost',
    checked: 'localhost',
  },
  {
    name: 'other-family',
    body: `grpc_ssl_server_name on; proxy_pass https://localhost:P;`,
    sni: null,
    checked: 'localhost',
  },
  {
    name: 'scheme-case',
    body: `${ON} proxy_pass HTTPS://localhost:P;`,
    sni: 'localhost',
    checked: 'localhost',
  },
  {
    name: 'in-if',
    body: `${ON} proxy_ssl_name if.example.com; if ($request_method = GET) { proxy_pass https://${A}; }`,
    sni: 'if.example.com',
    checked: 'if.example.com',
    level: 'if',
  },
  {
    name: 'in-limit-except',
    body: `${ON} proxy_ssl_name le.example.com; limit_except GET { proxy_pass https://${A}; }`,
    sni: 'le.example.com',
    checked: 'le.example.com',
    level: 'limit_except',
    method: 'POST',
  },
  { name: 'versions-both', body: `proxy_ssl_protocols TLSv1.2 TLSv1.3; proxy_pass https://${A};` },
  {
    name: 'versions-all',
    body: `proxy_ssl_protocols SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; proxy_pass https://${A};`,
  },
  {
    name: 'versions-old',
    body: `proxy_ssl_protocols TLSv1 TLSv1.1; proxy_ssl_ciphers DEFAULT@SECLEVEL=0; proxy_pass https://${A};`,
  },
  {
    name: 'versions-level-0',
    body: `proxy_ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; proxy_ssl_ciphers DEFAULT@SECLEVEL=0; proxy_pass https://${A};`,
  },
  { name: 'versions-gap', body: `proxy_ssl_protocols TLSv1.1 TLSv1.3; proxy_pass https://${A};` },
  {
    name: 'versions-gap-level-0',
    body: `proxy_ssl_protocols TLSv1.1 TLSv1.3; proxy_ssl_ciphers DEFAULT@SECLEVEL=0; proxy_pass https://${A};`,
  },
  { name: 'versions-1.3', body: `proxy_ssl_protocols tlsv1.3; proxy_pass https://${A};` },
  {
    name: 'versions-two-lines',
    body: `proxy_ssl_protocols TLSv1.2; proxy_ssl_protocols TLSv1.3; proxy_pass https://${A};`,
  },
  {
    name: 'versions-replaced',
    server: 'proxy_ssl_protocols TLSv1.3;',
    body: `proxy_ssl_protocols TLSv1.2; proxy_pass https://${A};`,
  },
  {
    name: 'versions-inherited',
    server: 'proxy_ssl_protocols TLSv1.3;',
    body: `proxy_ssl_verify_depth 2; proxy_pass https://${A};`,
  },
  {
    name: 'command-max',
    body: `proxy_ssl_protocols TLSv1.2 TLSv1.3; proxy_ssl_conf_command MaxProtocol TLSv1.2; proxy_pass https://${A};`,
  },
  {
    name: 'command-min',
    body: `proxy_ssl_protocols TLSv1.2 TLSv1.3; proxy_ssl_conf_command MinProtocol TLSv1.3; proxy_pass https://${A};`,
  },
  {
    name: 'command-protocol',
    body: `proxy_ssl_protocols TLSv1.2 TLSv1.3; proxy_ssl_conf_command Protocol -TLSv1.3; proxy_pass https://${A};`,
  },
  {
    name: 'command-cipher-string',
    body: `proxy_ssl_protocols TLSv1.1 TLSv1.2; proxy_ssl_conf_command CipherString DEFAULT@SECLEVEL=0; proxy_pass https://${A};`,
  },
  {
    name: 'command-dropped',
    server: 'proxy_ssl_conf_command MaxProtocol TLSv1.2;',
    body: `proxy_ssl_protocols TLSv1.2 TLSv1.3; proxy_ssl_conf_command Options ServerPreference; proxy_pass https://${A};`,
  },
  {
    name: 'command-inherited',
    server: 'proxy_ssl_conf_command MaxProtocol TLSv1.2;',
    body: `proxy_ssl_protocols TLSv1.2 TLSv1.3; proxy_pass https://${A};`,
  },
].map((c) => ({ module: 'proxy', ...c }) as HelloCase);

export const CASES: readonly HelloCase[] = [...FAMILIES.flatMap(rowsFor), ...OTHERS];
