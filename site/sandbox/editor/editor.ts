/** The editor for the configuration: nginx's colours, findings in the gutter, repairs as actions. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorSelection, EditorState, Text } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import { difference } from '../../../src/text/edit.ts';
import type { ShownFinding } from '../protocol.ts';
import { findingKeys } from './keys.ts';
import { look } from './look.ts';
import { nginx } from './nginx-language.ts';

export interface EditorWords {
  readonly placeholder: string;
  readonly repair: string;
  /** What the editor itself says, by its English words. */
  readonly phrases: Readonly<Record<string, string>>;
}

export interface EditorOptions {
  readonly parent: HTMLElement;
  /** Lets the editor's own styles past the policy of the page. */
  readonly nonce: string;
  /** Attributes of the field, such as its label. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly words: EditorWords;
  readonly onText: (text: string) => void;
  readonly onRepair: (finding: ShownFinding) => void;
}

export interface Editor {
  /** Shows a file; with the name shown already, changes its text and keeps what can be undone. */
  show(file: string, text: string): void;
  setFindings(findings: readonly ShownFinding[]): void;
  setWords(words: EditorWords): void;
  /** 1-based lines and columns. */
  select(line: number, column: number, endLine: number, endColumn: number): void;
  /** Puts the caret there, in characters from the start with one for each end of a line, and takes the keys. */
  typeAt(start: number, end: number): void;
  destroy(): void;
}

const SEVERITIES = { error: 'error', warning: 'warning', note: 'info' } as const;

export function createEditor(options: EditorOptions): Editor {
  const language = new Compartment();
  let { words } = options;
  let file: string | null = null;
  let shown = '';
  let findings: readonly ShownFinding[] = [];

  const nonce = EditorView.cspNonce.of(options.nonce);
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({ extensions: [nonce] }),
  });

  const stateOf = (text: string) =>
    EditorState.create({
      doc: text,
      extensions: [
        // nginx keeps what ends its lines, and so does a diff.
        isCrlf(text) ? EditorState.lineSeparator.of('\r\n') : [],
        nonce,
        EditorView.contentAttributes.of(options.attributes),
        language.of(saying(words)),
        basics,
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          const now = update.state.sliceDoc();
          if (now === shown) return;
          shown = now;
          options.onText(now);
        }),
      ],
    });

  const setFindings = (rows: readonly ShownFinding[]) => {
    findings = rows;
    const { doc } = view.state;
    const diagnostics = rows.map((row) => diagnosticOf(row, doc, words, options.onRepair));
    view.dispatch(setDiagnostics(view.state, diagnostics));
  };

  return {
    show(name, text) {
      if (name === file && text === shown) return;
      const again = name === file && isCrlf(text) === isCrlf(shown);
      file = name;
      shown = text;
      if (!again) {
        view.setState(stateOf(text));
        return;
      }
      const before = view.state.doc.toString();
      const { start, end, text: insert } = difference(name, before, lineFeeds(text));
      view.dispatch({ changes: { from: start, to: end, insert: Text.of(insert.split('\n')) } });
    },
    setFindings,
    setWords(next) {
      words = next;
      view.dispatch({ effects: language.reconfigure(saying(next)) });
      setFindings(findings);
    },
    select(line, column, endLine, endColumn) {
      const { doc } = view.state;
      const range = EditorSelection.range(
        position(doc, line, column),
        position(doc, endLine, endColumn),
      );
      view.dispatch({
        selection: EditorSelection.single(range.anchor, range.head),
        effects: EditorView.scrollIntoView(range, { y: 'center' }),
      });
      view.focus();
    },
    typeAt(start, end) {
      const { length } = view.state.doc;
      view.dispatch({
        selection: { anchor: Math.min(start, length), head: Math.min(end, length) },
        scrollIntoView: true,
      });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

const basics = [
  lineNumbers(),
  lintGutter(),
  history(),
  drawSelection(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSelectionMatches(),
  bracketMatching(),
  indentOnInput(),
  indentUnit.of('    '),
  search(),
  // Tab leaves the field, as in every other one.
  keymap.of([...findingKeys, ...defaultKeymap, ...historyKeymap, ...searchKeymap]),
  nginx,
  look,
];

function saying(words: EditorWords) {
  return [
    EditorState.phrases.of(words.phrases),
    placeholder(() => {
      const element = document.createElement('span');
      element.textContent = words.placeholder;
      return element;
    }),
  ];
}

function diagnosticOf(
  row: ShownFinding,
  doc: Text,
  words: EditorWords,
  onRepair: (finding: ShownFinding) => void,
): Diagnostic {
  const shift = row.pane.line - row.line;
  const from = position(doc, row.pane.line, row.column);
  const to = Math.max(from, position(doc, row.endLine + shift, row.endColumn));
  return {
    from,
    to,
    severity: SEVERITIES[row.severity],
    source: row.rule,
    message: row.text,
    ...(row.edits.length > 0 && {
      actions: [{ name: words.repair, apply: () => onRepair(row) }],
    }),
  };
}

/** The text may have changed since a finding was made: then it stands as near as can be. */
function position(doc: Text, line: number, column: number): number {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(at.from + column - 1, at.to);
}

function lineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** Every line ends so. */
function isCrlf(text: string): boolean {
  return text.includes('\r\n') && !/(?:^|[^\r])\n|\r(?!\n)/.test(text);
}
