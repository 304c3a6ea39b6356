/** `npm run lab -- fixes`: how often the real command repairs, release by release, and what it must never do. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Bench } from './bench.ts';
import type { Fixed } from './fix-one.ts';
import { fixOne } from './fix-one.ts';
import { Addresses, takeLane } from './lane.ts';
import type { Named } from './load.ts';
import { REPOSITORY, WORK } from './paths.ts';
import { ensurePki } from './pki.ts';
import type { Release } from './releases.ts';
import { killAll, MissingProgram } from './servers/child.ts';

export interface FixRun {
  readonly fixed: readonly Fixed[];
  /** Scenarios that could not be set up, each with the reason. */
  readonly problems: readonly string[];
}

/** Repairs every scenario on every release; `parallel` scenarios at a time. */
export async function fixAll(
  scenarios: readonly Named[],
  releases: readonly Release[],
  parallel: number,
): Promise<FixRun> {
  const dist = path.join(REPOSITORY, 'dist');
  if (!existsSync(path.join(dist, 'cli.cjs')))
    throw new Error('the program is not built: npm run build');
  const brought = [path.dirname(process.execPath), dist];
  const pki = await ensurePki();
  const lane = await takeLane();
  const home = path.join(WORK, `fixes-${process.pid}`);
  const waiting = [...scenarios];
  const result = { fixed: [] as Fixed[], problems: [] as string[] };
  const work = async (slot: number) => {
    for (let scenario = waiting.shift(); scenario; scenario = waiting.shift()) {
      const addresses = new Addresses(lane, slot);
      const dir = path.join(home, String(slot));
      mkdirSync(dir, { recursive: true });
      // A repair changes the files, so each release starts anew.
      for (const release of releases) {
        const bench = new Bench(scenario, addresses, dir, pki, brought);
        try {
          await bench.open();
          const one = await fixOne(scenario, release, { bench, addresses, dir });
          if (one !== null) result.fixed.push(one);
        } catch (error) {
          const why = error instanceof MissingProgram ? error.message : String(error);
          result.problems.push(`${scenario.id} on ${release.id}: ${why}`);
        } finally {
          await bench.close();
        }
      }
    }
  };
  const stop = () => {
    killAll();
    rmSync(home, { recursive: true, force: true });
    process.exit(130);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    await Promise.all(Array.from({ length: parallel }, (_, i) => work(i + 1)));
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    lane.free();
    rmSync(home, { recursive: true, force: true });
  }
  return result;
}

const COLUMNS = [
  ['release', 7],
  ['repairable', 10],
  ['works', 14],
  ['traced', 6],
  ['works', 14],
  ['others', 6],
  ['works too', 9],
  ['nothing written', 15],
  ['wrong', 5],
] as const;

/**
 * The figures by release, of all that are repairable and of those whose failure left a
 * trace in a log; then every miss with what the program said.
 */
export function fixText({ fixed, problems }: FixRun): string {
  const row = (cells: readonly string[]) =>
    cells.map((cell, i) => cell.padStart(COLUMNS[i]?.[1] ?? 0)).join('  ');
  const lines = [row(COLUMNS.map(([title]) => title))];
  const groups = [...new Set(fixed.map((f) => f.release))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  for (const release of [...groups, 'all']) {
    const of = fixed.filter((f) => release === 'all' || f.release === release);
    const can = of.filter((f) => f.repairable);
    const not = of.filter((f) => !f.repairable);
    const traced = can.filter((f) => f.traced);
    lines.push(
      row([
        release,
        String(can.length),
        share(can),
        String(traced.length),
        share(traced),
        String(not.length),
        String(not.filter((f) => f.outcome === 'works').length),
        String(not.filter((f) => f.outcome === 'nothing-written').length),
        String(of.filter(wrong).length),
      ]),
    );
  }
  const missed = fixed.filter((f) => f.repairable && f.outcome === 'nothing-written');
  lines.push(
    '',
    'traced: the failure left a line in the error log, or a failed request in the access log',
    ...listed('wrong', fixed.filter(wrong)),
    ...listed(
      'not repaired',
      missed.filter((f) => f.traced),
    ),
    ...listed(
      'not repaired, no trace',
      missed.filter((f) => !f.traced),
    ),
    ...problems.map((problem) => `not run: ${problem}`),
  );
  return `${lines.join('\n')}\n`;
}

/** How many of these work, with the percentage. */
function share(list: readonly Fixed[]): string {
  const count = list.filter((f) => f.outcome === 'works').length;
  return `${count} (${list.length === 0 ? '–' : ((100 * count) / list.length).toFixed(1)} %)`;
}

/** What must never happen, repairable or not. */
export function wrong({ outcome }: Fixed): boolean {
  return outcome !== 'works' && outcome !== 'nothing-written';
}

/** Releases that went the same way stand together. */
function listed(title: string, list: readonly Fixed[]): string[] {
  const byScenario = new Map<string, Fixed[]>();
  for (const one of list) {
    const key = `${one.scenario}: ${one.outcome}`;
    byScenario.set(key, [...(byScenario.get(key) ?? []), one]);
  }
  return [...byScenario]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, all]) => [
      `${title}: ${key} on ${all.map((f) => f.release).join(', ')}`,
      ...(all[0]?.detail ?? '').split('\n').map((line) => `    ${line}`),
    ]);
}
