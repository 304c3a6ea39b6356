/**
 * A diagnosis put into words of one language, with every repair numbered and
 * every place as `file:line`. The formats (text, JSON, Markdown, HTML, SARIF)
 * show this and decide nothing.
 */
import type { Check, Evidence, Repair, Source } from '../causes/cause.ts';
import type { CauseId } from '../causes/ids.ts';
import type { DiagnosedIncident, Diagnosis, RankedCause } from '../diagnosis/model.ts';
import type { Incident } from '../log/incident.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { applyEdits, type Edit, editsByFile } from '../text/edit.ts';
import type { Message } from '../text/message.ts';
import { unifiedDiff } from '../text/unified-diff.ts';
import { compare, type RowId } from './comparison.ts';
import { whatHappens } from './happens.ts';
import { type Language, say } from './messages/catalogue.ts';
import { lineAt, sourcePlace } from './place.ts';
import { sayNote } from './sentence.ts';
import { type Sheet, sheetOf } from './sheet.ts';

export interface EvidenceView {
  readonly for: boolean;
  readonly text: string;
  /** `file:line`; null when the fact stands in no file. */
  readonly place: string | null;
  readonly source: Source;
  /** Line of a source in the configuration. */
  readonly line: number | null;
}

export interface CheckView {
  readonly command: string;
  readonly answers: readonly { readonly expect: string; readonly means: string }[];
}

export interface RepairView {
  /** `r1`, `r2` … in the order of the report. */
  readonly id: string;
  readonly cause: CauseId;
  readonly side: Repair['side'];
  readonly title: string;
  readonly weakens: readonly { readonly id: Repair['weakens'][number]; readonly text: string }[];
  readonly needs: readonly {
    readonly what: Repair['needs'][number]['what'];
    readonly text: string;
    readonly candidates: readonly { readonly value: string; readonly from: string }[];
  }[];
  readonly steps: readonly string[];
  readonly edits: readonly Edit[];
  /** Unified diff of all files; empty when there are no edits. */
  readonly diff: string;
}

export interface CauseView {
  readonly id: CauseId;
  readonly title: string;
  readonly confidence: number;
  readonly evidence: readonly EvidenceView[];
  readonly repairs: readonly RepairView[];
  readonly checks: readonly CheckView[];
  readonly deadEnds: readonly { readonly id: string; readonly why: string }[];
}

export interface RowView {
  readonly id: RowId;
  readonly label: string;
  readonly sends: string;
  readonly setAt: string | null;
  readonly wants: string | null;
}

export interface LocationView {
  readonly file: string;
  readonly line: number | null;
  /** As in `location ~ ^/v2/`; null outside of locations. */
  readonly path: string | null;
}

export interface IncidentView {
  readonly id: string;
  readonly source: DiagnosedIncident;
  readonly incident: Incident;
  readonly module: 'proxy' | 'grpc' | 'uwsgi' | 'stream' | 'config';
  /** The verdict's title, or what is not decided. */
  readonly title: string;
  readonly happens: string;
  readonly verdict: CauseId | null;
  readonly causes: readonly CauseView[];
  readonly upstream: string | null;
  readonly location: LocationView | null;
  readonly rows: readonly RowView[];
  readonly decidedBy: CheckView | null;
  readonly next: readonly { readonly cause: CauseId; readonly text: string }[];
  readonly sheet: Sheet;
}

export interface View {
  readonly language: Language;
  readonly diagnosis: Diagnosis;
  readonly incidents: readonly IncidentView[];
  readonly repairs: readonly RepairView[];
  readonly notes: readonly string[];
}

/** What a report for people shows: data alone, which one thread can hand to another. */
export type IncidentReport = Omit<IncidentView, 'source'>;

export interface ReportView extends Pick<View, 'language' | 'notes'> {
  readonly incidents: readonly IncidentReport[];
  readonly diagnosis: Pick<Diagnosis, 'versions' | 'read'> & {
    readonly incidents: { readonly length: number };
  };
}

/** Puts a diagnosis into words. */
export function viewOf(diagnosis: Diagnosis, language: Language): View {
  const words = (m: Message) => say(m, language);
  const repairs = new Repairs(words);
  return {
    language,
    diagnosis,
    incidents: diagnosis.incidents.map((i) => incidentView(i, repairs, words)),
    repairs: repairs.all,
    notes: diagnosis.notes.map((m) => sayNote(m, language)),
  };
}

type Words = (m: Message) => string;

