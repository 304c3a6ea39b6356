/** Collects records while a run goes on and writes them to the evidence files. */
import { writeEvidence } from './evidence.ts';
import type { Record } from './record.ts';
import type { Release } from './releases.ts';

export interface Keeper {
  /** Records of one scenario, in the order of the releases. */
  add(records: readonly Record[]): void;
  write(): void;
}

/** Written to disk every few scenarios, so that an interrupted run keeps what it has. */
export function keepEvidence(releases: readonly Release[], known: ReadonlySet<string>): Keeper {
  const fresh = releases.map((): Record[] => []);
  let unwritten = 0;
  const write = () => {
    for (const [i, release] of releases.entries()) writeEvidence(release, fresh[i]!, known);
    unwritten = 0;
  };
  return {
    write,
    add(records) {
      // A missing program or a broken set-up must not wipe out what was measured elsewhere.
      for (const [i, record] of records.entries())
        if (record.outcome !== 'not-run' || record.why === 'not for this release')
          fresh[i]!.push(record);
      unwritten += 1;
      if (unwritten >= 10) write();
    },
  };
}
