/**
 * What `alert40 fix --probe --rehearse --write` does to one scenario on one
 * release: the built program is run where nginx runs, as its user would run it,
 * and nginx itself then says whether what was written works.
 */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Bench } from './bench.ts';
import type { Config } from './edit.ts';
import { goesElsewhere, lowered, STATED_FILES } from './fix-lowers.ts';
import { configOf, repaired } from './frame.ts';
import type { Addresses } from './lane.ts';
import type { Named } from './load.ts';
import { type Outcome, works } from './nginx.ts';
import { REPOSITORY } from './paths.ts';
import type { Release } from './releases.ts';
import { within } from './releases.ts';
import type { Room } from './room.ts';

/** Longest time of one run of the program, in milliseconds. */
const PATIENCE = 120_000;
/** Below the scenario's own log folder, so that what is left behind is seen. */
const TEMPORARY = '/var/log/nginx/tmp';

/** Answers to what the program says that it needs. */
const STATED: Readonly<Record<string, readonly string[]>> = {
  'ca-file': ['--ca', STATED_FILES.ca],
  resolver: ['--resolver', '10.0.0.2'],
  'client-certificate': [
    ...['--client-certificate', STATED_FILES.certificate],
    ...['--client-key', STATED_FILES.key],
  ],
};

export type FixOutcome =
  | 'works'
  | 'nothing-written'
  /** Something was written, and a request fails all the same. */
  | 'still-fails'
  | 'weakened'
  /** A file beside the configuration's own, a temporary one, or a process. */
  | 'left-something'
  /** The exit code says something else than the files. */
  | 'wrong-exit';

export interface Fixed {
  readonly scenario: string;
  readonly cause: string;
  readonly release: string;
  /**
   * The true repair works here, is an edit of nginx's configuration alone, lowers
   * nothing, and leaves nginx with the hosts and ports that it has.
   */
  readonly repairable: boolean;
  /** The failure left a line in the error log, or a failed request in the access log: something to begin with. */
  readonly traced: boolean;
  readonly outcome: FixOutcome;
  /** What went wrong, and what the program said. */
  readonly detail: string;
  readonly milliseconds: number;
}

/** Where a scenario is set up; the upstreams of `bench` are up. */
export interface FixPlace {
  readonly bench: Bench;
  readonly addresses: Addresses;
  readonly dir: string;
}

/** Null where the release does not have the fault. */
export async function fixOne(
  scenario: Named,
  release: Release,
  { bench, addresses, dir }: FixPlace,
): Promise<Fixed | null> {
  const { requires } = scenario;
  if (!within(release.nginx, requires?.nginx) || !within(release.openssl, requires?.openssl))
    return null;
  const config = configOf(scenario, release);
  const truth = trueRepair(scenario, config);
  const truthWorks = truth !== null && works(await telling(() => bench.run(release, truth)));
  const failed = await telling(() => bench.run(release, config));
  if (works(failed)) return null;
  const silent = failed.lines.length === 0;
  const log = path.join(dir, 'log/error.log');
  // A user has the line from the journal where nginx could not open its log yet.
  if (!existsSync(log) || statSync(log).size === 0)
    writeFileSync(log, addresses.translate(failed.lines.map((line) => `${line}\n`).join('')));

  const etc = path.join(dir, 'etc');
  const before = contents(etc);
  const temporary = path.join(dir, 'log', path.basename(TEMPORARY));
  mkdirSync(temporary, { mode: 0o777 });
  const began = Date.now();
  const room = await bench.room(release);
  const args = argumentsFor(scenario, release, silent);
  let ran = await runProgram(room, args);
  // Its user has what it asks for, and says so.
  const answers = ran.needs
    .flatMap((need) => STATED[need] ?? [])
    .map((a) => addresses.translate(a));
  if (answers.length > 0) ran = await runProgram(room, [...args, ...answers]);
  const milliseconds = Date.now() - began;
  const after = contents(etc);
  const left = [
    ...readdirSync(temporary),
    ...Object.keys(after).filter((name) => !(name in before)),
    ...room.processes().map((pid) => `process ${pid}`),
  ];
  rmSync(temporary, { recursive: true, force: true });

  const translated = truth === null ? null : translate(truth, addresses);
  const repairable =
    truthWorks &&
    translated !== null &&
    !goesElsewhere(before, translated, release) &&
    lowered(before, translated, translated, release) === null;
  const say = (outcome: FixOutcome, why = ''): Fixed => ({
    scenario: scenario.id,
    cause: scenario.cause,
    release: release.id,
    repairable,
    traced: !silent || failed.access.some(isFailedRequest),
    outcome,
    detail: [why, ran.said].filter(Boolean).join('\n'),
    milliseconds,
  });
  const changed = Object.keys(before).some((name) => after[name] !== before[name]);
  if (left.length > 0) return say('left-something', left.join(', '));
  if (ran.code !== 0 && ran.code !== 1) return say('wrong-exit', `exit code ${ran.code}`);
  if (changed && ran.code !== 0) return say('wrong-exit', 'written, and exit code 1');
  if (!changed) return say('nothing-written');
  const lower = lowered(before, after, translated, release);
  if (lower !== null) return say('weakened', lower);
  const now = await telling(() => bench.run(release, null));
  return works(now) ? say('works') : say('still-fails', now.lines.join('\n'));
}