function incidentView(found: DiagnosedIncident, repairs: Repairs, words: Words): IncidentView {
  const { incident, path, config } = found.case;
  const { verdict } = found;
  return {
    id: found.id,
    source: found,
    incident,
    module:
      incident.signature.kind === 'startup-error'
        ? 'config'
        : (path?.module ?? moduleByLog(incident)),
    title: words({ id: verdict === null ? 'report.undecided' : `cause.${verdict}` }),
    happens: words(whatHappens(found)),
    verdict,
    causes: found.causes.map((c) => causeView(c, config, repairs, words)),
    upstream: incident.upstreams[0]?.raw ?? null,
    location: locationOf(found),
    rows:
      path === null
        ? []
        : compare(path, config, verdict, found.case.versions).map((row) => ({
            id: row.id,
            label: words({ id: `row.${row.id}` }),
            sends: typeof row.sends === 'string' ? row.sends : words(row.sends),
            setAt:
              row.setAt === null || typeof row.setAt === 'string' ? row.setAt : words(row.setAt),
            wants:
              row.wants === null || typeof row.wants === 'string' ? row.wants : words(row.wants),
          })),
    decidedBy: found.decidedBy === null ? null : checkView(found.decidedBy, words),
    next: found.next.map((n) => ({ cause: n.cause, text: words(n.message) })),
    sheet: sheetOf(found),
  };
}

function moduleByLog(incident: Incident): 'proxy' | 'grpc' | 'uwsgi' | 'stream' {
  const scheme = incident.upstreams[0]?.scheme;
  if (scheme?.startsWith('grpc')) return 'grpc';
  if (scheme?.includes('uwsgi')) return 'uwsgi';
  return scheme === null ? 'stream' : 'proxy';
}

function locationOf({ case: c }: DiagnosedIncident): LocationView | null {
  if (c.path === null) return null;
  const { location, pass } = c.path;
  const at = location?.at ?? pass;
  return {
    file: at.file,
    line: lineAt(c.config, at.file, at.directive.start),
    path: location === null ? null : [location.modifier, location.path].filter(Boolean).join(' '),
  };
}

function causeView(
  cause: RankedCause,
  config: ConfigSet | null,
  repairs: Repairs,
  words: Words,
): CauseView {
  return {
    id: cause.id,
    title: words({ id: `cause.${cause.id}` }),
    confidence: cause.confidence,
    evidence: cause.evidence.map((e) => evidenceView(e, config, words)),
    repairs: cause.repairs.map((r) => repairs.view(r, config)),
    checks: cause.checks.map((c) => checkView(c, words)),
    deadEnds: cause.deadEnds.map((d) => ({ id: d.id, why: words(d.why) })),
  };
}

function evidenceView(e: Evidence, config: ConfigSet | null, words: Words): EvidenceView {
  const { source } = e;
  return {
    for: e.weight >= 0,
    text: words(e.message),
    place: sourcePlace(source, config),
    source,
    line: source.kind === 'config' ? lineAt(config, source.file, source.start) : null,
  };
}

function checkView(check: Check, words: Words): CheckView {
  return {
    command: check.command,
    answers: check.answers.map((a) => ({ expect: words(a.expect), means: a.means })),
  };
}

/** The repairs of a report: the same one for two incidents is one. */
class Repairs {
  readonly all: RepairView[] = [];
  readonly #byKey = new Map<string, RepairView>();
  readonly #words: Words;

  constructor(words: Words) {
    this.#words = words;
  }

  view(repair: Repair, config: ConfigSet | null): RepairView {
    const key = JSON.stringify([repair.cause, repair.title, repair.edits]);
    const known = this.#byKey.get(key);
    if (known) return known;
    const words = this.#words;
    const view: RepairView = {
      id: `r${this.all.length + 1}`,
      cause: repair.cause,
      side: repair.side,
      title: words(repair.title),
      weakens: repair.weakens.map((id) => ({ id, text: words({ id: `weakens.${id}` }) })),
      needs: repair.needs.map((need) => ({
        what: need.what,
        text: words(need.message),
        candidates: need.candidates.map((c) => ({ value: c.value, from: words(c.from) })),
      })),
      steps: repair.steps.map(words),
      edits: repair.edits,
      diff: diffOf(repair.edits, config),
    };
    this.all.push(view);
    this.#byKey.set(key, view);
    return view;
  }
}

/** The edits as one unified diff over all their files. */
export function diffOf(edits: readonly Edit[], config: ConfigSet | null): string {
  return [...editsByFile(edits)]
    .map(([file, own]) => {
      const before = config?.files.get(file)?.text;
      return before === undefined ? '' : unifiedDiff(file, before, applyEdits(before, own));
    })
    .join('');
}
