/** Events of one signature on one path, counted; memory does not grow with the log. */
import type { EventKind, LogEvent, OpensslError, Phase, UpstreamAddress } from './event.ts';

export interface Signature {
  readonly kind: EventKind;
  readonly operation: string | null;
  readonly phase: Phase;
  readonly level: string;
  readonly alert: number | null;
  /** The first error that names a reason. */
  readonly openssl: OpensslError | null;
  readonly verifyError: number | null;
  readonly errno: number | null;
}

export interface Incident {
  readonly signature: Signature;
  readonly server: string | null;
  /** One of the upstreams of this incident: peers of one group that fail alike are one incident. */
  readonly upstreams: readonly UpstreamAddress[];
  readonly count: number;
  readonly first: string | null;
  readonly last: string | null;
  /** Failures per slot of time, for timelines: at most 240 slots of equal length. */
  readonly timeline: {
    readonly start: string;
    readonly slotSeconds: number;
    readonly counts: readonly number[];
  } | null;
  /** The first events, at most 20, as they were parsed. */
  readonly samples: readonly LogEvent[];
  /** Distinct request paths (at most 50) and Host values (at most 20). */
  readonly uris: readonly string[];
  readonly hosts: readonly string[];
  /** Methods seen, with counts: POST is not retried where GET is. */
  readonly methods: Readonly<Record<string, number>>;
  /** Follow-up lines (`temporarily disabled`, `no live upstreams`) that belong to it. */
  readonly cascade: readonly LogEvent[];
}
