/** What the engine hands over for a question. It is data throughout, so that another worker can take it. */
import type { Open } from '../../../src/ask/question.ts';
import {
  type Diagnosis,
  type HeldRepair,
  type IncidentView,
  type Language,
  type RepairPlan,
  type Versions,
  viewOf,
} from '../../../src/index.ts';
import type { Inputs } from '../protocol.ts';

/** What of an incident is open to a model, or why nothing is; `planned`: its repair is written. */
export type Asks = Open | 'planned' | Exclude<HeldRepair['why'], Open>;

export interface Material {
  /** In English: that is what models are asked in. */
  readonly incident: IncidentView;
  readonly open: Open;
  readonly versions: Versions;
  /** Output of other tools, as it was entered. */
  readonly evidence: string;
  /** In which the model is to explain itself. */
  readonly language: Language;
}

interface Diagnosed {
  readonly diagnosis: Diagnosis;
  readonly plan: RepairPlan;
  readonly inputs: Inputs;
}

export function asksOf(plan: RepairPlan, incident: string): Asks {
  return plan.held.find((held) => held.incident === incident)?.why ?? 'planned';
}

/** Null when the engine leaves nothing open. */
export function materialOf(
  wanted: string,
  { diagnosis, plan, inputs }: Diagnosed,
): Material | null {
  const open = asksOf(plan, wanted);
  const incident = viewOf(diagnosis, 'en').incidents.find((i) => i.id === wanted);
  if (incident === undefined || (open !== 'no-verdict' && open !== 'needs')) return null;
  const { evidence, language } = inputs;
  return { incident, open, versions: diagnosis.versions, evidence, language };
}
