/** One scenario on every release: as it is, with every action, and with its true repair. */
import type { ClientHello } from '../src/tls/client-hello.ts';
import { ACTIONS } from './actions/list.ts';
import type { Bench } from './bench.ts';
import type { Config } from './edit.ts';
import { configOf, repaired } from './frame.ts';
import type { Named } from './load.ts';
import type { Outcome } from './nginx.ts';
import { works } from './nginx.ts';
import type { Record, SeenHello } from './record.ts';
import { hashOf } from './record.ts';
import type { Release } from './releases.ts';
import { within } from './releases.ts';

export interface MatrixOptions {
  /** Apply the actions too; without, only the scenario and its repair. */
  readonly actions: boolean;
}

/** Records in the order of `releases`. */
export async function runScenario(
  scenario: Named,
  bench: Bench,
  releases: readonly Release[],
  options: MatrixOptions,
): Promise<Record[]> {
  const records: Record[] = [];
  for (const release of releases) records.push(await runAsItIs(scenario, bench, release, options));
  const { repair } = scenario;
  if (!repair) return records;
  if (repair.ssl) bench.fillSsl({ ...scenario.ssl, ...repair.ssl });
  if (repair.upstreams) await bench.replace(repair.upstreams);
  for (const [i, release] of releases.entries()) {
    const record = records[i]!;
    if (record.outcome !== 'fails') continue;
    const outcome = await bench.run(release, repaired(configOf(scenario, release), repair));
    records[i] = order({ ...record, repair: works(outcome) ? 'works' : 'fails' });
  }
  return records;
}

async function runAsItIs(
  scenario: Named,
  bench: Bench,
  release: Release,
  options: MatrixOptions,
): Promise<Record> {
  const head = { scenario: scenario.id, cause: scenario.cause, hash: hashOf(scenario) };
  const { requires } = scenario;
  if (!within(release.nginx, requires?.nginx) || !within(release.openssl, requires?.openssl))
    return { ...head, outcome: 'not-run', why: 'not for this release' };
  const config = configOf(scenario, release);
  const outcome = await agreed(() => bench.run(release, config));
  const hellos = outcome.started ? await bench.capture(release, config) : [];
  const record: Record = {
    ...head,
    outcome: works(outcome) ? 'works' : 'fails',
    ...(!outcome.started && { startup: true as const }),
    statuses: outcome.answers.map((a) => a.status),
    lines: outcome.lines,
    ...(outcome.lines.length === 0 && { access: outcome.access }),
    hellos: distinct(hellos),
  };
  if (record.outcome === 'works' || scenario.cause === 'control' || !options.actions) return record;
  return { ...record, actions: await runActions(scenario, bench, release, config) };
}

/**
 * The outcome that two runs agree on. Now and then a race decides whether a close arrives as
 * an end or as a reset, and evidence should say what usually happens.
 */
async function agreed(run: () => Promise<Outcome>): Promise<Outcome> {
  const seen = new Map<string, Outcome>();
  for (let i = 0; i < 4; i++) {
    const outcome = await run();
    const said = JSON.stringify([outcome.answers.map((a) => a.status), outcome.lines]);
    const before = seen.get(said);
    if (before) return before;
    seen.set(said, outcome);
  }
  return seen.values().next().value!;
}

async function runActions(
  scenario: Named,
  bench: Bench,
  release: Release,
  config: Config,
): Promise<NonNullable<Record['actions']>> {
  const result = {
    works: [] as string[],
    fails: [] as string[],
    refused: [] as string[],
    none: [] as string[],
  };
  const note = (id: string, outcome: Outcome) => {
    if (works(outcome)) result.works.push(id);
    else if (outcome.started) result.fails.push(id);
    else result.refused.push(id);
  };
  for (const { id, how } of ACTIONS) {
    if (how.kind === 'upgrade') continue;
    if (how.kind === 'edit') {
      const changed = how.edit(config, scenario);
      if (changed === null) result.none.push(id);
      else note(id, await bench.run(release, changed));
    } else if (how.kind === 'restart') {
      note(id, await bench.run(release, config));
    } else {
      note(id, await bench.run(release, config, { between: 'reload' }));
    }
  }
  return result;
}

function distinct(hellos: readonly ClientHello[]): SeenHello[] {
  const seen = new Map<string, SeenHello>();
  for (const h of hellos) {
    const one: SeenHello = {
      sni: h.serverName,
      versions: h.versions.map((v) => `1.${v - 0x301}`).join(' '),
      alpn: h.alpn.join(' '),
      // A ticket makes it longer by an amount that differs from run to run.
      size: h.resumes ? 0 : h.size,
      resumes: h.resumes,
    };
    seen.set(JSON.stringify(one), one);
  }
  return [...seen.values()];
}

/** The repair stands before the actions, whatever came first in time. */
function order(record: Record): Record {
  const { actions, ...rest } = record;
  return actions ? { ...rest, actions } : rest;
}
