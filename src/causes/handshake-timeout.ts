/** The peer takes the connection and never answers the ClientHello. */
import { message } from '../text/message.ts';
import type { Case, Cause, Check, Evidence, Repair } from './cause.ts';
import { connectAddress, sClient } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import { fromLog, observationsHere, PLAIN_PORTS, portOf, sameUpstream } from './path-facts.ts';
import { priorOf } from './priors.ts';

/** Natural logarithms of likelihood ratios. */
const WEIGHT = { plainPort: -0.7, tlsPort: 0.7, slowToo: 1, observedOpen: -5, observedSilent: 3 };

function evidence(c: Case): readonly Evidence[] {
  const found: Evidence[] = [];
  const port = portOf(c);
  const source = fromLog(c);
  if (port !== null)
    found.push({
      message: message(PLAIN_PORTS.has(port) ? 'evidence.plain-port' : 'evidence.port', { port }),
      weight: PLAIN_PORTS.has(port) ? WEIGHT.plainPort : WEIGHT.tlsPort,
      source,
    });
  const slow = sameUpstream(c).find(
    (o) => o.signature.kind === 'timed-out' && o.signature.phase !== 'handshake',
  );
  if (slow !== undefined)
    found.push({
      message: message('evidence.times-out-elsewhere'),
      weight: WEIGHT.slowToo,
      source: fromLog({ ...c, incident: slow }),
    });
  const seen = observationsHere(c).filter((o) => !o.asked.plainHttp);
  const open = seen.find((o) => o.answer.kind === 'connected');
  const silent = seen.find((o) => o.answer.kind === 'timeout');
  const deciding = open ?? silent;
  if (deciding !== undefined)
    found.push({
      message: message(open === undefined ? 'evidence.silent-too' : 'evidence.answers-tls'),
      weight: open === undefined ? WEIGHT.observedSilent : WEIGHT.observedOpen,
      source: { kind: 'observation', what: deciding.tool },
    });
  return found;
}

function repairs(c: Case): readonly Repair[] {
  return [
    {
      cause: 'handshake-timeout',
      title: message('repair.handshake-timeout'),
      side: 'upstream',
      weakens: [],
      needs: [{ what: 'upstream-change', message: message('need.peer-answers'), candidates: [] }],
      edits: [],
      steps: [message('repair.handshake-timeout-step', { address: connectAddress(c) })],
    },
  ];
}

function checks(c: Case): Check[] {
  const servername = c.path?.sni.name?.values[0] ?? null;
  return [
    {
      command: `timeout 10 ${sClient(c, { servername })}`,
      answers: [
        { expect: message('answer.silence'), means: 'handshake-timeout' },
        { expect: message('answer.completes'), means: 'other' },
      ],
    },
  ];
}

export const handshakeTimeout: Cause = {
  id: 'handshake-timeout',
  family: 'transport',
  prior: (c) => (c.path?.tls === 'no' ? 0 : priorOf('handshake-timeout', c.incident)),
  evidence,
  repairs,
  checks,
  deadEnds: () => [
    deadEnd('longer-timeouts', 'longer-timeouts-handshake'),
    deadEnd('restrict-protocols-ciphers'),
    deadEnd('verify-off'),
  ],
};
