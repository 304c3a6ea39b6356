/** The upstream waits for a PROXY protocol header and drops a connection that starts with TLS. */
import { message } from '../text/message.ts';
import { pathsBeside } from '../upstream/lookup.ts';
import { setDirective } from '../upstream/rewrite.ts';
import type { Case, Cause, Check, Evidence, Repair } from './cause.ts';
import { connectAddress } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import { fromDirective, fromLog, moduleOf, observationsHere } from './path-facts.ts';
import { priorOf } from './priors.ts';

const ECONNRESET = 104;

/** Natural logarithms of likelihood ratios; every reproduction ended with a reset. */
const WEIGHT = {
  alreadySent: -8,
  reset: 0.5,
  noReset: -1.5,
  /** A sibling in the same file sends the header to the same address. */
  sibling: 4,
  /** Our own listener takes the header, so the network in front of us uses it. */
  observed: 7,
};

function evidence(c: Case): readonly Evidence[] {
  const found: Evidence[] = [];
  const { path } = c;
  const { signature } = c.incident;
  if (path?.proxyProtocol)
    found.push({
      message: message('evidence.proxy-protocol-on'),
      weight: WEIGHT.alreadySent,
      source: fromDirective(path.pass),
    });
  if (signature.kind === 'peer-closed') {
    const reset = signature.errno === ECONNRESET;
    found.push({
      message: message(reset ? 'evidence.reset' : 'evidence.closed-in-order'),
      weight: reset ? WEIGHT.reset : WEIGHT.noReset,
      source: fromLog(c),
    });
  }
  const sibling =
    path === null
      ? undefined
      : pathsBeside(c.allPaths, path).find(
          (p) =>
            p !== path && p.proxyProtocol && p.target.host.written === path.target.host.written,
        );
  if (sibling !== undefined)
    found.push({
      message: message('evidence.sibling-sends-proxy-protocol'),
      weight: WEIGHT.sibling,
      source: fromDirective(sibling.pass),
    });
  const seen = observationsHere(c).find((o) => o.asked.proxyProtocol);
  if (seen !== undefined)
    found.push({
      message: message(
        seen.answer.kind === 'connected'
          ? 'evidence.works-with-proxy-protocol'
          : 'evidence.fails-with-proxy-protocol',
      ),
      weight: seen.answer.kind === 'connected' ? WEIGHT.observed : -WEIGHT.observed,
      source: { kind: 'observation', what: seen.tool },
    });
  return found;
}

function repairs(c: Case): readonly Repair[] {
  const upstream: Repair = {
    cause: 'proxy-protocol-expected',
    title: message('repair.proxy-protocol-upstream'),
    side: 'upstream',
    weakens: [],
    needs: [
      { what: 'upstream-change', message: message('need.proxy-protocol-off'), candidates: [] },
    ],
    edits: [],
    steps: [message('repair.proxy-protocol-upstream-step')],
  };
  if (moduleOf(c) !== 'stream' || c.path === null || c.config === null) return [upstream];
  const where = { config: c.config, allPaths: c.allPaths };
  return [
    {
      cause: 'proxy-protocol-expected',
      title: message('repair.proxy-protocol-on'),
      side: 'nginx',
      weakens: [],
      needs: [],
      edits: setDirective(where, c.path, 'protocol', ['on']),
      steps: [],
    },
    upstream,
  ];
}

function checks(c: Case): Check[] {
  return [
    {
      command: `curl -ksS -o /dev/null -w '%{http_code}\\n' --haproxy-protocol --max-time 5 https://${connectAddress(c)}/`,
      answers: [
        { expect: message('answer.http-status'), means: 'proxy-protocol-expected' },
        { expect: message('answer.no-http'), means: 'other' },
      ],
    },
  ];
}

export const proxyProtocolExpected: Cause = {
  id: 'proxy-protocol-expected',
  family: 'transport',
  prior: (c) => (c.path?.tls === 'no' ? 0 : priorOf('proxy-protocol-expected', c.incident)),
  evidence,
  repairs,
  checks,
  deadEnds: () => [deadEnd('longer-timeouts'), deadEnd('verify-off'), deadEnd('keepalive-off')],
};
