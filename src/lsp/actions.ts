/** Repairs as code actions: each finding's own, and all of them at once. */
import {
  type CodeAction,
  CodeActionKind,
  type Range as LspRange,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { repairedTexts } from '../lint/repair.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { type Language, say } from '../report/messages/catalogue.ts';
import { applyEdits, difference, type Edit, editsByFile } from '../text/edit.ts';
import { message } from '../text/message.ts';
import { diagnosticOf, findingsIn } from './diagnostics.ts';
import { documentOf, rangeIn } from './ranges.ts';
import type { Member, Workspace } from './workspace.ts';

/** The repairs of findings that touch the range, and the repair of everything. */
export function actionsAt(
  workspace: Workspace,
  member: Member,
  range: LspRange,
  language: Language,
): readonly CodeAction[] {
  const { set } = member.analysis;
  const file = set.files.get(member.file);
  if (file === undefined) return [];
  const document = documentOf(file);
  const start = document.offsetAt(range.start);
  const end = document.offsetAt(range.end);
  const repairable = findingsIn(member).filter((f) => f.edits.length > 0);
  const quick = repairable
    .filter((f) => f.range.start <= end && start <= f.range.end)
    .map(
      (finding): CodeAction => ({
        title: say(
          message('lsp.repair', { rule: finding.rule, line: lineAfter(set, finding.edits) }),
          language,
        ),
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnosticOf(workspace, member, finding, language)],
        isPreferred: true,
        edit: workspaceEdit(workspace, set, finding.edits),
      }),
    );
  return repairable.length === 0 ? [] : [...quick, repairAll(workspace, set, language)];
}

/** Computed only when the client resolves it: repairing everything lints several times. */
function repairAll(workspace: Workspace, set: ConfigSet, language: Language): CodeAction {
  return {
    title: say(message('lsp.repair-all'), language),
    kind: CodeActionKind.SourceFixAll,
    data: { uri: workspace.uriOf(set.main) },
  };
}

/** The edits of the action that repairs everything. */
export function repairAllEdit(workspace: Workspace, member: Member): WorkspaceEdit {
  const { set } = member.analysis;
  const texts = new Map([...set.files].map(([file, { text }]) => [file, text]));
  const repaired = repairedTexts(texts, (now) => workspace.findingsWith(set.main, now));
  const edits = [...repaired].map(([file, text]): Edit => {
    const before = texts.get(file) ?? '';
    return difference(file, before, text);
  });
  return workspaceEdit(workspace, set, edits);
}

function workspaceEdit(
  workspace: Workspace,
  set: ConfigSet,
  edits: readonly Edit[],
): WorkspaceEdit {
  const changes: Record<string, TextEdit[]> = {};
  for (const [path, own] of editsByFile(edits)) {
    const file = set.files.get(path);
    if (file === undefined) continue;
    changes[workspace.uriOf(path)] = own.map((edit) => ({
      range: rangeIn(file, edit),
      newText: edit.text,
    }));
  }
  return { changes };
}

/** The first line that the edits write, to say what they do; empty when they only take away. */
function lineAfter(set: ConfigSet, edits: readonly Edit[]): string {
  const [first] = edits;
  const text = first && set.files.get(first.file)?.text;
  if (first === undefined || text === undefined || first.text.trim() === '') return '';
  const after = applyEdits(text, [first]);
  const at = first.start + first.text.search(/\S/);
  const start = Math.max(after.lastIndexOf('\n', at - 1), lastOf(after, at)) + 1;
  const end = /[;\n]/.exec(after.slice(at))?.index ?? 0;
  return after.slice(start, at + end).trim();
}

function lastOf(text: string, at: number): number {
  return Math.max(...[';', '{', '}'].map((c) => text.lastIndexOf(c, at - 1)));
}