/**
 * On a busy machine a request may get no answer in time while nginx has nothing to say of
 * it, which tells nothing of nginx: the run is made again, twice at most.
 */
export async function telling(run: () => Promise<Outcome>): Promise<Outcome> {
  const isMute = ({ lines, answers }: Outcome) =>
    lines.length === 0 && (answers.length === 0 || answers.some((a) => a.status === 0));
  let outcome = await run();
  for (let again = 0; again < 2 && isMute(outcome); again++) outcome = await run();
  return outcome;
}

/** A line of the access log whose request was answered with an error. */
export function isFailedRequest(line: string): boolean {
  return /" [45]\d\d (?:\d|-)/.test(line);
}

/** The scenario's repair, where edits of the configuration are all of it. */
function trueRepair(scenario: Named, config: Config): Config | null {
  const { repair } = scenario;
  if (!repair?.edits?.length || repair.ssl || repair.upstreams) return null;
  return repaired(config, repair);
}

function translate(config: Config, addresses: Addresses): Config {
  return Object.fromEntries(
    Object.entries(config).map(([name, text]) => [name, addresses.translateConfig(text)]),
  );
}

function argumentsFor(scenario: Named, release: Release, silent: boolean): string[] {
  return [
    ...['fix', '/var/log/nginx/error.log', '-c', '/etc/nginx/nginx.conf'],
    ...['--nginx', release.binary, '--probe', '--rehearse', '--write', '--lang', 'en'],
    ...['--format', 'json'],
    ...(silent ? ['--access', '/var/log/nginx/access.log'] : []),
    ...(scenario.name === undefined ? [] : ['--name', scenario.name]),
  ];
}

/** Every file below `dir`, by its path from there. */
function contents(dir: string): Config {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((e) =>
    e.isFile(),
  );
  return Object.fromEntries(
    files.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(dir, file), readFileSync(file, 'latin1')];
    }),
  );
}

interface Ran {
  readonly code: number | null;
  readonly said: string;
  /** What it would need from its user to write a repair. */
  readonly needs: readonly string[];
}

function runProgram(room: Room, args: readonly string[]): Promise<Ran> {
  const inside = room.path(process.execPath);
  const program = room.path(path.join(REPOSITORY, 'dist/cli.cjs'));
  const command = ['env', `TMPDIR=${TEMPORARY}`, 'NO_COLOR=1', inside, program, ...args];
  const child = room.spawn(command, 'pipe');
  let errors = '';
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      clearTimeout(timer);
      const { held, needs } = heldIn(output);
      resolve({ code, said: [...held, errors.trim()].filter(Boolean).join('\n'), needs });
    });
  });
}

interface Held {
  readonly cause: string | null;
  readonly why: string;
  readonly title: string | null;
  readonly needs: readonly { readonly what: string }[];
}

/** Why nothing was written, from the JSON on standard output. */
function heldIn(output: string): { held: readonly string[]; needs: readonly string[] } {
  if (!output.startsWith('{')) return { held: [], needs: [] };
  const { held } = JSON.parse(output) as { held: readonly Held[] };
  return {
    held: held.map((h) => `held (${h.why}): ${h.cause ?? 'no verdict'}: ${h.title ?? ''}`),
    needs: [...new Set(held.flatMap((h) => h.needs.map((n) => n.what)))],
  };
}
