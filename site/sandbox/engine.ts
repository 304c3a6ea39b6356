/** From what was entered to what is shown: the public API of the program, in one language. */
import {
  buildScopes,
  type ConfigSet,
  DEFAULT_SETTINGS,
  type Diagnosis,
  diagnoseRead,
  diffOf,
  type Edit,
  htmlReport,
  type IncidentView,
  lint,
  lintRows,
  loadConfig,
  markdownReport,
  memoryFiles,
  planRepairs,
  printable,
  type RepairView,
  readEvidence,
  redact,
  sheetRows,
  summaryOf,
  upstreamPaths,
  type View,
  viewOf,
} from '../../src/index.ts';
import { LineIndex } from '../../src/text/lines.ts';
import type { Inputs, Result, ShownFinding, ShownIncident, ShownRepair } from './protocol.ts';
import type { WholeLog } from './read-log.ts';
import { WORDS } from './words.ts';

/** In the page the name has a field of its own; the option of the command is not there. */
function withoutOption(text: string, { language }: View): string {
  const field = WORDS[language].name;
  return text.replaceAll('--name', `“${field}”`);
}

/** Log lines shown of an incident. */
const LINES = 3;

export function resultOf(inputs: Inputs, { read, head }: WholeLog): Result {
  const { language } = inputs;
  const files = Object.fromEntries(
    Object.entries(inputs.config).filter(([, text]) => text.trim() !== ''),
  );
  const hasConfig = Object.keys(files).length > 0;
  const evidence = inputs.evidence.trim() === '' ? null : readEvidence('s_client', inputs.evidence);
  const name = inputs.name.trim();
  const diagnosis = diagnoseRead(read, {
    ...(hasConfig && { config: files }),
    ...(name !== '' && { name }),
    ...(evidence !== null && { observations: evidence.observations }),
    ...(evidence?.build && { nginx: evidence.build.nginx, openssl: evidence.build.openssl }),
  });
  const withNotes = { ...diagnosis, notes: [...(evidence?.notes ?? []), ...diagnosis.notes] };
  const view = viewOf(withNotes, language);
  const set = hasConfig ? configOf(files) : null;
  return {
    incidents: view.incidents.map((incident) => shownIncident(incident, view)),
    diff: planDiff(diagnosis, set),
    lint: set === null ? [] : linted(set, diagnosis, inputs),
    notes: view.notes.map(printable),
    summary: summaryOf(withNotes, language).map(printable),
    reports: { html: htmlReport(view), markdown: markdownReport(view) },
    shared: shareable(head, files, inputs),
  };
}

function configOf(files: Readonly<Record<string, string>>): ConfigSet {
  const [main = 'nginx.conf'] = Object.keys(files);
  return loadConfig(main, memoryFiles(files));
}

function planDiff(diagnosis: Diagnosis, set: ConfigSet | null): string {
  return diffOf(planRepairs(diagnosis, { allowWeakening: false }).edits, set);
}

function linted(set: ConfigSet, { versions }: Diagnosis, inputs: Inputs): readonly ShownFinding[] {
  const found = lint(
    {
      set,
      scopes: buildScopes(set),
      paths: upstreamPaths(set, versions),
      versions,
      files: new Map(),
      now: Date.now(),
      expiresWithinDays: 30,
    },
    DEFAULT_SETTINGS,
  );
  const place = placesIn(set, inputs.config);
  return lintRows(found, set, inputs.language).map(({ related: _, ...row }) => ({
    ...row,
    text: printable(row.text),
    notFixable: row.notFixable && printable(row.notFixable),
    pane: place(row.file).pane(row.line),
    edits: row.edits.map((edit) => place(edit.file).edit(edit)),
  }));
}

/** From places in files to places in what was entered, which may be the output of `nginx -T`. */
function placesIn({ dump }: ConfigSet, entered: Readonly<Record<string, string>>) {
  const text = dump === undefined ? '' : (entered[dump.path] ?? '');
  const lines = new LineIndex(text);
  return (file: string) => {
    const part = dump?.parts.get(file);
    if (dump === undefined || part === undefined)
      return { pane: (line: number) => ({ file, line }), edit: (edit: Edit) => edit };
    const before = lines.line(part.start) - 1;
    const moved = (offset: number) => offset + part.start;
    return {
      pane: (line: number) => ({ file: dump.path, line: line + before }),
      edit: (edit: Edit): Edit => ({
        file: dump.path,
        start: moved(edit.start),
        end: moved(edit.end),
        text: edit.text,
      }),
    };
  };
}

function shownIncident(i: IncidentView, view: View): ShownIncident {
  const decided = i.causes.find((cause) => cause.id === i.verdict);
  return {
    id: i.id,
    title: printable(i.title),
    verdict: i.verdict,
    confidence: (decided ?? i.causes[0])?.confidence ?? 0,
    happens: printable(i.happens),
    facts: sheetRows(i, view.language).map(([label, value]) => [label, printable(value)]),
    causes: i.causes.map(({ id, title, confidence, evidence }) => ({
      id,
      title: printable(title),
      confidence,
      evidence: evidence.map((e) => ({
        for: e.for,
        text: printable(withoutOption(e.text, view)),
        place: e.place === null ? null : printable(e.place),
      })),
    })),
    rows: i.rows.map((row) => ({
      ...row,
      sends: printable(row.sends),
      wants: row.wants === null ? null : printable(row.wants),
    })),
    repairs: (decided?.repairs ?? []).map((repair) => shownRepair(repair, view)),
    decidedBy: i.verdict === null ? i.decidedBy : null,
    checks: decided?.checks ?? [],
    deadEnds: (decided?.deadEnds ?? []).map((end) => printable(end.why)),
    next: i.next.map((next) => printable(next.text)),
    lines: i.incident.samples.slice(0, LINES).map((line) => printable(line.text)),
  };
}

function shownRepair(r: RepairView, view: View): ShownRepair {
  return {
    title: printable(r.title),
    weakens: r.weakens.map(({ text }) => printable(text)),
    needs: r.needs.map(({ text, candidates }) => ({
      text: printable(withoutOption(text, view)),
      candidates: candidates.map((c) => ({ value: printable(c.value), from: printable(c.from) })),
    })),
    steps: r.steps.map(printable),
    diff: r.diff,
  };
}

/** Log and configuration without their secrets, as one text. */
function shareable(
  log: string,
  files: Readonly<Record<string, string>>,
  { renameHosts }: Inputs,
): Result['shared'] {
  const parts = [
    ...(log.trim() === '' ? [] : [`# error.log\n${log.trimEnd()}\n`]),
    ...Object.entries(files).map(([path, text]) => `# ${path}\n${text.trimEnd()}\n`),
  ];
  const { text, findings } = redact(parts.join('\n'), { names: renameHosts });
  return { text, taken: findings.length };
}
