/**
 * The smallest configuration that proxies as one place of the user's
 * configuration does: its effective settings as explicit directives, the
 * groups, maps and variables that it uses, and nothing else.
 */
import { quoteArg } from '../nginx/rewrite.ts';
import type { ConfigSet, Located } from '../nginx/tree-set.ts';
import { children, walk } from '../nginx/walk.ts';
import type { Module, Setting, UpstreamTls } from '../upstream/model.ts';

export interface RehearsalPlace {
  /** Folder of the rehearsal; nothing outside it is written. */
  readonly dir: string;
  /** Makes a path of the configuration absolute, as nginx would. */
  readonly absolute: (file: string) => string;
  /** Whether the worker is to become this user of the configuration: only root can, and only a user that is there. */
  readonly becomes: (user: string) => boolean;
  /** The user names the path that is asked for; else any location is as good as the own one. */
  readonly pathGiven: boolean;
  /** Modules to load, absolute. */
  readonly modules: readonly string[];
}

export interface Rehearsal {
  readonly text: string;
  /** Files that nginx will read, absolute. */
  readonly reads: readonly string[];
}

/** `*_set_header` and `*_param`: inherited as a whole from the innermost level that has any. */
const HEADERS: Readonly<Record<Module, readonly string[]>> = {
  proxy: ['proxy_set_header'],
  grpc: ['grpc_set_header'],
  uwsgi: ['uwsgi_param'],
  stream: [],
};
/** Single settings that decide what the upstream is asked. */
const PLAIN: Readonly<Record<Module, readonly string[]>> = {
  proxy: ['proxy_http_version', 'proxy_pass_request_headers', 'resolver'],
  grpc: ['resolver'],
  uwsgi: ['uwsgi_modifier1', 'uwsgi_modifier2', 'resolver'],
  stream: ['resolver'],
};
/** Blocks and directives of `http` or `stream` that define variables. */
const DEFINES = new Set(['map', 'geo', 'split_clients']);

const VARIABLE = /\$\{?(\w+)\}?/g;

function variablesIn(text: string): string[] {
  return [...text.matchAll(VARIABLE)].map((m) => m[1] ?? '').filter((name) => !/^\d$/.test(name));
}

/** The whole configuration of a rehearsal of this place. */
export function rehearsalConfig(
  path: UpstreamTls,
  set: ConfigSet,
  place: RehearsalPlace,
): Rehearsal {
  const { dir } = place;
  const stream = path.module === 'stream';
  const reads: string[] = [];
  const body = locationLines(path, set, place, reads);
  const wanted = new Set(variablesIn(body.join('\n')));
  const sets = variableSets(path, set, wanted);
  const defined = definitions(path, set, wanted, place, reads);
  const groups = path.target.groups.map((group) => textOf(set, group.at));
  const user = userDirective(set, place);
  const name = path.server?.names.find((n) => n !== '' && !n.startsWith('~')) ?? '_';
  const listen = `listen unix:${dir}/s;`;
  const location = locationOf(path, place.pathGiven);
  // A path outside of the location must not look like an answer of the upstream.
  const elsewhere = location === '/' ? [] : ['location / { return 444; }'];
  const server = stream
    ? ['server {', listen, ...body, '}']
    : ['server {', listen, `server_name ${quoteArg(name)};`, ...sets.server].concat([
        ...captures(path, location).map((variable) => `set $${variable} "";`),
        `location ${location} {`,
        ...sets.location,
        ...body,
        '}',
        ...elsewhere,
        '}',
      ]);
  const http = [
    'access_log off;',
    'default_type application/octet-stream;',
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (kind) => `${kind}_temp_path ${dir}/${kind};`,
    ),
  ];
  const text = [
    ...place.modules.map((file) => `load_module ${quoteArg(file)};`),
    ...(user === null ? [] : [user]),
    'daemon off;',
    'worker_processes 1;',
    `pid ${dir}/pid;`,
    `error_log ${dir}/error.log info;`,
    'events { worker_connections 64; }',
    `${stream ? 'stream' : 'http'} {`,
    ...(stream ? [] : http),
    ...defined,
    ...groups,
    ...server,
    '}',
    '',
  ].join('\n');
  return { text, reads };
}

function locationOf(path: UpstreamTls, pathGiven: boolean): string {
  const location = path.location;
  if (location === null || location.modifier === '@') return '/';
  // No path is known that a regular expression would match.
  if (location.modifier.startsWith('~') && !pathGiven) return '/';
  const modifier = location.modifier === '' ? '' : `${location.modifier} `;
  return `${modifier}${quoteArg(location.path)}`;
}

