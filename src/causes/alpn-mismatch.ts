/** The upstream does not speak the protocol that nginx asks for: h2 for grpc, `proxy_ssl_alpn` in stream. */
import { message } from '../text/message.ts';
import { removeSetting, setDirective } from '../upstream/rewrite.ts';
import type { Case, Cause, Check, Evidence, Repair } from './cause.ts';
import { sClient } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import { fromDirective, fromLog, fromSetting, moduleOf, observationsHere } from './path-facts.ts';
import { priorOf } from './priors.ts';
import { signatureClass } from './signature-class.ts';

/** Natural logarithms of likelihood ratios. */
const WEIGHT = { grpc: 2, none: -6, offered: 0.5, frameIsHttp: 4, observed: 5 };

/** The first three bytes of `HTTP/1.1` read as the length of an HTTP/2 frame. */
const HTTP_AS_FRAME = '4740180';

function evidence(c: Case): readonly Evidence[] {
  const found: Evidence[] = [];
  const { path } = c;
  const source = fromLog(c);
  if (c.incident.samples[0]?.text.includes(HTTP_AS_FRAME))
    found.push({ message: message('evidence.frame-is-http'), weight: WEIGHT.frameIsHttp, source });
  if (moduleOf(c) === 'grpc')
    found.push({
      message: message('evidence.grpc-needs-h2'),
      weight: WEIGHT.grpc,
      source: path === null ? source : fromDirective(path.pass),
    });
  // A server that speaks h2 alone answers 403 to those who ask for nothing.
  else if (path !== null && !['alert-120', 'http-403'].includes(signatureClass(c.incident))) {
    const { alpn } = path.settings;
    const none = alpn.value.length === 0;
    found.push({
      message: none
        ? message('evidence.no-alpn-offered')
        : message('evidence.alpn-offered', { protocols: alpn.value.join(', ') }),
      weight: none ? WEIGHT.none : WEIGHT.offered,
      source: fromSetting(alpn, path),
    });
  }
  const seen = observationsHere(c).find((o) => o.asked.alpn.includes('h2') && o.alpn !== null);
  if (seen !== undefined && moduleOf(c) === 'grpc')
    found.push({
      message: message('evidence.alpn-chosen', { protocol: seen.alpn ?? '' }),
      weight: seen.alpn === 'h2' ? -WEIGHT.observed : WEIGHT.observed,
      source: { kind: 'observation', what: seen.tool },
    });
  return found;
}

function repairs(c: Case): readonly Repair[] {
  const base = { cause: 'alpn-mismatch', weakens: [] } as const;
  const { path, config } = c;
  if (path?.module === 'stream' && config !== null) {
    const where = { config, allPaths: c.allPaths };
    const here = removeSetting(where, path, 'ssl_alpn');
    const edits = here.length > 0 ? here : setDirective(where, path, 'ssl_alpn', ['http/1.1']);
    return [
      {
        ...base,
        side: 'nginx',
        title: message('repair.alpn-removed'),
        needs: [],
        edits,
        steps: [],
      },
    ];
  }
  return [
    {
      ...base,
      side: 'upstream',
      title: message('repair.h2-upstream'),
      needs: [{ what: 'upstream-change', message: message('need.h2'), candidates: [] }],
      edits: [],
      steps: [message('repair.h2-upstream-step')],
    },
    {
      ...base,
      side: 'nginx',
      title: message('repair.proxy-instead-of-grpc'),
      needs: [{ what: 'upstream-change', message: message('need.http1'), candidates: [] }],
      edits: [],
      steps: [message('repair.proxy-instead-of-grpc-step')],
    },
  ];
}

function checks(c: Case): Check[] {
  const protocol = moduleOf(c) === 'grpc' ? 'h2' : (c.path?.settings.alpn.value[0] ?? 'http/1.1');
  const alpn = /^[A-Za-z0-9./-]+$/.test(protocol) ? protocol : 'h2';
  return [
    {
      command: sClient(c, {
        servername: c.path?.sni.name?.values[0] ?? null,
        options: `-alpn ${alpn}`,
      }),
      answers: [
        { expect: message('answer.no-alpn'), means: 'alpn-mismatch' },
        { expect: message('answer.alpn-agreed', { protocol: alpn }), means: 'other' },
      ],
    },
  ];
}

export const alpnMismatch: Cause = {
  id: 'alpn-mismatch',
  family: 'parameters',
  prior: (c) => priorOf('alpn-mismatch', c.incident),
  evidence,
  repairs,
  checks,
  deadEnds: () => [
    deadEnd('http-version'),
    deadEnd('verify-off'),
    deadEnd('restrict-protocols-ciphers'),
  ],
};
