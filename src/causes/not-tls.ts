/** The failure has another reason: the network, DNS, the application. Said so, and said what it is. */
import { type Message, message } from '../text/message.ts';
import type { Case, Cause, Evidence, Repair } from './cause.ts';
import { connectAddress } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import {
  fromLog,
  fromSetting,
  groupAsHost,
  PLAIN_PORTS,
  portOf,
  sameUpstream,
  speaksTls,
  TLS_PORTS,
} from './path-facts.ts';
import { priorOf } from './priors.ts';
import { resolverRepairs } from './resolver.ts';
import { signatureClass } from './signature-class.ts';

/** Natural logarithms of likelihood ratios. */
const WEIGHT = {
  /** The handshake is over when an answer is read; but TLS 1.3 refuses late, and some close without an alert. */
  tlsDone: 1.2,
  /** Plain text to a port that TLS is served on by custom. */
  tlsPort: -2.5,
  plainPort: 2,
  tlsFailuresToo: -1.5,
  networkError: 4,
};

/** Classes that have nothing to do with TLS, and the sentence that says so. */
const NETWORK: Readonly<Record<string, Message>> = {
  'connect-failed': message('evidence.connect-failed'),
  'timeout-read': message('evidence.timeout-read'),
  dns: message('evidence.dns'),
  'startup-system': message('evidence.startup-system'),
};

function evidence(c: Case): readonly Evidence[] {
  const kind = signatureClass(c.incident);
  const source = fromLog(c);
  const found: Evidence[] = [];
  const network = NETWORK[kind];
  if (network !== undefined) found.push({ message: network, weight: WEIGHT.networkError, source });
  const tls = speaksTls(c);
  if (kind === 'closed-early' || kind === 'bad-header') {
    const port = portOf(c);
    if (tls === true)
      found.push({
        message: message('evidence.handshake-was-done'),
        weight: WEIGHT.tlsDone,
        source,
      });
    else if (tls === false && port !== null && (TLS_PORTS.has(port) || PLAIN_PORTS.has(port)))
      found.push({
        message: message('evidence.plain-to-port', { port }),
        weight: TLS_PORTS.has(port) ? WEIGHT.tlsPort : WEIGHT.plainPort,
        source: c.path === null ? source : fromSetting(c.path.settings.serverName, c.path),
      });
  }
  const failing = sameUpstream(c).some((o) => o.signature.phase === 'handshake');
  if (failing && kind !== 'connect-failed')
    found.push({
      message: message('evidence.handshakes-fail-too'),
      weight: WEIGHT.tlsFailuresToo,
      source,
    });
  return found;
}

/** What it is instead, by class of signature. */
function reason(c: Case): Message {
  const host = c.incident.upstreams[0]?.raw ?? connectAddress(c);
  switch (signatureClass(c.incident)) {
    case 'connect-failed':
    case 'connect-reset':
      return message('not-tls.connect', { host });
    case 'timeout-read':
      return message('not-tls.slow', { host });
    case 'dns':
      return message('not-tls.dns');
    case 'closed-early':
      return message('not-tls.closed', { host });
    case 'bad-header':
    case 'early-response':
    case 'h2-frame':
      return message('not-tls.answer', { host });
    case 'startup-system':
      return message('not-tls.system');
    default: {
      const group = c.path === null ? null : groupAsHost(c.path);
      return group === null
        ? message('not-tls.other', { host })
        : message('not-tls.host-group', { group });
    }
  }
}

function repairs(c: Case): readonly Repair[] {
  const resolver = resolverRepairs(c);
  if (resolver.length > 0) return resolver;
  return [
    {
      cause: 'not-tls',
      title: message('repair.not-tls'),
      side: 'upstream',
      weakens: [],
      needs: [{ what: 'upstream-change', message: message('need.outside'), candidates: [] }],
      edits: [],
      steps: [reason(c)],
    },
  ];
}

export const notTls: Cause = {
  id: 'not-tls',
  family: 'other',
  prior: (c) => priorOf('not-tls', c.incident),
  evidence,
  repairs,
  checks: () => [],
  deadEnds: () => [deadEnd('verify-off'), deadEnd('restrict-protocols-ciphers')],
};
