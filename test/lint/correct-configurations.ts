/**
 * Correct configurations of many styles, made from templates: a way to name the
 * upstream, a way to state its settings, a place that proxies. Nothing is to be
 * found in any of them, and every one works with an upstream that is strict
 * (`strict-upstreams.ts`). Addresses and files are those of the lab.
 */
import type { Request } from '../../lab/scenario.ts';
import { type Behind, DEEP, MUTUAL, PORTS, STRICT } from './strict-upstreams.ts';

export interface Correct {
  readonly title: string;
  /** Files below `/etc/nginx/`, `nginx.conf` among them. */
  readonly files: Readonly<Record<string, string>>;
  /** What a client asks for; empty where nothing is proxied over TLS. */
  readonly requests: readonly Request[];
}

interface Target {
  readonly title: string;
  /** At the http level. */
  readonly before?: string;
  /** In the location, before the pass. */
  readonly set?: string;
  readonly host: string;
  /** The name of the upstream has to be stated, with this. */
  readonly name: string | null;
}

type Targets = (behind: Behind, port: number) => readonly Target[];

const RESOLVER = 'resolver 10.0.0.2;';

const targets: Targets = ({ name, address }, port) => [
  { title: 'host', host: port === PORTS.http ? name : `${name}:${port}`, name: null },
  { title: 'host and another port', host: `${name}:${port + 1000}`, name: null },
  { title: 'address', host: `${address}:${port}`, name },
  {
    title: 'group',
    before: `upstream backend { server ${address}:${port}; server ${address}:${port + 1000} backup; }`,
    host: 'backend',
    name,
  },
  {
    title: 'group with keepalive',
    before: `upstream backend { zone b 64k; least_conn; server ${name}:${port}; keepalive 16; }`,
    host: 'backend',
    name,
  },
  {
    title: 'group with the upstream’s name',
    before: `upstream ${name} { server ${address}:${port} max_fails=3; }`,
    host: name,
    name: null,
  },
  {
    title: 'variable',
    before: RESOLVER,
    set: `set $backend ${name};`,
    host: `$backend:${port}`,
    name,
  },
  {
    title: 'map to hosts',
    before: `${RESOLVER}\nmap $http_x_zone $backend { default ${name}:${port}; b ${name}:${port + 1000}; }`,
    host: '$backend',
    name,
  },
  {
    title: 'map to groups',
    before: `upstream blue { server ${address}:${port}; }\nupstream green { server ${address}:${port + 1000}; }\nmap $cookie_slot $slot { default blue; green green; }`,
    host: '$slot',
    name,
  },
  {
    title: 'name from a map',
    before: `map $http_x_zone $sni { default ${name}; other ${name}; }`,
    host: `${address}:${port}`,
    name: '$sni',
  },
];

const IPV6: Target = { title: 'IPv6 address', host: `[::1]:${PORTS.ipv6}`, name: STRICT.name };

interface Style {
  readonly lines: readonly string[];
  readonly behind: Behind;
}

/** The settings, one after the other, by family prefix. */
function styles(prefix: string): Readonly<Record<string, Style>> {
  const line = (directive: string) => `${prefix}_ssl_${directive};`;
  const sni = [line('server_name on')];
  const verify = [line('verify on'), line('trusted_certificate /etc/nginx/ssl/ca.pem')];
  const pair = [
    line('certificate /etc/nginx/ssl/client.pem'),
    line('certificate_key /etc/nginx/ssl/client.key'),
  ];
  const strict = (...more: string[]) => ({
    lines: [...sni, ...verify, ...more.map(line)],
    behind: STRICT,
  });
  return {
    'name only': { lines: sni, behind: STRICT },
    verified: strict(),
    'verified, deeper': {
      lines: [...sni, ...verify, line('verify_depth 3')],
      behind: DEEP,
    },
    'verified against a list': strict('crl /etc/nginx/ssl/ca.crl'),
    protocols: strict('protocols TLSv1.2 TLSv1.3'),
    'one protocol': strict('protocols TLSv1.3'),
    ciphers: strict('ciphers HIGH:!aNULL:!MD5'),
    'suites of TLS 1.3': strict('conf_command Ciphersuites TLS_AES_256_GCM_SHA384'),
    'client certificate': { lines: [...sni, ...verify, ...pair], behind: MUTUAL },
    'client certificate with a password': {
      lines: [
        ...[...sni, ...verify, pair[0] as string],
        line('certificate_key /etc/nginx/ssl/locked.key'),
        line('password_file /etc/nginx/ssl/password'),
      ],
      behind: MUTUAL,
    },
    'no session reuse': { lines: [...sni, line('session_reuse off')], behind: STRICT },
  };
}

interface Built {
  /** Of the http level. */
  readonly http: string;
  /** Files beside the main one. */
  readonly files?: Readonly<Record<string, string>>;
  readonly requests: readonly Request[];
}

const at = (path: string, more: Request = {}): Request => ({ port: 18080, path, ...more });

