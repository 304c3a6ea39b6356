/** The peer, or something on the way, really closes the connection while the handshake runs. */
import { message } from '../text/message.ts';
import type { Case, Cause, Check, Evidence, Repair } from './cause.ts';
import { connectAddress, sClient } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import { fromLog, observationsHere, sameUpstream } from './path-facts.ts';
import { priorOf } from './priors.ts';

/** Natural logarithms of likelihood ratios. A closing peer fails in more than one way. */
const WEIGHT = { refusedToo: 1.5, fewOfMany: 0.7, observedOpen: -5, observedClosed: 3 };

function evidence(c: Case): readonly Evidence[] {
  const found: Evidence[] = [];
  const others = sameUpstream(c);
  const refused = others.find((o) => o.signature.kind === 'connect-failed');
  if (refused !== undefined)
    found.push({
      message: message('evidence.refused-too'),
      weight: WEIGHT.refusedToo,
      source: fromLog({ ...c, incident: refused }),
    });
  const late = others.find((o) => o.signature.phase === 'response');
  if (late !== undefined)
    found.push({
      message: message('evidence.other-handshakes-complete'),
      weight: WEIGHT.fewOfMany,
      source: fromLog({ ...c, incident: late }),
    });
  const seen = observationsHere(c).filter((o) => !o.asked.plainHttp);
  const open = seen.find((o) => o.answer.kind === 'connected');
  const closed = seen.every((o) => o.answer.kind === 'closed' || o.answer.kind === 'reset');
  if (seen.length > 0 && (open !== undefined || closed))
    found.push({
      message: message(open !== undefined ? 'evidence.answers-tls' : 'evidence.closes-on-everyone'),
      weight: open !== undefined ? WEIGHT.observedOpen : WEIGHT.observedClosed,
      source: { kind: 'observation', what: (open ?? seen[0])?.tool ?? 'probe' },
    });
  return found;
}

function repairs(c: Case): readonly Repair[] {
  return [
    {
      cause: 'peer-closed-connection',
      title: message('repair.peer-closed'),
      side: 'upstream',
      weakens: [],
      needs: [{ what: 'upstream-change', message: message('need.peer-open'), candidates: [] }],
      edits: [],
      steps: [message('repair.peer-closed-step', { address: connectAddress(c) })],
    },
  ];
}

function checks(c: Case): Check[] {
  return [
    {
      command: sClient(c, { servername: c.path?.sni.name?.values[0] ?? null }),
      answers: [
        { expect: message('answer.closes-too'), means: 'peer-closed-connection' },
        { expect: message('answer.completes'), means: 'other' },
      ],
    },
  ];
}

export const peerClosedConnection: Cause = {
  id: 'peer-closed-connection',
  family: 'transport',
  prior: (c) => (c.path?.tls === 'no' ? 0 : priorOf('peer-closed-connection', c.incident)),
  evidence,
  repairs,
  checks,
  deadEnds: () => [
    deadEnd('longer-timeouts'),
    deadEnd('verify-off'),
    deadEnd('restrict-protocols-ciphers'),
  ],
};
