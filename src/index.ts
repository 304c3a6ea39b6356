/** The public API. Safe in a browser: nothing reachable from here uses Node. */

export type { Case, Cause, Check, DeadEnd, Evidence, Need, Repair } from './causes/cause.ts';
export { type OtherEvidence, readEvidence } from './causes/evidence/read.ts';
export { CAUSE_IDS, type CauseId, FAMILIES, type Family } from './causes/ids.ts';
export type { NamedFile, NamedFiles } from './causes/named-files.ts';
export type { Observation } from './causes/observation.ts';
export { type DiagnosisInput, diagnose } from './diagnosis/diagnose.ts';
export {
  diagnoseRead,
  diagnoseTexts,
  type ReadLog,
  type Texts,
} from './diagnosis/diagnose-texts.ts';
export type { DiagnosedIncident, Diagnosis, RankedCause } from './diagnosis/model.ts';
export {
  type HeldRepair,
  type PlannedRepair,
  type PlanOptions,
  planRepairs,
  type RepairPlan,
} from './diagnosis/plan.ts';
export { type LintResult, lint } from './lint/lint.ts';
export type { Finding, LintContext } from './lint/rule.ts';
export { DEFAULT_SETTINGS, type Settings as LintSettings } from './lint/settings.ts';
export type { LogEvent } from './log/event.ts';
export type { Incident, Signature } from './log/incident.ts';
export { IncidentCollector } from './log/incidents.ts';
export { parseLine } from './log/parse.ts';
export { LogScanner, looksBinary, type ScanSummary } from './log/scanner.ts';
export type { Files } from './nginx/files.ts';
export { loadConfig } from './nginx/load.ts';
export { memoryFiles } from './nginx/memory-files.ts';
export { parseConfig } from './nginx/parser.ts';
export { print } from './nginx/print.ts';
export type { Block, ConfigFile, Directive, Item, Word } from './nginx/tree.ts';
export type { ConfigSet, Located } from './nginx/tree-set.ts';
export { positionIn, walk } from './nginx/walk.ts';
export { type Redacted, type RedactOptions, redact } from './redact/redact.ts';
export { htmlReport } from './report/html.ts';
export { inspectJson } from './report/inspect-json.ts';
export { inspectText } from './report/inspect-text.ts';
export { jsonReport } from './report/json.ts';
export { type Row as LintRow, rowsOf as lintRows } from './report/lint/rows.ts';
export { markdownReport } from './report/markdown.ts';
export { type Language, say } from './report/messages/catalogue.ts';
export { sarifReport } from './report/sarif.ts';
export { summaryOf } from './report/sentence.ts';
export { sheetRows } from './report/sheet-rows.ts';
export { textReport } from './report/text.ts';
export {
  type CauseView,
  type CheckView,
  diffOf,
  type IncidentView,
  type RepairView,
  type ReportView,
  type RowView,
  type View,
  viewOf,
} from './report/view.ts';
export { applyEdits, type Edit, editsByFile, type Range } from './text/edit.ts';
export type { Message } from './text/message.ts';
export { printable } from './text/printable.ts';
export { unifiedDiff } from './text/unified-diff.ts';
export type { Versions } from './tls/versions.ts';
export { matcher } from './upstream/match.ts';
export type { UpstreamTls } from './upstream/model.ts';
export { upstreamPaths } from './upstream/paths.ts';
export { buildScopes } from './upstream/scopes.ts';
export { VERSION } from './version.ts';
