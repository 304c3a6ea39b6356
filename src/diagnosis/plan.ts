/**
 * One consistent set of edits for everything that was diagnosed: the same change is made
 * once, contradicting changes are not both made, and what cannot be written says why.
 */
import type { Case, Need, Repair } from '../causes/cause.ts';
import type { CauseId } from '../causes/ids.ts';
import { CAUSES } from '../causes/list.ts';
import { withStated } from '../causes/stated.ts';
import type { Edit } from '../text/edit.ts';
import { settingScope } from '../upstream/rewrite.ts';
import type { DiagnosedIncident, Diagnosis } from './model.ts';

export interface PlanOptions {
  /** Edits that lower security may be used. */
  readonly allowWeakening: boolean;
}

export interface PlannedRepair {
  /** Incidents that this repair mends. */
  readonly incidents: readonly string[];
  readonly repair: Repair;
}

export interface HeldRepair {
  readonly incident: string;
  /** The cause that would be repaired; null without a verdict. */
  readonly cause: CauseId | null;
  readonly why: 'no-verdict' | 'needs' | 'weakens' | 'elsewhere' | 'conflict' | 'nothing-to-change';
  /** The repair that is held back, where there is one. */
  readonly repair: Repair | null;
}

export interface RepairPlan {
  /** Sorted by file and offset; they do not overlap. */
  readonly edits: readonly Edit[];
  readonly planned: readonly PlannedRepair[];
  readonly held: readonly HeldRepair[];
}

interface Chosen {
  readonly incident: DiagnosedIncident;
  readonly repair: Repair;
}

function usable(repair: Repair, options: PlanOptions): boolean {
  return (
    repair.edits.length > 0 &&
    repair.needs.length === 0 &&
    (options.allowWeakening || repair.weakens.length === 0)
  );
}

function whyHeld(repairs: readonly Repair[]): HeldRepair['why'] {
  const [first] = repairs;
  if (first === undefined) return 'nothing-to-change';
  if (first.needs.length > 0) return first.side === 'nginx' ? 'needs' : 'elsewhere';
  if (first.side !== 'nginx') return 'elsewhere';
  return first.weakens.length > 0 ? 'weakens' : 'nothing-to-change';
}

/** What the user can state, and would have it written. */
const STATED: ReadonlySet<Need['what']> = new Set([
  'name',
  'ca-file',
  'client-certificate',
  'resolver',
]);

/** A repair in nginx that only waits for what an option states. */
function isAnswerable({ side, needs, weakens }: Repair): boolean {
  const open = needs.length > 0 && needs.every((need) => STATED.has(need.what));
  return side === 'nginx' && weakens.length === 0 && open;
}

/** Repairs of the faults that stand behind the verdict and are already visible. */
function followUps(incident: DiagnosedIncident, options: PlanOptions): Repair[] {
  return incident.next.flatMap(({ cause }) => {
    const own = CAUSES.find((x) => x.id === cause)?.repairs(incident.case) ?? [];
    const found = withStated(incident.case, own);
    const repair = found.find((r) => usable(r, options));
    return repair === undefined ? [] : [repair];
  });
}

function choose(
  diagnosis: Diagnosis,
  options: PlanOptions,
): { chosen: Chosen[]; held: HeldRepair[] } {
  const chosen: Chosen[] = [];
  const held: HeldRepair[] = [];
  for (const incident of diagnosis.incidents) {
    const { id, verdict } = incident;
    const repairs = incident.causes.find((x) => x.id === verdict)?.repairs ?? [];
    const repair = repairs.find((r) => usable(r, options));
    if (repair === undefined) {
      const why = verdict === null ? 'no-verdict' : whyHeld(repairs);
      held.push({ incident: id, cause: verdict, why, repair: repairs[0] ?? null });
      for (const other of repairs.slice(1).filter(isAnswerable))
        held.push({ incident: id, cause: verdict, why: 'needs', repair: other });
      continue;
    }
    chosen.push({ incident, repair });
    for (const next of followUps(incident, options)) chosen.push({ incident, repair: next });
  }
  return { chosen, held };
}

/** What an edit is about: where it is and, for insertions, which directive it inserts. */
function keyOf(edit: Edit): string {
  const directive =
    edit.start === edit.end ? (/^\s*(\S+(?:conf_command\s+\S+)?)/.exec(edit.text)?.[1] ?? '') : '';
  return `${edit.file}\0${edit.start}\0${edit.end}\0${directive}`;
}

/** Length of the innermost block of the incident that holds the edit: the nearer one decides. */
function distance(c: Case, edit: Edit): number {
  const scope = c.path === null ? null : settingScope(c.path);
  if (scope === null || scope.file !== edit.file) return Number.MAX_SAFE_INTEGER;
  const { start, end } = scope.directive;
  return start <= edit.start && edit.end <= end ? end - start : Number.MAX_SAFE_INTEGER;
}

interface Winner {
  readonly edit: Edit;
  /** Length of the innermost block around the edit: of contradicting ones the nearest counts. */
  readonly distance: number;
  /** Of overlapping ones the earliest counts. */
  readonly order: number;
}

/** In order of file and place, without those that overlap an earlier chosen one. */
function withoutOverlaps(winners: Iterable<Winner>): Winner[] {
  const sorted = [...winners].sort(
    (a, b) =>
      (a.edit.file < b.edit.file ? -1 : a.edit.file > b.edit.file ? 1 : 0) ||
      a.edit.start - b.edit.start ||
      a.edit.end - b.edit.end ||
      a.order - b.order,
  );
  const kept: Winner[] = [];
  for (const winner of sorted) {
    const last = kept.at(-1);
    const overlaps =
      last !== undefined &&
      last.edit.file === winner.edit.file &&
      winner.edit.start < last.edit.end;
    if (!overlaps) kept.push(winner);
    else if (winner.order < last.order) kept[kept.length - 1] = winner;
  }
  return kept;
}

/** Repairs with the same key are one repair. */
function identity(repair: Repair): string {
  return `${repair.cause} ${JSON.stringify(repair.edits)}`;
}

/** The edits that repair every verdict that can be repaired in the configuration. */
export function planRepairs(diagnosis: Diagnosis, options: PlanOptions): RepairPlan {
  const { chosen, held } = choose(diagnosis, options);
  const winners = new Map<string, Winner>();
  let order = 0;
  for (const { incident, repair } of chosen)
    for (const edit of repair.edits) {
      const key = keyOf(edit);
      const near = distance(incident.case, edit);
      const present = winners.get(key);
      if (present === undefined) winners.set(key, { edit, distance: near, order: order++ });
      else if (near < present.distance && edit.text !== present.edit.text)
        winners.set(key, { ...present, edit, distance: near });
    }
  const accepted = withoutOverlaps(winners.values());
  const texts = new Set(accepted.map((x) => keyOf(x.edit) + x.edit.text));
  const planned = new Map<string, { incidents: string[]; repair: Repair }>();
  for (const { incident, repair } of chosen) {
    const kept = repair.edits.filter((edit) => texts.has(keyOf(edit) + edit.text));
    const known = planned.get(identity(repair));
    if (known !== undefined) known.incidents.push(incident.id);
    else if (kept.length > 0) planned.set(identity(repair), { incidents: [incident.id], repair });
    else held.push({ incident: incident.id, cause: repair.cause, why: 'conflict', repair });
  }
  const edits = accepted.map((x) => x.edit);
  return { edits, planned: [...planned.values()], held };
}
