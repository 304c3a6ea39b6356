/** nginx speaks plain text to a port that expects a handshake. */
import { message } from '../text/message.ts';
import { pathsBeside } from '../upstream/lookup.ts';
import type { Module } from '../upstream/model.ts';
import { setDirective, setScheme } from '../upstream/rewrite.ts';
import type { Case, Cause, Check, Evidence, Repair } from './cause.ts';
import { sClient, UNKNOWN_NAME } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import { nameEdits } from './name-repair.ts';
import { chosenName, nameCandidates } from './names.ts';
import {
  fromDirective,
  fromLog,
  observationsHere,
  PLAIN_PORTS,
  portOf,
  speaksTls,
  TLS_PORTS,
} from './path-facts.ts';
import { priorOf } from './priors.ts';
import { signatureClass } from './signature-class.ts';

/** Natural logarithms of likelihood ratios. Port 443 without TLS is hardly ever meant. */
const WEIGHT = {
  tlsPort: 3.5,
  plainPort: -3,
  siblingTls: 2,
  /** What a server says or does to plain text on its TLS port: garbage, or 400 in words. */
  garbage: 1,
  observed: 7,
};

function evidence(c: Case): readonly Evidence[] {
  const found: Evidence[] = [];
  const port = portOf(c);
  const source = fromLog(c);
  if (port !== null && (TLS_PORTS.has(port) || PLAIN_PORTS.has(port)))
    found.push({
      message: message('evidence.plain-to-port', { port }),
      weight: TLS_PORTS.has(port) ? WEIGHT.tlsPort : WEIGHT.plainPort,
      source: c.path === null ? source : fromDirective(c.path.pass),
    });
  if (signatureClass(c.incident) === 'bad-header')
    found.push({ message: message('evidence.no-http-answer'), weight: WEIGHT.garbage, source });
  const { path } = c;
  const sibling =
    path === null
      ? undefined
      : pathsBeside(c.allPaths, path).find(
          (p) => p.tls === 'yes' && p.target.host.written === path.target.host.written,
        );
  if (sibling !== undefined)
    found.push({
      message: message('evidence.sibling-speaks-tls', { pass: sibling.target.pass.written }),
      weight: WEIGHT.siblingTls,
      source: fromDirective(sibling.pass),
    });
  const tls = observationsHere(c).find((o) => !o.asked.plainHttp && o.answer.kind === 'connected');
  if (tls !== undefined)
    found.push({
      message: message('evidence.answers-tls'),
      weight: WEIGHT.observed,
      source: { kind: 'observation', what: tls.tool },
    });
  return found;
}

const TLS_SCHEME: Readonly<Record<Module, string | null>> = {
  proxy: 'https',
  grpc: 'grpcs',
  uwsgi: 'suwsgi',
  stream: null,
};

function repairs(c: Case): readonly Repair[] {
  const { path, config } = c;
  if (path === null || config === null || path.tls !== 'no') return [];
  const where = { config, allPaths: c.allPaths };
  const scheme = TLS_SCHEME[path.module];
  const change =
    scheme === null ? setDirective(where, path, 'ssl', ['on']) : setScheme(where, path, scheme);
  const name = chosenName(nameCandidates(c));
  const sniEdits =
    name === null && path.target.kind !== 'variable' ? [] : nameEdits(c, path, name?.value ?? null);
  return [
    {
      cause: 'plain-http-to-tls-port',
      title: message('repair.tls-scheme', { scheme: scheme ?? 'proxy_ssl on' }),
      side: 'nginx',
      weakens: [],
      needs: [],
      // A connection that becomes TLS needs its server name with it.
      edits: change.length === 0 ? [] : [...change, ...sniEdits],
      steps: name === null ? [message('repair.tls-scheme-name')] : [],
    },
  ];
}

function checks(c: Case): Check[] {
  const name = chosenName(nameCandidates(c))?.value ?? UNKNOWN_NAME;
  return [
    {
      command: sClient(c, { servername: name }),
      answers: [
        { expect: message('answer.completes'), means: 'plain-http-to-tls-port' },
        { expect: message('answer.no-tls'), means: 'not-tls' },
      ],
    },
  ];
}

export const plainHttpToTlsPort: Cause = {
  id: 'plain-http-to-tls-port',
  family: 'transport',
  prior: (c) => (speaksTls(c) === true ? 0 : priorOf('plain-http-to-tls-port', c.incident)),
  evidence,
  repairs,
  checks,
  deadEnds: () => [deadEnd('longer-timeouts'), deadEnd('keepalive-off'), deadEnd('http-version')],
};
