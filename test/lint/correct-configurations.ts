/**
 * Correct configurations of many styles, made from templates: a way to name the
 * upstream, a way to state its settings, a place that proxies. Nothing is to be
 * found in any of them, and nginx accepts them all.
 */

export interface Correct {
  readonly title: string;
  readonly text: string;
}

/** Where `ca.pem`, `client.pem` and `client.key` are. */
export interface Where {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

interface Target {
  readonly title: string;
  /** At the http level. */
  readonly before?: string;
  /** In the location, before the pass. */
  readonly set?: string;
  readonly host: string;
  /** The upstream's name has to be stated. */
  readonly named: boolean;
}

const TARGETS: readonly Target[] = [
  { title: 'host', host: 'localhost', named: false },
  { title: 'host and port', host: 'localhost:9443', named: false },
  { title: 'address', host: '127.0.0.1:9443', named: true },
  { title: 'IPv6 address', host: '[::1]:9443', named: true },
  {
    title: 'group',
    before: 'upstream backend { server 127.0.0.1:9443; server 127.0.0.2:9443 backup; }',
    host: 'backend',
    named: true,
  },
  {
    title: 'group with keepalive',
    before: 'upstream backend { zone b 64k; least_conn; server 127.0.0.1:9443; keepalive 16; }',
    host: 'backend',
    named: true,
  },
  {
    title: 'variable',
    before: 'resolver 127.0.0.53;',
    set: 'set $backend localhost:9443;',
    host: '$backend',
    named: true,
  },
  {
    title: 'map',
    before:
      'resolver 127.0.0.53;\nmap $http_x_zone $backend { default a.example.com; b b.example.com; }',
    host: '$backend',
    named: true,
  },
];

/** The settings, one after the other, by family prefix. */
function settings(prefix: string, named: boolean, { ca, certificate, key }: Where) {
  const name = named ? [`${prefix}_ssl_name api.example.com;`] : [];
  const sni = [...name, `${prefix}_ssl_server_name on;`];
  const verify = [`${prefix}_ssl_verify on;`, `${prefix}_ssl_trusted_certificate ${ca};`];
  return {
    'name only': sni,
    verified: [...sni, ...verify],
    'verified, deeper': [...sni, ...verify, `${prefix}_ssl_verify_depth 3;`],
    protocols: [...sni, ...verify, `${prefix}_ssl_protocols TLSv1.2 TLSv1.3;`],
    ciphers: [...sni, ...verify, `${prefix}_ssl_ciphers HIGH:!aNULL:!MD5;`],
    'client certificate': [
      ...sni,
      ...verify,
      `${prefix}_ssl_certificate ${certificate};`,
      `${prefix}_ssl_certificate_key ${key};`,
    ],
    'no session reuse': [...sni, `${prefix}_ssl_session_reuse off;`],
  } as const;
}

const PLACES = {
  location: (own: string, pass: string) =>
    `server { listen 127.0.0.1:18080; location / {\n${own}${pass}} }`,
  'inherited from the server': (own: string, pass: string) =>
    `server { listen 127.0.0.1:18080; server_name a.example.com;\n${own}location /a/ {\n${pass}}\nlocation = /b {\n${pass}} }`,
  'inherited from http': (own: string, pass: string) =>
    `${own}server { listen 127.0.0.1:18080; location / {\n${pass}} }\nserver { listen 127.0.0.1:18081; location / { return 204; } }`,
  'named location': (own: string, pass: string) =>
    `server { listen 127.0.0.1:18080; location / { try_files /none @backend; }\nlocation @backend {\n${own}${pass}} }`,
  'nested location': (own: string, pass: string) =>
    `server { listen 127.0.0.1:18080; location /a/ {\n${own}location ~ ^/a/\\w+$ {\n${pass}} } }`,
  if: (own: string, pass: string) =>
    `server { listen 127.0.0.1:18080; location / {\n${own}if ($request_method = POST) {\n${pass}}\n${pass}} }`,
} as const;

const indent = (lines: readonly string[]) => lines.map((line) => `    ${line}\n`).join('');

/** http, without the modules that proxy other protocols. */
function* http(where: Where): Iterable<Correct> {
  for (const target of TARGETS) {
    const pass = `    proxy_pass https://${target.host};\n`;
    for (const [style, lines] of Object.entries(settings('proxy', target.named, where))) {
      for (const [place, build] of Object.entries(PLACES)) {
        // A variable is set where it is used, and not inside `if`.
        if (target.set && place !== 'location' && place !== 'nested location') continue;
        // What proxies by an expression cannot stand in a prefix-less `if` with a body of its own.
        const own = indent([...(target.set ? [target.set] : []), ...lines]);
        const text = `events {}\nhttp {\n${target.before ?? ''}\n${build(own, pass)}\n}\n`;
        yield { title: `${target.title}, ${style}, ${place}`, text };
      }
    }
  }
}

function* others(where: Where): Iterable<Correct> {
  const group = 'upstream backend { server 127.0.0.1:9443; }';
  for (const [module, pass] of [
    ['grpc', 'grpc_pass grpcs://backend;'],
    ['uwsgi', 'uwsgi_pass suwsgi://backend;'],
  ] as const) {
    for (const [style, lines] of Object.entries(settings(module, true, where))) {
      const text = `events {}\nhttp {\n${group}\n${PLACES.location(indent(lines), `    ${pass}\n`)}\n}\n`;
      yield { title: `${module}, ${style}`, text };
    }
  }
}

function* stream(where: Where): Iterable<Correct> {
  for (const host of ['localhost:9443', '127.0.0.1:9443', 'backend']) {
    for (const [style, lines] of Object.entries(
      settings('proxy', host !== 'localhost:9443', where),
    )) {
      const own = indent(['proxy_ssl on;', ...lines, `proxy_pass ${host};`]);
      const text = `events {}\nstream {\nupstream backend { server 127.0.0.1:9443; }\nserver { listen 127.0.0.1:18090;\n${own}} }\n`;
      yield { title: `stream to ${host}, ${style}`, text };
    }
  }
}

/** Without TLS to the upstream there is nothing to say. */
const PLAIN: readonly Correct[] = [
  'location / { proxy_pass http://127.0.0.1:8080; }',
  'location / { proxy_pass http://localhost; proxy_set_header Host $host; }',
  'location / { proxy_pass http://unix:/run/app.sock; }',
  'location / { fastcgi_pass 127.0.0.1:9000; }',
  'location / { grpc_pass 127.0.0.1:50051; }',
  'location / { root /srv; try_files $uri /index.html; }',
  'location / { return 301 https://$host$request_uri; }',
].map((location) => ({
  title: location,
  text: `events {}\nhttp { server { listen 127.0.0.1:18080; ${location} } }\n`,
}));

export function correctConfigurations(where: Where): readonly Correct[] {
  return [...http(where), ...others(where), ...stream(where), ...PLAIN];
}
