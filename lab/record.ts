/** What one scenario did on one release. Records are compact and the same from run to run. */
import { createHash } from 'node:crypto';
import type { CauseId } from '../src/causes/ids.ts';
import type { Scenario } from './scenario.ts';

export interface SeenHello {
  readonly sni: string | null;
  /** `1.3 1.2`. */
  readonly versions: string;
  readonly alpn: string;
  readonly size: number;
  readonly resumes: boolean;
}

export interface Record {
  readonly scenario: string;
  readonly cause: CauseId | 'control';
  /** Of the scenario; a record with another one is out of date. */
  readonly hash: string;
  /**
   * `fails`: a request failed or nginx did not start. `works`: every request
   * came through, so this release does not have the fault. `not-run`: `why`.
   */
  readonly outcome: 'fails' | 'works' | 'not-run';
  readonly why?: string;
  readonly startup?: true;
  readonly statuses?: readonly number[];
  readonly lines?: readonly string[];
  /** Access-log lines; only where the error log stays silent. */
  readonly access?: readonly string[];
  readonly hellos?: readonly SeenHello[];
  /** Result of the true repair. */
  readonly repair?: 'works' | 'fails';
  /** Ids of the actions by result. `refused`: nginx did not start. `upgrade-nginx` is read off the next release's record. */
  readonly actions?: {
    readonly works: readonly string[];
    readonly fails: readonly string[];
    readonly refused: readonly string[];
    readonly none: readonly string[];
  };
}

export function hashOf(scenario: Scenario): string {
  const { title: _title, subset: _subset, ...rest } = scenario;
  return createHash('sha256').update(JSON.stringify(rest)).digest('hex').slice(0, 10);
}
