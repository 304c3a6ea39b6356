/**
 * Kong's declarative file (also what decK dumps): services, as the locations
 * that Kong's nginx serves them from. Kong always sends SNI: the Host that goes
 * to the upstream, which is the client's with `preserve_host`, else the
 * `host_header` of the upstream entity, else the host of the target.
 */
import { isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
import type { Range } from '../../text/edit.ts';
import { message } from '../../text/message.ts';
import { badYaml } from './bad-yaml.ts';
import type { Extracted, Unclear } from './piece.ts';
import { isHost, PieceWriter, quoted } from './writer.ts';
import { mapsIn, rangeOf, stringOf } from './yaml-map.ts';

export function isKong(text: string): boolean {
  return /^_format_version[ \t]*:|"_format_version"[ \t]*:/m.test(text);
}

interface Service {
  readonly map: YAMLMap;
  readonly protocol: string;
  readonly host: string;
  readonly port: number;
  /** Where the target is written. */
  readonly range: Range;
}

const OVER_TLS: ReadonlySet<string> = new Set(['https', 'wss', 'grpcs', 'tls']);
const IN_PLAIN_TEXT: ReadonlySet<string> = new Set(['http', 'ws', 'grpc']);

export function fromKong(text: string): Extracted {
  const document = parseDocument(text, { uniqueKeys: false });
  const [error] = document.errors;
  if (error) return { pieces: [], unclear: [badYaml(error)] };
  const top = document.contents;
  if (!isMap(top)) return { pieces: [], unclear: [] };
  const unclear: Unclear[] = [];
  const upstreams = new Map(
    mapsIn(top, 'upstreams').map((upstream) => [stringOf(upstream, 'name'), upstream]),
  );
  const pieces = mapsIn(top, 'services').flatMap((map) => {
    const service = serviceOf(map, unclear);
    return service ? [pieceOf(service, upstreams.get(service.host), unclear)] : [];
  });
  return { pieces, unclear };
}

/** What the service proxies to; null when Kong speaks something that has no TLS, or when it cannot be told. */
function serviceOf(map: YAMLMap, unclear: Unclear[]): Service | null {
  const range = rangeOf(map, 'url', 'host', 'name');
  const url = stringOf(map, 'url');
  const parts = url === null ? null : /^([a-z]+):\/\/(\[[^\]]*\]|[^:/?#]*)(?::(\d+))?/.exec(url);
  const protocol = (url === null ? stringOf(map, 'protocol') : parts?.[1]) ?? 'http';
  const host = (url === null ? stringOf(map, 'host') : parts?.[2]) ?? '';
  const stated = url === null ? stringOf(map, 'port') : parts?.[3];
  const port = Number(stated ?? (url !== null && protocol === 'https' ? 443 : 80));
  const known = OVER_TLS.has(protocol) || IN_PLAIN_TEXT.has(protocol);
  if (isHost(host) && Number.isInteger(port) && port > 0 && port < 65_536)
    return known ? { map, protocol, host, port, range } : null;
  const told = message('lint.embedded.kong-target', { service: stringOf(map, 'name') ?? host });
  unclear.push({ rule: 'unreadable', severity: 'note', range, message: told });
  return null;
}

interface Target {
  readonly address: string;
  /** The Host that Kong sends there, and so the SNI; null when it is the client's. */
  readonly name: string | null;
}

function targetsOf({ map, host, port }: Service, upstream: YAMLMap | undefined): readonly Target[] {
  const preserved = mapsIn(map, 'routes').some((route) => route.get('preserve_host') === true);
  const header = upstream === undefined ? null : stringOf(upstream, 'host_header');
  const nameFor = (own: string) => (preserved ? null : (header ?? own));
  const targets = (upstream === undefined ? [] : mapsIn(upstream, 'targets')).flatMap((target) => {
    const at = /^(.*?)(?::(\d+))?$/.exec(stringOf(target, 'target') ?? '');
    const own = at?.[1] ?? '';
    return isHost(own) ? [{ address: `${own}:${at?.[2] ?? '8000'}`, name: nameFor(own) }] : [];
  });
  return targets.length > 0 ? targets : [{ address: `${host}:${port}`, name: nameFor(host) }];
}

function pieceOf(service: Service, upstream: YAMLMap | undefined, unclear: Unclear[]) {
  const { map, protocol, range } = service;
  const stream = protocol === 'tls';
  const family = protocol.startsWith('grpc') ? 'grpc' : 'proxy';
  const writer = new PieceWriter();
  writer.line(`events {}\n${stream ? 'stream' : 'http'} {`, range);
  if (!stream) writer.line('server {', range);
  targetsOf(service, upstream).forEach(({ address, name }, i) => {
    writer.line(stream ? `server { listen ${9000 + i};` : `location /${i}/ {`, range);
    if (OVER_TLS.has(protocol)) {
      writer.line(`${family}_ssl_server_name on;`, range);
      // A variable for what only the client knows.
      writer.line(`${family}_ssl_name ${name === null ? '$http_host' : quoted(name)};`, range);
      writeVerification(writer, map, family, i === 0 ? unclear : []);
    }
    writer.line(passOf(protocol, address), range);
    writer.line('}', range);
  });
  writer.line(stream ? '}' : '}\n}', range);
  return writer.piece(range, message('lint.embedded.kong'));
}

function passOf(protocol: string, address: string): string {
  if (protocol === 'tls') return `proxy_ssl on; proxy_pass ${address};`;
  if (protocol.startsWith('grpc')) return `grpc_pass ${protocol}://${address};`;
  return `proxy_pass ${OVER_TLS.has(protocol) ? 'https' : 'http'}://${address};`;
}

function writeVerification(
  writer: PieceWriter,
  map: YAMLMap,
  family: string,
  unclear: Unclear[],
): void {
  const verify = map.get('tls_verify');
  if (typeof verify === 'boolean')
    writer.line(`${family}_ssl_verify ${verify ? 'on' : 'off'};`, rangeOf(map, 'tls_verify'));
  const depth = stringOf(map, 'tls_verify_depth');
  if (depth !== null && /^\d+$/.test(depth))
    writer.line(`${family}_ssl_verify_depth ${depth};`, rangeOf(map, 'tls_verify_depth'));
  const authorities = map.get('ca_certificates');
  const named = isSeq(authorities) && authorities.items.length > 0;
  if (verify !== true) return;
  const range = rangeOf(map, 'ca_certificates', 'tls_verify');
  // Without a list of its own the service falls back on what kong.conf trusts, which is not in this file.
  writer.line(`${family}_ssl_trusted_certificate ca.crt;`, range);
  if (named) return;
  const told = message('lint.embedded.kong-no-ca');
  unclear.push({ rule: 'verify-without-ca', severity: 'note', range, message: told });
}
