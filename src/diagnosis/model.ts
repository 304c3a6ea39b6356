/** The result of a diagnosis, before it becomes text or JSON (`src/report/`). */
import type { Case, Check, DeadEnd, Evidence, Repair } from '../causes/cause.ts';
import type { CauseId } from '../causes/ids.ts';
import type { Message } from '../text/message.ts';
import type { Versions } from '../tls/versions.ts';

export interface RankedCause {
  readonly id: CauseId;
  /** Probability, calibrated against the lab: of verdicts given at 0.9, nine in ten are right. */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly repairs: readonly Repair[];
  readonly checks: readonly Check[];
  readonly deadEnds: readonly DeadEnd[];
}

export interface DiagnosedIncident {
  /** `i1`, `i2` … in order of count. */
  readonly id: string;
  readonly case: Case;
  /** Sorted by confidence; those below 0.005 left out. */
  readonly causes: readonly RankedCause[];
  /** The cause that the evidence carries; null when it carries none. */
  readonly verdict: CauseId | null;
  /** What would separate the first candidates when there is no verdict. */
  readonly decidedBy: Check | null;
  /** Further faults on the same path that will show once this one is repaired, in order. */
  readonly next: readonly { readonly cause: CauseId; readonly message: Message }[];
}

export interface Diagnosis {
  readonly versions: Versions;
  readonly incidents: readonly DiagnosedIncident[];
  /** What was not read, what disagrees, what was assumed. */
  readonly notes: readonly Message[];
  /** How much was read, for the summary line. */
  readonly read: {
    readonly lines: number;
    readonly bytes: number;
    readonly failures: number;
    readonly files: number;
    readonly locations: number;
    /** From access logs, where some were given: requests, and those that got a 502 or 504. */
    readonly requests?: { readonly total: number; readonly failed: number };
  };
}
