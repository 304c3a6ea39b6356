/** What causes ask of a case again and again: where facts stand, what nginx sends, whom it talks to. */
import type { Located } from '../nginx/tree-set.ts';
import type { Module, Peer, Setting, UpstreamTls } from '../upstream/model.ts';
import type { Case, Source } from './cause.ts';

/** The first log line of the incident. */
export function fromLog(c: Case): Source {
  const line = c.incident.samples[0]?.source;
  return line === undefined
    ? { kind: 'field' }
    : { kind: 'log', input: line.input, line: line.line };
}

/** A directive of the configuration. */
export function fromDirective(at: Located): Source {
  return { kind: 'config', file: at.file, start: at.directive.start };
}

/** Where a setting is made; a default is shown at the `*_pass` that it applies to. */
export function fromSetting(setting: Setting<unknown>, path: UpstreamTls): Source {
  return fromDirective(setting.origin.kind === 'directive' ? setting.origin.at : path.pass);
}

/** Every place that the log line can come from; the likeliest first. */
export function candidatePaths(c: Case): readonly UpstreamTls[] {
  return c.path === null ? c.otherPaths : [c.path, ...c.otherPaths];
}

/** `*_ssl_name` is an address: a name was meant to be sent, and nothing is. */
export function isAddressAsName(path: UpstreamTls | null): boolean {
  if (path === null || path.sni.sent !== 'no' || path.sni.why === 'off') return false;
  return path.settings.name.value !== null;
}

/** Whether nginx sent a server name, as far as all places that come into question agree. */
export function sniSent(c: Case): 'yes' | 'no' | 'depends' | 'unknown' {
  const states = new Set(candidatePaths(c).map((p) => p.sni.sent));
  if (states.size === 0) return 'unknown';
  const [only] = states;
  return states.size === 1 && only !== undefined ? only : 'depends';
}

/** The module that proxied: from the configuration, else from the scheme in the log. */
export function moduleOf(c: Case): Module {
  if (c.path !== null) return c.path.module;
  const scheme = c.incident.upstreams[0]?.scheme ?? null;
  if (scheme === 'grpcs' || scheme === 'grpc') return 'grpc';
  if (scheme === 'suwsgi' || scheme === 'uwsgi') return 'uwsgi';
  return scheme === null && c.incident.upstreams.length > 0 ? 'stream' : 'proxy';
}

/** Prefix of the directives that apply: `proxy_`, `grpc_` or `uwsgi_`. */
export function prefixOf(module: Module): string {
  return module === 'stream' ? 'proxy_' : `${module}_`;
}

export function isIpAddress(host: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(host) || host.includes(':');
}

/** A name that can stand in a certificate and in SNI: letters, digits, hyphens, at least one dot. */
export function isHostName(text: string): boolean {
  return (
    text.length <= 253 &&
    !isIpAddress(text) &&
    /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))+$/.test(text)
  );
}

/** Ports that TLS is served on by custom. */
export const TLS_PORTS: ReadonlySet<number> = new Set([443, 8443, 9443, 6443, 636, 853, 993, 995]);
/** Ports that plain HTTP is served on by custom. */
export const PLAIN_PORTS: ReadonlySet<number> = new Set([
  80, 81, 3000, 5000, 8000, 8008, 8080, 8081,
]);

/** The port nginx connected to: from the log, else from the configuration. */
export function portOf(c: Case): number | null {
  const logged = c.incident.upstreams.find((u) => u.port !== null)?.port;
  if (logged !== undefined && logged !== null) return logged;
  return c.path?.target.port ?? null;
}

/** Peers that the path can reach, of every group that its target names. */
export function peersOf(path: UpstreamTls): readonly Peer[] {
  return path.target.groups.flatMap((group) => group.peers);
}

/** The Host header that goes out, where it is the name of a group: no virtual host at the upstream knows it. */
export function groupAsHost({ hostHeader, target }: UpstreamTls): string | null {
  const [value] = hostHeader?.values ?? [];
  if (!hostHeader?.complete || value === undefined || hostHeader.values.length !== 1) return null;
  return target.groups.some((g) => g.name === value) && !value.includes('.') ? value : null;
}

/** Incidents of the same log that went to one of the same upstream addresses. */
export function sameUpstream(c: Case): Case['others'] {
  const mine = new Set(c.incident.upstreams.map((u) => `${u.host}:${u.port ?? ''}`));
  return c.others.filter((other) =>
    other.upstreams.some((u) => mine.has(`${u.host}:${u.port ?? ''}`)),
  );
}

/** Observations of the upstream of this incident: by address, or by the name it is configured with. */
export function observationsHere(c: Case): Case['observations'] {
  const names = new Set<string>();
  for (const upstream of c.incident.upstreams) names.add(upstream.host);
  for (const path of candidatePaths(c)) {
    for (const value of path.target.host.values) names.add(value);
    for (const value of path.sni.name?.values ?? []) names.add(value);
    for (const peer of peersOf(path)) names.add(peer.host);
  }
  // A tool's output without its command line does not say whom it asked.
  return c.observations.filter(
    (o) => names.size === 0 || o.target === '' || names.has(hostOf(o.target)),
  );
}

/** Host part of `host:port`, brackets of an IPv6 address removed. */
export function hostOf(target: string): string {
  const bracketed = /^\[([^\]]*)\]/.exec(target);
  if (bracketed) return bracketed[1] ?? '';
  const parts = target.split(':');
  return parts.length === 2 ? (parts[0] ?? '') : target;
}

/** True when the location proxies over TLS with certainty. */
export function speaksTls(c: Case): boolean | null {
  if (c.path === null) {
    const scheme = c.incident.upstreams[0]?.scheme ?? null;
    if (scheme === 'https' || scheme === 'grpcs' || scheme === 'suwsgi') return true;
    return scheme === 'http' || scheme === 'grpc' || scheme === 'uwsgi' ? false : null;
  }
  return c.path.tls === 'depends' ? null : c.path.tls === 'yes';
}
