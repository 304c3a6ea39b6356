/**
 * nginx resumes a TLS session and the peer refuses it, or the session was made by another
 * location of the same upstream group, with that location's settings.
 */
import { message } from '../text/message.ts';
import { pathsBeside } from '../upstream/lookup.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import { setDirective } from '../upstream/rewrite.ts';
import type { Case, Cause, Check, Evidence, Repair } from './cause.ts';
import { sClient } from './commands.ts';
import { deadEnd } from './dead-ends.ts';
import { fromDirective, fromLog, fromSetting, sniSent } from './path-facts.ts';
import { priorOf } from './priors.ts';
import { signatureClass } from './signature-class.ts';

/** Natural logarithms of likelihood ratios. */
const WEIGHT = {
  off: -8,
  /** Another location shares the group with verification off: reproduced every time, and one group in thirty otherwise. */
  sharedUnverified: 3.5,
  sharedOtherName: 3.5,
  alone: -2.5,
  /** Refused sessions alternate: about every second handshake fails, never all of them. */
  alternating: 2.5,
  everyRequest: -1,
};

/** Locations that share the upstream group, and so its sessions, with other settings. */
function sharers(c: Case): readonly UpstreamTls[] {
  const { path } = c;
  const groups = new Set(path?.target.groups.map((g) => g.name));
  if (path === null || groups.size === 0) return [];
  return pathsBeside(c.allPaths, path).filter(
    (p) => p !== path && p.tls !== 'no' && p.target.groups.some((g) => groups.has(g.name)),
  );
}

function sharedEvidence(c: Case): Evidence[] {
  const { path } = c;
  const kind = signatureClass(c.incident);
  if (path === null) return [];
  const trust = kind.startsWith('verify-') || kind === 'name-mismatch';
  const others = sharers(c);
  const unverified = others.find((p) => !p.settings.verify.value);
  if (trust && path.settings.verify.value && unverified !== undefined)
    return [
      {
        message: message('evidence.group-shared-unverified'),
        weight: WEIGHT.sharedUnverified,
        source: fromDirective(unverified.pass),
      },
    ];
  const renamed = others.find((p) => p.checkedName.written !== path.checkedName.written);
  if (kind === 'name-mismatch' && renamed !== undefined)
    return [
      {
        message: message('evidence.group-shared-other-name', { name: renamed.checkedName.written }),
        weight: WEIGHT.sharedOtherName,
        source: fromDirective(renamed.pass),
      },
    ];
  if (trust)
    return [
      {
        message: message('evidence.group-not-shared'),
        weight: WEIGHT.alone,
        source: fromDirective(path.pass),
      },
    ];
  return [];
}

/** Failures that stop and come back within the log, while requests go on. */
function timingEvidence(c: Case): Evidence[] {
  const counts = c.incident.timeline?.counts ?? [];
  if (c.incident.count < 6 || counts.length < 6) return [];
  const busy = counts.filter((n) => n > 0).length;
  const steady = busy === counts.length;
  if (!steady) return [];
  return [
    {
      message: message('evidence.fails-steadily'),
      weight: WEIGHT.everyRequest,
      source: fromLog(c),
    },
  ];
}

function evidence(c: Case): readonly Evidence[] {
  const { path } = c;
  if (path !== null && !path.settings.sessionReuse.value)
    return [
      {
        message: message('evidence.session-reuse-is-off'),
        weight: WEIGHT.off,
        source: fromSetting(path.settings.sessionReuse, path),
      },
    ];
  return [...sharedEvidence(c), ...timingEvidence(c)];
}

function repairs(c: Case): readonly Repair[] {
  const { path, config } = c;
  if (path === null || config === null) return [];
  const base = { cause: 'session-reuse', side: 'nginx', weakens: [], needs: [] } as const;
  const edits = setDirective({ config, allPaths: c.allPaths }, path, 'ssl_session_reuse', ['off']);
  const shared = sharers(c).length > 0;
  const separate: Repair = {
    ...base,
    title: message('repair.separate-groups'),
    needs: [{ what: 'upstream-change', message: message('need.separate-groups'), candidates: [] }],
    edits: [],
    steps: [message('repair.separate-groups-step')],
  };
  const off: Repair = {
    ...base,
    title: message('repair.session-reuse-off'),
    edits,
    steps: shared ? [message('repair.separate-groups-step')] : [],
  };
  return shared ? [off, separate] : [off];
}

function checks(c: Case): Check[] {
  const servername = sniSent(c) === 'yes' ? (c.path?.sni.name?.values[0] ?? null) : null;
  return [
    {
      command: sClient(c, { servername, options: '-reconnect' }),
      answers: [
        { expect: message('answer.first-works-next-fails'), means: 'session-reuse' },
        { expect: message('answer.first-fails'), means: 'other' },
      ],
    },
  ];
}

export const sessionReuse: Cause = {
  id: 'session-reuse',
  family: 'state',
  prior: (c) => (c.path?.tls === 'no' ? 0 : priorOf('session-reuse', c.incident)),
  evidence,
  repairs,
  checks,
  deadEnds: () => [
    deadEnd('verify-off'),
    deadEnd('restart', 'restart-sessions'),
    deadEnd('keepalive-off'),
  ],
};
