/** Findings of the linter as diagnostics of one document. */
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-protocol';
import type { Finding, Severity } from '../lint/rule.ts';
import { type Language, say } from '../report/messages/catalogue.ts';
import { locationOf, rangeIn } from './ranges.ts';
import type { Member, Workspace } from './workspace.ts';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
};

/** The findings that stand in this file. */
export function findingsIn({ analysis, file }: Member): readonly Finding[] {
  return analysis.findings.filter((finding) => finding.file === file);
}

export function diagnosticsOf(
  workspace: Workspace,
  member: Member,
  language: Language,
): readonly Diagnostic[] {
  return findingsIn(member).map((finding) => diagnosticOf(workspace, member, finding, language));
}

export function diagnosticOf(
  workspace: Workspace,
  { analysis: { set } }: Member,
  finding: Finding,
  language: Language,
): Diagnostic {
  const file = set.files.get(finding.file);
  const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const related = finding.related.flatMap((r) => {
    const location = locationOf(workspace, set, r.file, r.range);
    return location === null ? [] : [{ location, message: say(r.message, language) }];
  });
  const why = finding.notFixable === null ? '' : ` ${say(finding.notFixable, language)}`;
  return {
    range: file === undefined ? nowhere : rangeIn(file, finding.range),
    severity: SEVERITIES[finding.severity],
    source: 'alert40',
    code: finding.rule,
    message: say(finding.message, language) + why,
    ...(related.length > 0 && { relatedInformation: related }),
  };
}
