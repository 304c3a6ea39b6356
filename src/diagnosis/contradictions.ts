/**
 * Facts that cannot all be true: a log of another host, a configuration that was changed
 * since, a version that never wrote such a line. They lower confidence; nothing is forced.
 */
import type { Case } from '../causes/cause.ts';
import { candidatePaths, isIpAddress, peersOf } from '../causes/path-facts.ts';
import { type Message, message } from '../text/message.ts';

export interface Contradiction {
  readonly message: Message;
  /** Factor by which confidence is flattened. */
  readonly doubt: number;
}

/** The log names a peer address, and every place in question is given other literal addresses. */
function otherPeer(c: Case, id: string): Contradiction[] {
  const paths = candidatePaths(c);
  const logged = c.incident.upstreams.map((u) => u.host).filter(isIpAddress);
  if (paths.length === 0 || logged.length === 0) return [];
  const literal = paths.map((path) => {
    if (path.target.kind === 'ipv4' || path.target.kind === 'ipv6') return path.target.host.values;
    const peers = path.target.kind === 'group' ? peersOf(path) : [];
    const fixed = peers.length > 0 && peers.every((p) => p.kind === 'ipv4' || p.kind === 'ipv6');
    return fixed ? peers.map((p) => p.host) : null;
  });
  if (literal.some((hosts) => hosts === null)) return [];
  const known = new Set(literal.flatMap((hosts) => hosts ?? []).map(bare));
  const stranger = logged.find((host) => !known.has(bare(host)));
  if (stranger === undefined) return [];
  return [
    {
      message: message('diagnosis.other-peer', { incident: id, address: stranger }),
      doubt: 1.6,
    },
  ];
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

/** The log names a virtual host that the place in question does not have, in a whole configuration. */
function otherServer(c: Case, id: string): Contradiction[] {
  const logged = c.incident.server;
  if (logged === null || logged === '' || c.config?.context !== 'main') return [];
  const servers = candidatePaths(c).flatMap((path) =>
    path.module === 'stream' || path.server === null ? [] : [path.server],
  );
  const names = servers.flatMap((server) => server.names);
  const open = servers.some((s) => s.names.length === 0) || names.some((n) => /[~$]/.test(n));
  if (servers.length === 0 || open || names.includes(logged)) return [];
  return [
    { message: message('diagnosis.other-server', { incident: id, server: logged }), doubt: 1.7 },
  ];
}

const TLS_KINDS = new Set(['handshake-failed', 'verify-failed', 'name-mismatch', 'peer-closed']);

/** A handshake failed, and the place that should have caused it does not speak TLS. */
function plainPath(c: Case, id: string): Contradiction[] {
  if (!TLS_KINDS.has(c.incident.signature.kind) || c.path?.tls !== 'no') return [];
  return [
    {
      message: message('diagnosis.plain-path', {
        incident: id,
        pass: c.path.target.pass.written,
      }),
      doubt: 2,
    },
  ];
}

/** Verification failed in the log and is switched off in the configuration. */
function verifyOff(c: Case, id: string): Contradiction[] {
  const { kind } = c.incident.signature;
  if (kind !== 'verify-failed' && kind !== 'name-mismatch') return [];
  const paths = candidatePaths(c);
  if (paths.length === 0 || paths.some((p) => p.settings.verify.value)) return [];
  return [{ message: message('diagnosis.verify-is-off', { incident: id }), doubt: 1.6 }];
}

/** Error codes are 14…, with a function, up to OpenSSL 1.1 and 0A…, without one, from 3.0 on. */
function otherGeneration(c: Case, id: string): Contradiction[] {
  const error = c.incident.signature.openssl;
  if (error === null || c.versions.from === 'log' || c.versions.from === 'assumed') return [];
  const stated = Number.parseInt(c.versions.openssl, 10);
  const logged =
    error.func === null && /^0A/i.test(error.code) ? 3 : /^14/.test(error.code) ? 1 : 0;
  if (logged === 0 || !Number.isFinite(stated) || Math.min(stated, 3) === logged) return [];
  return [
    {
      message: message('diagnosis.other-openssl', {
        incident: id,
        code: error.code,
        version: c.versions.openssl,
      }),
      doubt: 1.2,
    },
  ];
}

/** Everything that disagrees in a case. `id` is the incident's, for the message. */
export function contradictions(c: Case, id: string): readonly Contradiction[] {
  return [otherPeer, otherServer, plainPath, verifyOff, otherGeneration].flatMap((check) =>
    check(c, id),
  );
}
