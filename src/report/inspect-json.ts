/** `alert40 inspect --format json`: schema `alert40/inspection/1`. */
import type { ConfigSet, Located } from '../nginx/tree-set.ts';
import { withoutPem } from '../text/pem.ts';
import { cipherName, groupName } from '../tls/names.ts';
import type { Versions } from '../tls/versions.ts';
import type { Origin, Possible, Setting, Sni, UpstreamTls } from '../upstream/model.ts';
import { offerOf } from '../upstream/offers.ts';
import { VERSION } from '../version.ts';
import { expectedHello } from './inspect-hello.ts';
import { Places } from './inspect-rows.ts';

export interface InspectJsonOptions {
  readonly versions: Versions;
  /** Places that proxy in plain text as well. */
  readonly plain?: boolean;
}

/** The whole document as one text. */
export function inspectJson(
  set: ConfigSet,
  paths: Iterable<UpstreamTls>,
  options: InspectJsonOptions,
): string {
  return [...inspectJsonChunks(set, paths, options)].join('');
}

/** The document piece by piece: one path a line, so that any size can be written and read. */
export function* inspectJsonChunks(
  set: ConfigSet,
  paths: Iterable<UpstreamTls>,
  options: InspectJsonOptions,
): Generator<string> {
  const head = {
    schema: 'alert40/inspection/1',
    tool: { version: VERSION },
    nginx: options.versions,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"paths":[`;
  const places = new Places(set);
  let chunk = '\n';
  let between = '';
  for (const path of paths) {
    if (path.tls === 'no' && !options.plain) continue;
    chunk += between + JSON.stringify(pathJson(places, path, options.versions));
    between = ',\n';
    if (chunk.length > 64 * 1024) {
      yield chunk;
      chunk = '';
    }
  }
  yield `${chunk}\n]}\n`;
}

function pathJson(places: Places, path: UpstreamTls, versions: Versions) {
  const at = (where: Located) => ({ file: where.file, line: places.line(where) });
  const { server, location, target, settings: s } = path;
  const origin = (o: Origin) =>
    o.kind === 'directive'
      ? { kind: o.kind, directive: o.at.directive.name, level: o.level, ...at(o.at) }
      : { kind: o.kind };
  const setting = <T>(x: Setting<T>) => ({
    value: x.value,
    ...(x.undecided ? { undecided: true } : {}),
    origin: origin(x.origin),
  });
  const text = (x: Setting<Possible | null>) => ({
    ...(x.value ? possible(x.value) : { value: null }),
    origin: origin(x.origin),
  });
  const nameOrigin = s.name.value ? origin(s.name.origin) : { kind: 'derived' };
  return {
    ...at(path.pass),
    module: path.module,
    level: path.level,
    tls: path.tls,
    server: server && { names: server.names, listen: server.listens, ...at(server.at) },
    location: location && { modifier: location.modifier, path: location.path, ...at(location.at) },
    target: {
      pass: possible(target.pass),
      scheme: target.scheme,
      host: possible(target.host),
      port: target.port,
      kind: target.kind,
      groups: target.groups.map((g) => ({
        name: g.name,
        peers: g.peers.map((p) => p.address),
        keepalive: g.keepalive,
        ...at(g.at),
      })),
    },
    sends: {
      sni: { ...sniJson(path.sni), origin: origin(s.serverName.origin) },
      checkedName: { ...possible(path.checkedName), origin: nameOrigin },
      protocols: { ...setting(s.protocols), offered: offerOf(s, versions).versions },
      alpn: setting(s.alpn),
      ciphers: setting(s.ciphers),
      confCommands: s.confCommands.map(setting),
      clientCertificate: text(s.certificate),
      clientCertificateKey: text(s.certificateKey),
      sessionReuse: setting(s.sessionReuse),
      host: path.hostHeader && possible(path.hostHeader),
      proxyProtocol: path.proxyProtocol,
      hello: helloJson(path, versions),
    },
    checks: {
      verify: setting(s.verify),
      depth: setting(s.verifyDepth),
      trustedCertificate: setting(s.trustedCertificate),
      crl: setting(s.crl),
    },
  };
}

/** Null where nobody captured what these settings send. */
function helloJson(path: UpstreamTls, versions: Versions) {
  const hello = expectedHello(path, versions);
  if (!hello) return null;
  const { nginx, openssl, suites, groups, keyShares } = hello.captured;
  return {
    size: hello.size,
    suites: suites.map(cipherName),
    groups: groups.map(groupName),
    keyShares: keyShares.map(groupName),
    captured: { nginx, openssl },
  };
}

function sniJson(sni: Sni) {
  const name = sni.name ? possible(sni.name) : { value: null };
  return { sent: sni.sent, ...name, why: sni.why };
}

/** A constant as its value; anything else with all that is known of it. */
function possible(p: Possible) {
  if (p.complete && p.values.length === 1) return { value: withoutPem(p.values[0] ?? '') };
  const { written, values, complete, unknown } = p;
  return {
    value: null,
    written: withoutPem(written),
    values: values.map(withoutPem),
    complete,
    unknown,
  };
}
