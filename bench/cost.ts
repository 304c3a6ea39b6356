/** What a run of a program costs, by the clock and on the processors: other work on the machine stretches the one and not the other. */
import { spawnSync } from 'node:child_process';

/** nginx stands in `sbin`, which not every user's path has. */
const ENV = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

/** Milliseconds. */
export interface Cost {
  readonly wall: number;
  readonly processor: number;
}

export type Commands<Name extends string> = Readonly<
  Record<Name, readonly [program: string, ...args: string[]]>
>;

/** Runs the programs in turn, several times; the least that each one cost. */
export function leastCosts<Name extends string>(
  commands: Commands<Name>,
  rounds: number,
): Record<Name, Cost> {
  const costs = {} as Record<Name, Cost>;
  for (let i = 0; i < rounds; i++) {
    for (const name of Object.keys(commands) as Name[]) {
      const cost = costOf(commands[name]);
      const before = costs[name] ?? cost;
      costs[name] = {
        wall: Math.min(before.wall, cost.wall),
        processor: Math.min(before.processor, cost.processor),
      };
    }
  }
  return costs;
}

/** One line a program, each beside the cost of the one that is the measure. */
export function printCosts<Name extends string>(costs: Record<Name, Cost>, measure: Name): void {
  const base = costs[measure];
  for (const [name, cost] of Object.entries<Cost>(costs)) {
    const ratios = (['wall', 'processor'] as const).map((k) => (cost[k] / base[k]).toFixed(3));
    console.log(
      `${name.padEnd(12)} ${ms(cost.wall)} by the clock, ${ms(cost.processor)} of processors: ${ratios.join(' and ')} × ${measure}`,
    );
  }
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(0)} ms`.padStart(9);
}

/** 0 and 1 are answers (1: something was found); what else a program ends with is no run to measure. */
function costOf([program, ...args]: readonly [string, ...string[]]): Cost {
  const start = performance.now();
  const shell = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="%U %S"; time "$@" > /dev/null 2>&1', 'bash', program, ...args],
    { env: ENV, encoding: 'utf8' },
  );
  const wall = performance.now() - start;
  if (shell.status !== 0 && shell.status !== 1)
    throw new Error(`${program} ${args.join(' ')} ended with ${shell.status ?? shell.error}`);
  const [user = 0, system = 0] = shell.stderr.trim().split(/\s+/).map(Number);
  return { wall, processor: (user + system) * 1000 };
}
