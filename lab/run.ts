/** Runs many scenarios at once and keeps the evidence as it comes. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Bench } from './bench.ts';
import type { Lane } from './lane.ts';
import { Addresses, takeLane } from './lane.ts';
import type { Named } from './load.ts';
import type { MatrixOptions } from './matrix.ts';
import { runScenario } from './matrix.ts';
import { WORK } from './paths.ts';
import { ensurePki } from './pki.ts';
import type { Record } from './record.ts';
import { hashOf } from './record.ts';
import type { Release } from './releases.ts';
import { killAll, MissingProgram } from './servers/child.ts';

export interface RunOptions extends MatrixOptions {
  /** Scenarios at the same time. Many wait for time-outs, so more than there are cores. */
  readonly parallel: number;
  /** Called with each finished scenario: its records in the order of the releases. */
  readonly finished: (scenario: Named, records: readonly Record[], milliseconds: number) => void;
}

/** Ends every server and removes the run's folder; for Ctrl-C. */
export interface RunHandle {
  readonly done: Promise<void>;
  abort(): void;
}

export function runAll(
  scenarios: readonly Named[],
  releases: readonly Release[],
  options: RunOptions,
): RunHandle {
  const dir = path.join(WORK, `run-${process.pid}`);
  const clean = () => rmSync(dir, { recursive: true, force: true });
  let aborted = false;
  const go = async () => {
    const pki = await ensurePki();
    const lane = await takeLane();
    mkdirSync(dir, { recursive: true });
    const waiting = [...scenarios];
    const work = async (slot: number) => {
      for (;;) {
        const scenario = aborted ? undefined : waiting.shift();
        if (!scenario) return;
        const began = Date.now();
        const place = { lane, slot, dir: path.join(dir, String(slot)), pki };
        const records = await runOne(scenario, releases, options, place);
        if (!aborted) options.finished(scenario, records, Date.now() - began);
      }
    };
    try {
      await Promise.all(Array.from({ length: options.parallel }, (_, i) => work(i + 1)));
    } finally {
      lane.free();
      clean();
    }
  };
  return {
    done: go(),
    abort: () => {
      aborted = true;
      killAll();
      clean();
    },
  };
}

interface Place {
  readonly lane: Lane;
  readonly slot: number;
  readonly dir: string;
  readonly pki: string;
}

async function runOne(
  scenario: Named,
  releases: readonly Release[],
  options: RunOptions,
  place: Place,
): Promise<Record[]> {
  const addresses = new Addresses(place.lane, place.slot);
  const bench = new Bench(scenario, addresses, place.dir, place.pki);
  try {
    await bench.open();
    return await runScenario(scenario, bench, releases, options);
  } catch (error) {
    const why = error instanceof MissingProgram ? error.message : `broken: ${String(error)}`;
    return releases.map(() => ({
      scenario: scenario.id,
      cause: scenario.cause,
      hash: hashOf(scenario),
      outcome: 'not-run',
      why,
    }));
  } finally {
    await bench.close();
  }
}
