/** Reads off the lab's records on which releases each line was written and each cause failed, and how often the repair helped. */
import type { EvidenceFile } from '../lab/evidence.ts';
import type { Record as LabRecord } from '../lab/record.ts';
import { wilson } from '../lab/wilson.ts';
import type { Rate, Sighting } from '../src/kb/compile.ts';
import { lookup } from '../src/kb/lookup.ts';
import type { Entry, SignatureEntry } from '../src/kb/schema.ts';

/** By id of the entry; what the lab never saw is not in it. */
export function sightingsOf(
  evidence: readonly EvidenceFile[],
  entries: readonly Entry[],
): ReadonlyMap<string, readonly Sighting[]> {
  const signatures = entries.filter((e): e is SignatureEntry => e.kind === 'signature');
  const seen = evidence.map((file) => ({ file, runs: runsOf(file.records, signatures) }));
  const ids = new Set(seen.flatMap(({ runs }) => runs.flatMap((run) => [...run.ids])));
  return new Map(
    [...ids].map((id) => {
      const scenarios = new Set(
        seen.flatMap(({ runs }) => runs.filter((r) => r.ids.has(id)).map((r) => r.scenario)),
      );
      const rows = seen.map(({ file, runs }) => {
        const of = runs.filter((r) => scenarios.has(r.scenario));
        const { release, nginx, openssl } = file;
        const count = of.filter((r) => r.ids.has(id)).length;
        return { release, nginx, openssl, seen: count, of: of.length };
      });
      return [id, rows] as const;
    }),
  );
}

/** What each record shows: entries of its lines, and its cause where it failed. */
function runsOf(records: readonly LabRecord[], signatures: readonly SignatureEntry[]) {
  return records
    .filter(({ outcome }) => outcome !== 'not-run')
    .map(({ scenario, cause, outcome, lines, access }) => {
      const ids = new Set<string>();
      for (const line of [...(lines ?? []), ...(access ?? [])])
        for (const { entry } of lookup(line, signatures)) ids.add(entry.id);
      if (outcome === 'fails' && cause !== 'control') ids.add(`nginx/${cause}`);
      return { scenario, ids };
    });
}

/**
 * How often the repair that a scenario states for its cause made every request
 * succeed. As with the actions, the share is the mean over scenarios, because
 * the releases of one scenario are not independent.
 */
export function repairRates(evidence: readonly EvidenceFile[]): ReadonlyMap<string, Rate> {
  const tries = evidence.flatMap(({ release, records }) =>
    records
      .filter((r) => r.outcome === 'fails' && r.repair !== undefined)
      .map((r) => ({
        release,
        cause: r.cause,
        scenario: r.scenario,
        worked: r.repair === 'works',
      })),
  );
  const causes = [...new Set(tries.map(({ cause }) => cause))];
  return new Map(causes.map((cause) => [cause, rateOf(tries.filter((t) => t.cause === cause))]));
}

function rateOf(tries: readonly { release: string; scenario: string; worked: boolean }[]): Rate {
  const scenarios = [...new Set(tries.map(({ scenario }) => scenario))];
  const shares = scenarios.map((scenario) => {
    const own = tries.filter((t) => t.scenario === scenario);
    return own.filter(({ worked }) => worked).length / own.length;
  });
  const sum = shares.reduce((a, b) => a + b, 0);
  const [low, high] = wilson(sum, shares.length);
  const worked = tries.filter((t) => t.worked);
  return {
    worked: worked.length,
    of: tries.length,
    scenarios: scenarios.length,
    share: round(sum / shares.length),
    low: round(low),
    high: round(high),
    weighted: null,
    releases: [...new Set(worked.map(({ release }) => release))],
    weakens: null,
  };
}

function round(x: number): number {
  return Math.round(x * 1000) / 1000;
}