/** Variables that only the regular expressions left out would have set. */
function captures(path: UpstreamTls, location: string): string[] {
  const own = path.location?.modifier.startsWith('~') && location === '/' ? path.location.path : '';
  const left = [own, ...(path.server?.names ?? []).filter((n) => n.startsWith('~'))].join(' ');
  return [...new Set([...left.matchAll(/\(\?P?<(\w+)>/g)].map((m) => m[1] ?? ''))];
}

/** The effective settings of the family, each as one directive; defaults stay the binary's own. */
function locationLines(
  path: UpstreamTls,
  set: ConfigSet,
  place: RehearsalPlace,
  reads: string[],
): string[] {
  const s = path.settings;
  const prefix = path.module === 'stream' ? 'proxy' : path.module;
  const lines: string[] = [];
  const put = (name: string, ...args: string[]) =>
    lines.push(`${prefix}_ssl_${name} ${args.map((a) => quoteArg(a)).join(' ')};`);
  const given = (setting: Setting<unknown>) => setting.origin.kind === 'directive';
  const file = (written: string) => {
    if (/^(data|engine|store):/.test(written) || written === '') return written;
    const absolute = place.absolute(written);
    if (!absolute.includes('$')) reads.push(absolute);
    return absolute;
  };
  const switched = (setting: Setting<boolean>, name: string) => {
    if (given(setting)) put(name, setting.value ? 'on' : 'off');
  };
  const aFile = (setting: Setting<string | null>, name: string) => {
    if (given(setting) && setting.value !== null) put(name, file(setting.value));
  };
  switched(s.serverName, 'server_name');
  if (given(s.name) && s.name.value) put('name', s.name.value.written);
  if (given(s.protocols)) put('protocols', ...s.protocols.value);
  if (given(s.ciphers)) put('ciphers', s.ciphers.value);
  switched(s.verify, 'verify');
  if (given(s.verifyDepth)) put('verify_depth', String(s.verifyDepth.value));
  aFile(s.trustedCertificate, 'trusted_certificate');
  aFile(s.crl, 'crl');
  if (s.certificate.value) put('certificate', file(s.certificate.value.written));
  if (s.certificateKey.value) put('certificate_key', file(s.certificateKey.value.written));
  aFile(s.passwordFile, 'password_file');
  switched(s.sessionReuse, 'session_reuse');
  for (const command of s.confCommands) put('conf_command', ...command.value);
  if (path.module === 'stream') {
    if (path.tls === 'yes') lines.push('proxy_ssl on;');
    if (path.proxyProtocol) lines.push('proxy_protocol on;');
    if (given(s.alpn)) put('alpn', ...s.alpn.value);
  }
  lines.push(...inherited(path, set, HEADERS[path.module], true));
  lines.push(...inherited(path, set, PLAIN[path.module], false));
  const patience = path.module === 'stream' ? ['connect'] : ['connect', 'read', 'send'];
  lines.push(...patience.map((what) => `${prefix}_${what}_timeout 5s;`));
  lines.push(`${textOf(set, path.pass).replace(/;?\s*$/, '')};`);
  return lines;
}

/** Directives as written at the innermost enclosing level that has any of them. */
function inherited(
  path: UpstreamTls,
  set: ConfigSet,
  names: readonly string[],
  together: boolean,
): string[] {
  const levels = [...path.scopes].reverse().map(({ at }) => inside(set, at));
  const found: string[] = [];
  for (const wanted of together ? [names] : names.map((n) => [n])) {
    const level = levels.find((all) => all.some((d) => wanted.includes(d.directive.name)));
    const here = (level ?? []).filter((d) => wanted.includes(d.directive.name));
    found.push(...here.map((d) => textOf(set, d)));
  }
  return found;
}

function inside(set: ConfigSet, at: Located): readonly Located[] {
  return at.directive.block === null ? [] : children(set, at.file, at.directive.block.items);
}

/** `set` directives for variables that are used, and for those that they use in turn. */
function variableSets(path: UpstreamTls, set: ConfigSet, wanted: Set<string>) {
  const of = (level: string) =>
    path.scopes
      .filter((scope) => scope.level === level)
      .flatMap((scope) => inside(set, scope.at))
      .filter((d) => d.directive.name === 'set');
  const server = of('server');
  const location = of('location');
  const named = (d: Located) => (d.directive.args[0]?.value ?? '').replace(/^\$/, '');
  follow(wanted, [...server, ...location], named, set);
  const used = (all: readonly Located[]) =>
    all.filter((d) => wanted.has(named(d))).map((d) => textOf(set, d));
  return { server: used(server), location: used(location) };
}

/** `map` and its like for variables that are used, with their included files made absolute. */
function definitions(
  path: UpstreamTls,
  set: ConfigSet,
  wanted: Set<string>,
  place: RehearsalPlace,
  reads: string[],
): string[] {
  const outer = path.module === 'stream' ? 'stream' : 'http';
  const all = [...walk(set)].filter(
    (d) =>
      DEFINES.has(d.directive.name) &&
      (d.parent === null || d.parent.directive.name === outer) &&
      d.directive.block !== null,
  );
  const named = (d: Located) => (d.directive.args.at(-1)?.value ?? '').replace(/^\$/, '');
  follow(wanted, all, named, set);
  return all
    .filter((d) => wanted.has(named(d)))
    .map((d) =>
      textOf(set, d).replace(/(^|[;{\s])include\s+([^;'"\s]+)\s*;/g, (_, before, file) => {
        const absolute = place.absolute(String(file));
        reads.push(absolute);
        return `${before}include ${quoteArg(absolute)};`;
      }),
    );
}

/** Adds the variables that wanted definitions use, until nothing is added. */
function follow(
  wanted: Set<string>,
  all: readonly Located[],
  named: (d: Located) => string,
  set: ConfigSet,
): void {
  for (let before = -1; before !== wanted.size; ) {
    before = wanted.size;
    for (const d of all)
      if (wanted.has(named(d))) for (const name of variablesIn(textOf(set, d))) wanted.add(name);
  }
}

function textOf(set: ConfigSet, at: Located): string {
  const file = set.files.get(at.file);
  return file === undefined ? '' : file.text.slice(at.directive.start, at.directive.end);
}

function userDirective(set: ConfigSet, place: RehearsalPlace): string | null {
  for (const d of walk(set)) {
    if (d.parent !== null || d.directive.name !== 'user') continue;
    return place.becomes(d.directive.args[0]?.value ?? '') ? textOf(set, d) : null;
  }
  return null;
}
