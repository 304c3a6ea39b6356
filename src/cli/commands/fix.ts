/** `alert40 fix`: the repair as a unified diff; `--write` applies it. */
import { Option } from 'commander';
import type { Need } from '../../causes/cause.ts';
import type { Diagnosis } from '../../diagnosis/model.ts';
import {
  type HeldRepair,
  type PlanOptions,
  planRepairs,
  type RepairPlan,
} from '../../diagnosis/plan.ts';
import type { ConfigSet } from '../../nginx/tree-set.ts';
import type { NginxBinary } from '../../node/nginx-binary.ts';
import { jsonText } from '../../report/json-text.ts';
import { Page } from '../../report/layout.ts';
import { diffLines } from '../../report/text.ts';
import { diffOf } from '../../report/view.ts';
import { encode } from '../../text/encoding.ts';
import { message } from '../../text/message.ts';
import { VERSION } from '../../version.ts';
import { apply } from '../apply.ts';
import { type GatherOptions, gather } from '../gather.ts';
import type { ExitCode } from '../io.ts';
import { addGatherOptions } from '../options.ts';
import type { Session, Subcommand } from '../subcommand.ts';

interface FixOptions extends GatherOptions {
  readonly format: 'text' | 'json';
  readonly write?: boolean;
  readonly test: boolean;
  readonly allowWeakening?: boolean;
  readonly rehearse?: boolean;
  readonly path?: string;
}

const fixCommand: Subcommand = {
  define(command) {
    addGatherOptions(command);
    command
      .option('--write', 'write the files: all or none, tested with nginx -t where nginx is')
      .option('--rehearse', 'try each repair on this nginx first, and keep only what passed')
      .option('--path <path>', 'with --rehearse: path of the one request that is made')
      .option('--no-test', 'with --write: do not ask nginx -t')
      .option('--allow-weakening', 'also write repairs that lower security')
      .addOption(
        new Option('--format <format>', 'form of the result')
          .choices(['text', 'json'])
          .default('text'),
      )
      .addHelpText(
        'after',
        `
Examples:
  alert40 fix error.log -c nginx.conf --name backend.internal.example.com | patch -p1
  sudo alert40 fix /var/log/nginx/error.log -c /etc/nginx/nginx.conf --write`,
      );
  },
  async run(session, logs, given) {
    const options = given as unknown as FixOptions;
    const { diagnosis, config, binary } = await gather(session, logs, options);
    const planning = { allowWeakening: options.allowWeakening === true };
    const plan =
      options.rehearse === true && config !== null
        ? await rehearsed(diagnosis, config, binary, planning, options, session)
        : planRepairs(diagnosis, planning);
    const diff = diffOf(plan.edits, config);
    const changes = diff !== '';
    // Written first: what is then printed is what happened.
    const written =
      options.write === true && changes && config !== null
        ? apply(plan.edits, config, { session, binary, test: options.test })
        : false;
    if (options.format === 'json') session.io.stdout.write(jsonOf(plan, diff, written, session));
    else {
      session.io.stdout.write(shown(diff, session));
      for (const held of plan.held) tellHeld(held, session);
      for (const note of diagnosis.notes) session.tell(note);
      if (diagnosis.incidents.length === 0) session.tell(message('fix.nothing-found'));
      else if (changes && options.write !== true) session.tell(message('fix.not-written'));
    }
    return exitCode(diagnosis.incidents.length, changes, options.write === true, written);
  },
};

/** The plan without the repairs that nginx itself did not confirm. */
async function rehearsed(
  diagnosis: Diagnosis,
  config: ConfigSet,
  binary: NginxBinary | null,
  planning: PlanOptions,
  options: FixOptions,
  session: Session,
): Promise<RepairPlan> {
  const { rehearsedPlan, sentencesOf } = await import('../rehearsing.ts');
  const tried = await rehearsedPlan(diagnosis, config, binary, planning, options, session);
  for (const place of tried.places)
    for (const m of sentencesOf(place, tried.binary, session.say)) session.tell(m);
  return tried.plan;
}

function exitCode(incidents: number, changes: boolean, asked: boolean, written: boolean): ExitCode {
  if (incidents === 0) return 0;
  return changes && (written || !asked) ? 0 : 1;
}

/** For a pipe the very bytes that `patch` needs; for a terminal what is safe to look at. */
function shown(diff: string, { io, colour }: Session): string | Uint8Array {
  if (!io.isTTY.stdout) return encode(diff);
  const page = new Page({ width: io.columns ?? 80, colour });
  for (const line of diffLines(diff)) page.line(line.text, line.style);
  return diff === '' ? '' : page.toString();
}

/** The options that state what a repair waits for; `--name` is in the sentence of its need. */
const STATED_WITH: Readonly<Partial<Record<Need['what'], string>>> = {
  'ca-file': '--ca FILE',
  resolver: '--resolver ADDRESS',
  'client-certificate': '--client-certificate FILE --client-key FILE',
};

/** Why an incident has no edit, with what would help. */
function tellHeld(held: HeldRepair, session: Session): void {
  const { incident, cause, repair } = held;
  const params = {
    incident,
    cause: cause ?? '',
    title: repair === null ? '' : session.say(repair.title),
  };
  session.tell({ id: `fix.held-${held.why}`, params });
  if (repair === null || held.why === 'conflict') return;
  for (const need of repair.needs) {
    session.tell(need.message);
    for (const { value, from } of need.candidates)
      session.tell(message('fix.candidate', { value, from: session.say(from) }));
    const option = STATED_WITH[need.what];
    if (option !== undefined) session.tell(message('fix.state-it', { option }));
  }
  for (const step of repair.steps) session.tell(step);
}

function jsonOf(plan: RepairPlan, diff: string, written: boolean, session: Session): string {
  const document = {
    schema: 'alert40/fix/1',
    tool: { version: VERSION },
    repairs: plan.planned.map(({ incidents, repair }) => ({
      incidents,
      cause: repair.cause,
      title: session.say(repair.title),
      weakens: repair.weakens,
    })),
    held: plan.held.map(({ incident, cause, why, repair }) => ({
      incident,
      cause,
      why,
      title: repair === null ? null : session.say(repair.title),
      needs: (repair?.needs ?? []).map((need) => ({
        what: need.what,
        text: session.say(need.message),
        candidates: need.candidates.map((c) => ({ value: c.value, from: session.say(c.from) })),
      })),
    })),
    edits: plan.edits,
    diff,
    written,
  };
  return jsonText(document);
}

export default fixCommand;