/** A place that proxies: `own` are its settings, `pass` is its pass. */
const PLACES: Readonly<Record<string, (own: string, pass: string) => Built>> = {
  location: (own, pass) => ({
    http: `server { listen 18080; location / {\n${own}${pass}} }`,
    requests: [at('/')],
  }),
  'inherited from the server': (own, pass) => ({
    http: `server { listen 18080; server_name a.example.com;\n${own}location /a/ {\n${pass}}\nlocation = /b {\n${pass}} }`,
    requests: [at('/a/'), at('/b')],
  }),
  'inherited from http': (own, pass) => ({
    http: `${own}server { listen 18080; location / {\n${pass}} }\nserver { listen 18081; location / { return 204; } }`,
    requests: [at('/')],
  }),
  'half of it inherited': (own, pass) => {
    const [first = '', ...rest] = own.split(/(?<=\n)/);
    const inner = `location / {\n${rest.join('')}${pass}}`;
    return { http: `server { listen 18080;\n${first}${inner} }`, requests: [at('/')] };
  },
  'named location': (own, pass) => ({
    http: `server { listen 18080; location / { try_files /none @backend; }\nlocation @backend {\n${own}${pass}} }`,
    requests: [at('/')],
  }),
  'nested location': (own, pass) => ({
    http: `server { listen 18080; location /a/ {\n${own}location ~ ^/a/\\w+$ {\n${pass}} } }`,
    requests: [at('/a/b')],
  }),
  if: (own, pass) => ({
    http: `server { listen 18080; location / {\n${own}if ($request_method = POST) {\n${pass}}\n${pass}} }`,
    requests: [at('/'), at('/', { method: 'POST' })],
  }),
  'a shared snippet': (own, pass) => ({
    http: `server { listen 18080; location /a/ {\ninclude snippets/upstream.conf;\n${pass}}\nlocation /b/ {\n${pass}include snippets/upstream.conf; } }`,
    files: { 'snippets/upstream.conf': own },
    requests: [at('/a/'), at('/b/')],
  }),
  'a location for two servers': (own, pass) => ({
    http: `server { listen 18080; include snippets/location.conf; }\nserver { listen 18081; include snippets/location.conf; }`,
    files: { 'snippets/location.conf': `location / {\n${own}${pass}}\n` },
    requests: [at('/'), at('/', { port: 18081 })],
  }),
  'a file for each site': (own, pass) => ({
    http: 'include conf.d/*.conf;',
    files: {
      'conf.d/00-upstream.conf': own,
      'conf.d/site.conf': `server { listen 18080; location / {\n${pass}} }\n`,
    },
    requests: [at('/')],
  }),
};

/** All places come with these; every target and every style comes with a plain location. */
const EVERYWHERE = {
  targets: new Set(['host', 'group']),
  styles: new Set(['name only', 'verified', 'verified, deeper', 'client certificate']),
};

/** Whether this combination is one of those that are made. */
function isMade(place: string, target: Target, style: string): boolean {
  if (place === 'location') return true;
  return EVERYWHERE.targets.has(target.title) && EVERYWHERE.styles.has(style);
}

const indent = (lines: readonly string[]) => lines.map((line) => `    ${line}\n`).join('');

function named(prefix: string, target: Target, { lines }: Style): readonly string[] {
  return target.name === null ? lines : [...lines, `${prefix}_ssl_name ${target.name};`];
}

function whole(before: string | undefined, { http, files, requests }: Built) {
  const main = `events {}\nhttp {\n${before ?? ''}\n${http}\n}\n`;
  return { files: { 'nginx.conf': main, ...files }, requests };
}

function* proxied(): Iterable<Correct> {
  for (const [style, own] of Object.entries(styles('proxy'))) {
    const all = targets(own.behind, PORTS.http);
    for (const target of own.behind === STRICT ? [...all, IPV6] : all) {
      for (const [place, build] of Object.entries(PLACES)) {
        if (!isMade(place, target, style)) continue;
        const lines = [...(target.set ? [target.set] : []), ...named('proxy', target, own)];
        const built = build(indent(lines), `    proxy_pass https://${target.host};\n`);
        yield { title: `${target.title}, ${style}, ${place}`, ...whole(target.before, built) };
      }
    }
  }
}

function* others(): Iterable<Correct> {
  const modules = [
    { module: 'grpc', scheme: 'grpcs', port: PORTS.grpc, path: '/example.Service/Call' },
    { module: 'uwsgi', scheme: 'suwsgi', port: PORTS.uwsgi, path: '/' },
  ] as const;
  for (const { module, scheme, port, path } of modules) {
    for (const [style, own] of Object.entries(styles(module))) {
      for (const target of targets(own.behind, port).filter((t) =>
        EVERYWHERE.targets.has(t.title),
      )) {
        for (const place of ['location', 'inherited from http', 'a shared snippet'] as const) {
          if (!isMade(place, target, style)) continue;
          const pass = `    ${module}_pass ${scheme}://${target.host};\n`;
          const built = PLACES[place]?.(indent(named(module, target, own)), pass) as Built;
          const requests = built.requests.map((r) =>
            module === 'grpc' ? { ...r, method: 'POST' as const, path: `${r.path}${path}` } : r,
          );
          const rest = whole(target.before, { ...built, requests });
          yield { title: `${module} to a ${target.title}, ${style}, ${place}`, ...rest };
        }
      }
    }
  }
}

function* streamed(): Iterable<Correct> {
  for (const [style, own] of Object.entries(styles('proxy'))) {
    for (const target of targets(own.behind, PORTS.http)) {
      if (!/^(?:host and|address|group$)/.test(target.title)) continue;
      const lines = ['proxy_ssl on;', ...named('proxy', target, own), `proxy_pass ${target.host};`];
      const main = `events {}\nstream {\n${target.before ?? ''}\nserver { listen 18090;\n${indent(lines)}} }\n`;
      yield {
        title: `stream to a ${target.title}, ${style}`,
        files: { 'nginx.conf': main },
        requests: [{ port: 18090 }],
      };
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
  files: { 'nginx.conf': `events {}\nhttp { server { listen 18080; ${location} } }\n` },
  requests: [],
}));

export function correctConfigurations(): readonly Correct[] {
  return [...proxied(), ...others(), ...streamed(), ...PLAIN];
}
