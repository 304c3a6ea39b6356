/** The way to findings and their repairs by keyboard. */
import {
  type Diagnostic,
  forEachDiagnostic,
  lintKeymap,
  nextDiagnostic,
  previousDiagnostic,
} from '@codemirror/lint';
import type { EditorState } from '@codemirror/state';
import { type Command, EditorView, type KeyBinding } from '@codemirror/view';

export const findingKeys: readonly KeyBinding[] = [
  { key: 'F8', run: said(nextDiagnostic), shift: said(previousDiagnostic) },
  { key: 'Alt-Enter', run: repairHere },
  { key: 'Mod-.', run: repairHere },
  ...lintKeymap,
];

/** The tooltip shows what is found at the place; this says it to those who do not see it. */
function said(go: Command): Command {
  return (view) => {
    if (!go(view)) return false;
    const [first] = around(view.state);
    if (first !== undefined)
      view.dispatch({ effects: EditorView.announce.of(first.diagnostic.message) });
    return true;
  };
}

/** Carries out the first repair on the line of the cursor. */
function repairHere(view: EditorView): boolean {
  const found = around(view.state).find(({ diagnostic }) => diagnostic.actions?.length);
  if (found === undefined) return false;
  found.diagnostic.actions?.[0]?.apply(view, found.from, found.to);
  return true;
}

interface Found {
  readonly diagnostic: Diagnostic;
  readonly from: number;
  readonly to: number;
}

/** Findings on the line of the cursor, those at the cursor itself first. */
function around(state: EditorState): readonly Found[] {
  const { from: start, to: end, head } = state.selection.main;
  const line = state.doc.lineAt(head);
  const found: Found[] = [];
  forEachDiagnostic(state, (diagnostic, from, to) => {
    if (from <= line.to && to >= line.from) found.push({ diagnostic, from, to });
  });
  const apart = ({ from, to }: Found) => Math.max(0, from - end, start - to);
  return found.sort((a, b) => apart(a) - apart(b));
}
