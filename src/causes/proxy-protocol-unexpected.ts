/** nginx sends a PROXY protocol header in front of the handshake, and the upstream reads it as TLS. */
import { message } from '../text/message.ts';
import { setDirective } from '../upstream/rewrite.ts';
import type { Case, Cause, Check, Evidence, Repair } from './cause.ts';
import { sClient } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import { fromDirective, moduleOf } from './path-facts.ts';
import { priorOf } from './priors.ts';

/** Natural logarithms of likelihood ratios. The http modules cannot send the header at all. */
const WEIGHT = { on: 5, off: -8, unknown: -2 };

function evidence(c: Case): readonly Evidence[] {
  const { path } = c;
  if (path === null) {
    if (moduleOf(c) === 'stream') return [];
    return [
      {
        message: message('evidence.http-sends-no-proxy-protocol'),
        weight: WEIGHT.off,
        source: { kind: 'version' },
      },
    ];
  }
  return [
    {
      message: message(
        path.proxyProtocol ? 'evidence.proxy-protocol-on' : 'evidence.proxy-protocol-off',
      ),
      weight: path.proxyProtocol ? WEIGHT.on : WEIGHT.off,
      source: fromDirective(path.pass),
    },
  ];
}

function repairs(c: Case): readonly Repair[] {
  if (c.path === null || c.config === null || !c.path.proxyProtocol) return [];
  return [
    {
      cause: 'proxy-protocol-unexpected',
      title: message('repair.proxy-protocol-off'),
      side: 'nginx',
      weakens: [],
      needs: [],
      edits: setDirective({ config: c.config, allPaths: c.allPaths }, c.path, 'protocol', ['off']),
      steps: [],
    },
  ];
}

function checks(c: Case): Check[] {
  return [
    {
      command: sClient(c, { servername: c.path?.sni.name?.values[0] ?? null }),
      answers: [
        { expect: message('answer.completes'), means: 'proxy-protocol-unexpected' },
        { expect: message('answer.no-tls'), means: 'upstream-not-tls' },
      ],
    },
  ];
}

export const proxyProtocolUnexpected: Cause = {
  id: 'proxy-protocol-unexpected',
  family: 'transport',
  prior: (c) => priorOf('proxy-protocol-unexpected', c.incident),
  evidence,
  repairs,
  checks,
  deadEnds: () => [
    deadEnd('restrict-protocols-ciphers', 'restrict-protocols-ciphers-plain'),
    deadEnd('verify-off'),
  ],
};
