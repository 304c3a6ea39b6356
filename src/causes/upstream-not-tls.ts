/** nginx starts a handshake and the port answers in plain text: it does not speak TLS. */
import { message } from '../text/message.ts';
import type { Module, UpstreamTls } from '../upstream/model.ts';
import { setDirective, setScheme } from '../upstream/rewrite.ts';
import type { Case, Cause, Check, Evidence, Repair } from './cause.ts';
import { connectAddress } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import {
  fromDirective,
  fromLog,
  isIpAddress,
  observationsHere,
  PLAIN_PORTS,
  peersOf,
  portOf,
  TLS_PORTS,
} from './path-facts.ts';
import { priorOf } from './priors.ts';
import { signatureClass } from './signature-class.ts';

/**
 * Natural logarithms of likelihood ratios. Of ten threads with `wrong version number` the
 * eight plain upstreams stood on ports other than 443, both missing SNIs on 443.
 */
const WEIGHT = {
  plainPort: 1.8,
  tlsPort: -1,
  /** A server of an upstream group without a port is on 80, whatever the scheme says. */
  portForgotten: 2.5,
  resetOnPlainPort: 3,
  resetOnTlsPort: -2.5,
  timeoutOnPlainPort: 2,
  proxyProtocol: -3,
  observed: 7,
};

const RESETS = new Set(['peer-closed', 'peer-reset', 'connect-reset']);

function portEvidence(c: Case): Evidence[] {
  const port = portOf(c);
  if (port === null) return [];
  const kind = signatureClass(c.incident);
  const plain = PLAIN_PORTS.has(port);
  if (!plain && !TLS_PORTS.has(port)) return [];
  const weight = RESETS.has(kind)
    ? plain
      ? WEIGHT.resetOnPlainPort
      : WEIGHT.resetOnTlsPort
    : kind === 'timeout-handshake' && plain
      ? WEIGHT.timeoutOnPlainPort
      : plain
        ? WEIGHT.plainPort
        : WEIGHT.tlsPort;
  return [
    {
      message: message(plain ? 'evidence.plain-port' : 'evidence.tls-port', { port }),
      weight,
      source: fromLog(c),
    },
  ];
}

function settingEvidence(c: Case): Evidence[] {
  const { path } = c;
  if (path === null) return [];
  const found: Evidence[] = [];
  const forgotten = peersOf(path).find((p) => p.kind !== 'unix' && !/:\d+$/.test(p.address));
  if (forgotten !== undefined)
    found.push({
      message: message('evidence.group-port-80', { server: forgotten.address }),
      weight: WEIGHT.portForgotten,
      source: fromDirective(forgotten.at),
    });
  if (path.proxyProtocol)
    found.push({
      message: message('evidence.proxy-protocol-on'),
      weight: WEIGHT.proxyProtocol,
      source: fromDirective(path.pass),
    });
  return found;
}

function observedEvidence(c: Case): Evidence[] {
  const plain = observationsHere(c).find(
    (o) => (o.asked.plainHttp && o.answer.kind === 'http') || o.answer.kind === 'not-tls',
  );
  const tls = observationsHere(c).find((o) => !o.asked.plainHttp && o.answer.kind === 'connected');
  const seen = tls ?? plain;
  if (seen === undefined) return [];
  return [
    {
      message: message(tls === undefined ? 'evidence.answers-plain' : 'evidence.answers-tls'),
      weight: tls === undefined ? WEIGHT.observed : -WEIGHT.observed,
      source: { kind: 'observation', what: seen.tool },
    },
  ];
}

const PLAIN_SCHEME: Readonly<Record<Module, string | null>> = {
  proxy: 'http',
  grpc: 'grpc',
  uwsgi: 'uwsgi',
  stream: null,
};

/** Plain text is no loss only where nothing leaves this host; a private network has other hosts. */
function staysHere(path: UpstreamTls): boolean {
  const hosts =
    peersOf(path).length > 0 ? peersOf(path).map((p) => p.host) : path.target.host.values;
  return hosts.every((host) =>
    isIpAddress(host)
      ? /^(127\.|\[?::1\]?$)/.test(host)
      : host.startsWith('unix:') || /^(.+\.)?localhost$/i.test(host),
  );
}

function repairs(c: Case): readonly Repair[] {
  const { path, config } = c;
  const base = { cause: 'upstream-not-tls', side: 'nginx' } as const;
  const found: Repair[] = [];
  if (path !== null && config !== null) {
    const where = { config, allPaths: c.allPaths };
    const scheme = PLAIN_SCHEME[path.module];
    const edits =
      scheme === null ? setDirective(where, path, 'ssl', ['off']) : setScheme(where, path, scheme);
    if (edits.length > 0)
      found.push({
        ...base,
        title: message('repair.plain-scheme', { scheme: scheme ?? 'proxy_ssl off' }),
        weakens: staysHere(path) ? [] : ['encryption-off'],
        needs: [],
        edits,
        steps: [message('repair.plain-scheme-note')],
      });
  }
  found.push({
    ...base,
    title: message('repair.tls-port'),
    weakens: [],
    needs: [{ what: 'upstream-change', message: message('need.tls-port'), candidates: [] }],
    edits: [],
    steps: [message('repair.tls-port-step', { address: connectAddress(c) })],
  });
  return found;
}

function checks(c: Case): Check[] {
  return [
    {
      command: `curl -sS -o /dev/null -w '%{http_code}\\n' --max-time 5 http://${connectAddress(c)}/`,
      answers: [
        { expect: message('answer.http-status'), means: 'upstream-not-tls' },
        { expect: message('answer.no-http'), means: 'other' },
      ],
    },
  ];
}

export const upstreamNotTls: Cause = {
  id: 'upstream-not-tls',
  family: 'transport',
  prior: (c) => (c.path?.tls === 'no' ? 0 : priorOf('upstream-not-tls', c.incident)),
  evidence: (c) => [...portEvidence(c), ...settingEvidence(c), ...observedEvidence(c)],
  repairs,
  checks,
  deadEnds: () => [
    deadEnd('restrict-protocols-ciphers', 'restrict-protocols-ciphers-plain'),
    deadEnd('verify-off'),
    deadEnd('rebuild-openssl'),
    deadEnd('upgrade-nginx'),
  ],
};
