/**
 * Ingress manifests: the annotations of ingress-nginx and of the controller of
 * NGINX, as the locations that the controller would write from them.
 */
import { isMap, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';
import type { Range } from '../../text/edit.ts';
import { message } from '../../text/message.ts';
import {
  type EgressLine,
  isUnknown,
  type Policies,
  type PolicyRef,
  refsFrom,
} from './egress-policy.ts';
import type { Extracted, Piece, Unclear } from './piece.ts';
import { PieceWriter, quoted } from './writer.ts';
import { stringOf } from './yaml-map.ts';

interface Annotation {
  readonly value: string;
  readonly range: Range;
}
type Annotations = ReadonlyMap<string, Annotation>;

/** The same setting by the names of either controller. */
const INGRESS_NGINX = 'nginx.ingress.kubernetes.io/';
const SNIPPETS: Readonly<Record<string, 'server' | 'location'>> = {
  'nginx.ingress.kubernetes.io/configuration-snippet': 'location',
  'nginx.ingress.kubernetes.io/server-snippet': 'server',
  'nginx.org/location-snippets': 'location',
  'nginx.org/server-snippets': 'server',
};
const SETTINGS = [
  'proxy-ssl-name',
  'proxy-ssl-server-name',
  'proxy-ssl-verify',
  'proxy-ssl-verify-depth',
  'proxy-ssl-ciphers',
  'proxy-ssl-protocols',
] as const;
/** The controller of NGINX spreads one host over a master and its minions. */
const MERGEABLE = 'nginx.org/mergeable-ingress-type';

/** Policies of the controller of NGINX, of which `egressMTLS` concerns the upstream. */
const POLICIES = 'nginx.org/policies';

/** What the server of a master brings to the locations of its minions. */
export interface Master {
  readonly host: string;
  readonly snippets: readonly string[];
  readonly policies: readonly PolicyRef[];
}

interface Ingress {
  readonly annotations: Annotations;
  readonly policies: readonly PolicyRef[];
  readonly hosts: readonly string[];
  /** Of the controller of NGINX: master, minion, or neither. */
  readonly role: string | undefined;
}

/** The masters among Ingresses, by the hosts that they serve. */
export function mastersAmong(objects: readonly YAMLMap[], text: string): readonly Master[] {
  return objects
    .map((object) => read(object, text, []))
    .filter(({ role }) => role === 'master')
    .flatMap(({ hosts, annotations, policies }) => {
      const snippets = serverSnippets(annotations).map((s) => s.value);
      return hosts.map((host) => ({ host, snippets, policies }));
    });
}

interface Reading {
  readonly policies: Policies;
  readonly unclear: Unclear[];
}

/** The pieces of all Ingresses of one file; `masters` are those of all files. */
export function fromIngresses(
  objects: readonly YAMLMap[],
  text: string,
  policies: Policies,
  masters: readonly Master[],
): Extracted {
  const unclear: Unclear[] = [];
  const reading = { policies, unclear };
  const pieces: Piece[] = [];
  const all = objects.map((object) => read(object, text, unclear));
  for (const ingress of all.filter(({ role }) => role !== 'minion' && role !== 'master'))
    pieces.push(...alone(ingress, serverSnippets(ingress.annotations), [], reading));
  const minions = all.filter(({ role }) => role === 'minion');
  for (const master of all.filter(({ role }) => role === 'master'))
    pieces.push(...together(master, minions, reading));
  const served = new Set(all.filter(({ role }) => role === 'master').flatMap((m) => m.hosts));
  for (const minion of minions) {
    if (minion.hosts.some((host) => served.has(host))) continue;
    const master = masters.find(({ host }) => minion.hosts.includes(host));
    const { range } = minion.annotations.get(MERGEABLE) ?? { range: { start: 0, end: 0 } };
    if (master) {
      const snippets = master.snippets.map((value) => ({ value, range }));
      const above = master.policies.map((policy) => ({ ...policy, range }));
      pieces.push(...alone(minion, snippets, above, reading));
    } else if (passOf(minion.annotations)) {
      const told = message('lint.embedded.minion-alone', { host: minion.hosts.join(', ') || '*' });
      unclear.push({ rule: 'unreadable', severity: 'note', range, message: told });
    }
  }
  return { pieces, unclear };
}

function read(object: YAMLMap, text: string, unclear: Unclear[]): Ingress {
  const metadata = object.get('metadata');
  const found = isMap(metadata) ? metadata.get('annotations') : null;
  const annotations = new Map<string, Annotation>();
  for (const { key, value } of isMap(found) ? (found.items as Pair[]) : []) {
    if (!isScalar(key) || !isScalar(value) || !key.range || !value.range) continue;
    const name = String(key.value);
    const range = { start: key.range[0], end: endOfLine(text, key.range[0]) };
    const ours = name.startsWith(INGRESS_NGINX) || /^nginx\.(?:org|com)\//.test(name);
    const tagged = text.slice(value.range[0], value.range[1]).includes('{{');
    if (ours && tagged && matters(name)) {
      const told = message('lint.embedded.from-template', { key: name });
      unclear.push({ rule: 'unreadable', severity: 'note', range, message: told });
    } else if (ours) annotations.set(name, { value: String(value.value ?? ''), range });
  }
  const named = annotations.get(POLICIES);
  const namespace = isMap(metadata) ? stringOf(metadata, 'namespace') : null;
  return {
    annotations,
    policies: named ? refsFrom(named.value, namespace, named.range) : [],
    hosts: hostsOf(object),
    role: annotations.get(MERGEABLE)?.value,
  };
}

function hostsOf(object: YAMLMap): readonly string[] {
  const rules = object.getIn(['spec', 'rules']);
  const hosts = (isSeq(rules) ? rules.items : []).map((rule) =>
    isMap(rule) ? rule.get('host') : null,
  );
  return hosts.filter((host) => typeof host === 'string');
}

function matters(name: string): boolean {
  return /proxy-ssl-|backend-protocol|snippets?$|(?:ssl|grpc)-services$|org\/policies$/.test(name);
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

interface Pass {
  readonly directive: string;
  readonly family: 'proxy' | 'grpc';
  readonly range: Range;
}

const HTTPS = { directive: 'proxy_pass https://upstream_balancer;', family: 'proxy' } as const;
const GRPCS = { directive: 'grpc_pass grpcs://upstream_balancer;', family: 'grpc' } as const;

/** How the controller passes requests on over TLS; null when it does so in plain text. */
function passOf(annotations: Annotations): Pass | null {
  const protocol = annotations.get(`${INGRESS_NGINX}backend-protocol`);
  const name = protocol?.value.toUpperCase();
  if (protocol && name === 'HTTPS') return { ...HTTPS, range: protocol.range };
  if (protocol && name === 'GRPCS') return { ...GRPCS, range: protocol.range };
  const services = annotations.get('nginx.org/ssl-services');
  if (!services) return null;
  const list = (of: Annotation | undefined) => of?.value.split(',').map((s) => s.trim()) ?? [];
  const grpc = list(annotations.get('nginx.org/grpc-services'));
  const { range } = services;
  return list(services).every((service) => grpc.includes(service))
    ? { ...GRPCS, range }
    : { ...HTTPS, range };
}

/** ingress-nginx leaves every `proxy-ssl-*` annotation out unless `proxy-ssl-secret` is among them. */
function withoutSecret(annotations: Annotations): Unclear | null {
  if (annotations.has(`${INGRESS_NGINX}proxy-ssl-secret`)) return null;
  for (const name of SETTINGS) {
    const range = annotations.get(`${INGRESS_NGINX}${name}`)?.range;
    if (range)
      return {
        rule: 'no-effect',
        severity: 'warning',
        range,
        message: message('lint.embedded.needs-secret', { annotation: name }),
      };
  }
  return null;
}

/** ingress-nginx takes anything but `on` for off, a host name above all: that is what proxy-ssl-name is for. */
const ON_OFF: ReadonlySet<string> = new Set(['proxy-ssl-server-name', 'proxy-ssl-verify']);

function notOnOff(annotations: Annotations): readonly Unclear[] {
  return [...ON_OFF].flatMap((name) => {
    const { value = 'off', range } = annotations.get(`${INGRESS_NGINX}${name}`) ?? {};
    if (range === undefined || /^(?:on|off)$/.test(value)) return [];
    const told = message('lint.embedded.on-off', { annotation: name, value });
    return [{ rule: 'no-effect', severity: 'warning', range, message: told }];
  });
}

function snippetsAt(annotations: Annotations, level: 'server' | 'location'): readonly Annotation[] {
  return Object.entries(SNIPPETS).flatMap(([name, at]) => {
    const snippet = annotations.get(name);
    return at === level && snippet ? [snippet] : [];
  });
}

function serverSnippets(annotations: Annotations): readonly Annotation[] {
  return snippetsAt(annotations, 'server');
}

/** A server for one Ingress; nothing when it proxies in plain text. `above` are its master's policies. */
function alone(
  ingress: Ingress,
  snippets: readonly Annotation[],
  above: readonly PolicyRef[],
  reading: Reading,
): readonly Piece[] {
  const places = placesOf(ingress, above, reading);
  return places.map((place) => serverOf(place.pass.range, snippets, [place], reading.unclear));
}

/** The server of a master, with the locations of its minions. */
function together(
  master: Ingress,
  minions: readonly Ingress[],
  reading: Reading,
): readonly Piece[] {
  const own = minions
    .filter(({ hosts }) => hosts.some((host) => master.hosts.includes(host)))
    .flatMap((minion) => placesOf(minion, master.policies, reading));
  const [first] = own;
  if (first === undefined) return [];
  return [serverOf(first.pass.range, serverSnippets(master.annotations), own, reading.unclear)];
}

interface Place {
  readonly annotations: Annotations;
  readonly pass: Pass;
  readonly egress: readonly EgressLine[];
}

/** Where an Ingress is proxied over TLS; nothing where a policy that is not known has a say in it, which is told. */
function placesOf(
  { annotations, policies }: Ingress,
  above: readonly PolicyRef[],
  reading: Reading,
): readonly Place[] {
  const pass = passOf(annotations);
  if (pass === null) return [];
  const own = reading.policies.egress(policies);
  const egress = isUnknown(own) || own.length > 0 ? own : reading.policies.egress(above);
  if (!isUnknown(egress)) return [{ annotations, pass, egress }];
  const { range, why } = egress;
  reading.unclear.push({ rule: 'unreadable', severity: 'note', range, message: why });
  return [];
}

/** The configuration that the controller would write, reduced to what concerns TLS to the upstream. */
function serverOf(
  range: Range,
  snippets: readonly Annotation[],
  places: readonly Place[],
  unclear: Unclear[],
): Piece {
  const writer = new PieceWriter();
  writer.line('events {}\nhttp {', range);
  writer.line('upstream upstream_balancer { server 192.0.2.1:8443; }\nserver {', range);
  for (const { value, range: at } of snippets) writer.line(value, at);
  places.forEach((place, i) => {
    const complaint = withoutSecret(place.annotations);
    unclear.push(...(complaint ? [complaint] : notOnOff(place.annotations)));
    writeLocation(writer, place, i === 0 ? '/' : `/${i}/`, complaint === null);
  });
  writer.line('}\n}', range);
  return writer.piece(range, message('lint.embedded.annotation'));
}

function writeLocation(
  writer: PieceWriter,
  { annotations, pass, egress }: Place,
  path: string,
  settingsCount: boolean,
): void {
  writer.line(`location ${path} {`, pass.range);
  const secret = annotations.get(`${INGRESS_NGINX}proxy-ssl-secret`);
  if (settingsCount && secret) {
    for (const name of SETTINGS) {
      const setting = annotations.get(`${INGRESS_NGINX}${name}`);
      const directive = name.replaceAll('-', '_').replace(/^proxy/, pass.family);
      if (setting) writer.line(`${directive} ${word(setting.value, name)};`, setting.range);
    }
    writer.line(`${pass.family}_ssl_trusted_certificate ca.crt;`, secret.range);
  }
  for (const { directive, range } of egress) writer.line(`${pass.family}_${directive};`, range);
  for (const { value, range } of snippetsAt(annotations, 'location')) writer.line(value, range);
  writer.line(pass.directive, pass.range);
  writer.line('}', pass.range);
}

/** A list of protocols is several words; everything else is one. */
function word(value: string, name: string): string {
  if (ON_OFF.has(name)) return value === 'on' ? 'on' : 'off';
  return name === 'proxy-ssl-protocols' && /^[\w. ]+$/.test(value) ? value : quoted(value);
}
