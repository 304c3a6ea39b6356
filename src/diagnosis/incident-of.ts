/** An answer as the incident that nginx would have logged: so that a probe without a log is diagnosed like a log. */
import { isGood } from '../causes/expected-answers.ts';
import type { Observation } from '../causes/observation.ts';
import type { EventKind, LogEvent, Phase, UpstreamAddress } from '../log/event.ts';
import type { Incident, Signature } from '../log/incident.ts';
import { alertText } from '../tls/alerts.ts';
import { verifyErrorByCode } from '../tls/verify-errors.ts';
import type { UpstreamTls } from '../upstream/model.ts';

interface Told {
  readonly kind: EventKind;
  readonly phase: Phase;
  readonly operation?: string;
  readonly alert?: number;
  readonly reason?: string;
  readonly verify?: number;
  readonly errno?: number;
}

function told(o: Observation): Told | null {
  const { answer } = o;
  const handshake = { phase: 'handshake', operation: 'SSL_do_handshake' } as const;
  switch (answer.kind) {
    case 'connected':
      if (o.verifyError)
        return { kind: 'verify-failed', phase: 'handshake', verify: o.verifyError };
      return o.nameMatches === false ? { kind: 'name-mismatch', phase: 'handshake' } : null;
    case 'alert':
      if (o.reached === 'finished')
        return {
          kind: 'tls-io-failed',
          phase: 'response',
          operation: 'SSL_read',
          alert: answer.alert,
        };
      return { kind: 'handshake-failed', ...handshake, alert: answer.alert };
    case 'local':
      return { kind: 'handshake-failed', ...handshake, reason: answer.reason };
    case 'not-tls':
    case 'garbage':
      return { kind: 'handshake-failed', ...handshake, reason: 'wrong version number' };
    case 'closed':
      return { kind: 'peer-closed', phase: 'handshake' };
    case 'reset':
      return { kind: 'peer-closed', phase: 'handshake', errno: 104 };
    case 'timeout':
      return o.reached === 'connection'
        ? { kind: 'timed-out', phase: 'connect', errno: 110 }
        : { kind: 'timed-out', phase: 'handshake', errno: 110 };
    case 'refused':
      return { kind: 'connect-failed', phase: 'connect', errno: 111 };
    default:
      return null;
  }
}

/** What Linux says of the errors above, and nginx writes down. */
const ERRNO: Readonly<Record<number, string>> = {
  104: 'Connection reset by peer',
  110: 'Connection timed out',
  111: 'Connection refused',
};

/** The incident that this answer is, or null when nothing is wrong with it. */
export function incidentOf(o: Observation, path: UpstreamTls | null): Incident | null {
  const found = isGood(o) ? null : told(o);
  if (found === null) return null;
  const openssl =
    found.alert === undefined && found.reason === undefined
      ? null
      : {
          code:
            found.alert === undefined ? '0A000000' : `0A000${(1000 + found.alert).toString(16)}`,
          library: 'SSL routines',
          func: null,
          reason: found.reason ?? alertText(found.alert ?? 0, '3.0'),
          alert: found.alert ?? null,
        };
  const signature: Signature = {
    kind: found.kind,
    operation: found.operation ?? null,
    phase: found.phase,
    level: 'error',
    alert: found.alert ?? null,
    openssl,
    verifyError: found.verify ?? null,
    errno: found.errno ?? null,
  };
  const upstream = upstreamOf(o, path);
  const sample: LogEvent = {
    ...signature,
    time: null,
    pid: null,
    connection: null,
    errors: openssl === null ? [] : [openssl],
    verifyError:
      found.verify === undefined
        ? null
        : { code: found.verify, text: verifyErrorByCode(found.verify)?.text ?? '' },
    errno: found.errno === undefined ? null : { code: found.errno, text: ERRNO[found.errno] ?? '' },
    checkedName: path?.checkedName.values[0] ?? null,
    client: null,
    server: path?.server?.names[0] ?? null,
    request: null,
    subrequest: null,
    upstream,
    host: null,
    at: null,
    status: null,
    text: '',
    source: { input: 'probe', line: 1 },
  };
  return {
    signature,
    server: path?.server?.names[0] ?? null,
    upstreams: [upstream],
    count: 1,
    first: null,
    last: null,
    timeline: null,
    samples: [sample],
    uris: [],
    hosts: [],
    methods: {},
    cascade: [],
  };
}

function upstreamOf(o: Observation, path: UpstreamTls | null): UpstreamAddress {
  const match = /^(.*):(\d+)$/.exec(o.address ?? o.target);
  const scheme = path?.module === 'stream' ? null : (path?.target.scheme ?? 'https');
  return {
    raw: `${scheme === null ? '' : `${scheme}://`}${o.address ?? o.target}`,
    scheme,
    host: (match?.[1] ?? o.target).replace(/^\[|\]$/g, ''),
    port: match?.[2] ? Number(match[2]) : null,
    uri: null,
  };
}
