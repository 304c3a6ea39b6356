/** From what was entered to what is shown: the public API of the program, in one language. */
import {
  type ConfigSet,
  diagnoseRead,
  diffOf,
  type IncidentView,
  loadConfig,
  type Message,
  memoryFiles,
  planRepairs,
  printable,
  type RepairPlan,
  type RepairView,
  type ReportView,
  sheetRows,
  summaryOf,
  type View,
  viewOf,
} from '../../src/index.ts';
import { asksOf, type Material, materialOf } from './ask/material.ts';
import type { Inputs, Result, ShownIncident, ShownRepair } from './protocol.ts';
import type { WholeLog } from './read-log.ts';

/** Log lines shown of an incident. */
const LINES = 3;

export interface Diagnosed {
  readonly result: Result;
  readonly view: ReportView;
  /** What a model may be asked about an incident; null when nothing of it is open. */
  readonly material: (incident: string) => Material | null;
}

export function diagnosed(inputs: Inputs, { read, head, clipped }: WholeLog): Diagnosed {
  const { language } = inputs;
  const files = Object.fromEntries(
    Object.entries(inputs.config).filter(([, text]) => text.trim() !== ''),
  );
  const hasConfig = Object.keys(files).length > 0;
  const evidence = inputs.observed;
  const name = inputs.name.trim();
  const diagnosis = diagnoseRead(read, {
    ...(hasConfig && { config: files }),
    ...(name !== '' && { name }),
    ...(evidence !== null && { observations: evidence.observations }),
    ...(evidence?.build && { nginx: evidence.build.nginx, openssl: evidence.build.openssl }),
  });
  const withNotes = { ...diagnosis, notes: [...unread(inputs, clipped), ...diagnosis.notes] };
  const view = viewOf(withNotes, language);
  const set = hasConfig ? configOf(files) : null;
  const { versions } = diagnosis;
  const plan = planRepairs(diagnosis, { allowWeakening: false });
  const shown = new Shown(view, inputs.nameField, plan);
  return {
    view: reportable(view),
    material: (incident) => materialOf(incident, { diagnosis: withNotes, plan, inputs }),
    result: {
      incidents: view.incidents.map((incident) => shown.incident(incident)),
      diff: diffOf(plan.edits, set),
      notes: view.notes.map(printable),
      summary: summaryOf(withNotes, language).map(printable),
      versions,
      head,
    },
  };
}

/** Says what was not read: too long a line, or evidence in no known form. The ids stand here, so that their sentences are loaded. */
function unread({ observed }: Inputs, clipped: WholeLog['clipped']): readonly Message[] {
  const isUnknown = observed?.notes.some(({ id }) => id === 'note.evidence-unknown');
  return [
    ...clipped.map((params) => ({ id: 'log.clipped' as const, params })),
    ...(isUnknown ? [{ id: 'note.evidence-unknown' as const, params: { file: 's_client' } }] : []),
  ];
}

/** Without trees and what else no report shows. */
function reportable({
  language,
  notes,
  incidents,
  diagnosis: { read, versions },
}: View): ReportView {
  return {
    language,
    notes,
    incidents: incidents.map(({ source: _, ...incident }) => incident),
    diagnosis: { read, versions, incidents: { length: incidents.length } },
  };
}

function configOf(files: Readonly<Record<string, string>>): ConfigSet {
  const [main = 'nginx.conf'] = Object.keys(files);
  return loadConfig(main, memoryFiles(files));
}

class Shown {
  readonly #view: View;
  readonly #nameField: string;
  readonly #plan: RepairPlan;

  constructor(view: View, nameField: string, plan: RepairPlan) {
    this.#view = view;
    this.#nameField = nameField;
    this.#plan = plan;
  }

  incident(i: IncidentView): ShownIncident {
    const decided = i.causes.find((cause) => cause.id === i.verdict);
    return {
      id: i.id,
      title: printable(i.title),
      verdict: i.verdict,
      confidence: (decided ?? i.causes[0])?.confidence ?? 0,
      happens: printable(i.happens),
      facts: sheetRows(i, this.#view.language).map(([label, value]) => [label, printable(value)]),
      causes: i.causes.map(({ id, title, confidence, evidence }) => ({
        id,
        title: printable(title),
        confidence,
        evidence: evidence.map((e) => ({
          for: e.for,
          text: printable(this.#inPage(e.text)),
          place: e.place === null ? null : printable(e.place),
        })),
      })),
      rows: i.rows.map((row) => ({
        ...row,
        sends: printable(row.sends),
        wants: row.wants === null ? null : printable(row.wants),
      })),
      repairs: (decided?.repairs ?? []).map((repair) => this.#repair(repair)),
      decidedBy: i.verdict === null ? i.decidedBy : null,
      checks: decided?.checks ?? [],
      deadEnds: (decided?.deadEnds ?? []).map((end) => printable(end.why)),
      next: i.next.map((next) => printable(next.text)),
      lines: i.incident.samples.slice(0, LINES).map((line) => printable(line.text)),
      asks: asksOf(this.#plan, i.id),
    };
  }

  #repair(r: RepairView): ShownRepair {
    return {
      title: printable(r.title),
      weakens: r.weakens.map(({ text }) => printable(text)),
      needs: r.needs.map(({ text, candidates }) => ({
        text: printable(this.#inPage(text)),
        candidates: candidates.map((c) => ({ value: printable(c.value), from: printable(c.from) })),
      })),
      steps: r.steps.map(printable),
      diff: r.diff,
    };
  }

  /** In the page the name has a field of its own; the option of the command is not there. */
  #inPage(text: string): string {
    return text.replaceAll('--name', `“${this.#nameField}”`);
  }
}
