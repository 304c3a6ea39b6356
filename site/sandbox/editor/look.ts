/** The editor in the colours of the page: custom properties of its stylesheet, so that light and dark follow by themselves. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const theme = EditorView.theme({
  '&': { height: '100%', color: 'var(--fg)', backgroundColor: 'var(--card)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', fontSize: '0.84rem', lineHeight: '1.5' },
  '.cm-content': { padding: '0.6rem 0', caretColor: 'var(--fg)' },
  '.cm-line': { padding: '0 0.7rem 0 0.4rem' },
  '.cm-cursor': { borderLeftColor: 'var(--fg)' },
  '.cm-placeholder': { color: 'var(--dim)', whiteSpace: 'pre' },
  '.cm-gutters': {
    color: 'var(--dim)',
    backgroundColor: 'var(--card)',
    borderRight: '1px solid var(--line)',
  },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '2.2rem', padding: '0 0.45rem 0 0.2rem' },
  '.cm-activeLine': { backgroundColor: 'var(--soft-line)' },
  '.cm-activeLineGutter': { color: 'var(--fg)', backgroundColor: 'var(--soft-line)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    { backgroundColor: 'var(--selection)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    color: 'inherit',
    backgroundColor: 'var(--soft)',
    outline: '1px solid var(--accent)',
  },
  '.cm-tooltip': {
    maxWidth: 'min(34rem, 90vw)',
    color: 'var(--fg)',
    backgroundColor: 'var(--card)',
    border: '1px solid var(--strong)',
    borderRadius: '8px',
    boxShadow: '0 6px 24px rgb(0 0 0 / 0.18)',
    overflow: 'hidden',
  },
  '.cm-diagnostic': {
    padding: '0.55rem 0.8rem',
    marginLeft: '0',
    fontFamily: 'system-ui, sans-serif',
    fontSize: '0.875rem',
    lineHeight: '1.5',
    whiteSpace: 'normal',
  },
  '.cm-diagnostic + .cm-diagnostic': { borderTop: '1px solid var(--line)' },
  '.cm-diagnostic-error': { borderLeft: '4px solid var(--bad)' },
  '.cm-diagnostic-warning': { borderLeft: '4px solid var(--warn)' },
  '.cm-diagnostic-info': { borderLeft: '4px solid var(--strong)' },
  '.cm-diagnosticSource': {
    fontFamily: 'var(--mono)',
    fontSize: '0.78rem',
    color: 'var(--dim)',
    opacity: '1',
  },
  '.cm-diagnosticAction': {
    display: 'inline-block',
    padding: '0.15rem 0.6rem',
    margin: '0.2rem 0 0 0.5rem',
    fontSize: '0.8rem',
    color: 'var(--accent)',
    backgroundColor: 'var(--card)',
    border: '1px solid var(--accent)',
    borderRadius: '6px',
  },
  '.cm-gutter-lint': { width: '1.1rem' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0.18rem 0.1rem' },
  '.cm-lint-marker': { width: '0.85rem', height: '0.85rem' },
  '.cm-panels': { color: 'var(--fg)', backgroundColor: 'var(--bg)' },
  '.cm-panels-bottom': { borderTop: '1px solid var(--line)' },
  '.cm-panel.cm-search': { padding: '0.4rem 0.6rem' },
  '.cm-panel.cm-search label': { fontSize: '0.8rem' },
  '.cm-textfield, .cm-button': {
    fontSize: '0.8rem',
    color: 'inherit',
    backgroundColor: 'var(--card)',
    backgroundImage: 'none',
    border: '1px solid var(--strong)',
    borderRadius: '6px',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--find)' },
  '.cm-searchMatch-selected': {
    backgroundColor: 'var(--find)',
    outline: '1px solid var(--accent)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--soft)' },
});

const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--code-comment)', fontStyle: 'italic' },
  { tag: tags.keyword, color: 'var(--code-block)', fontWeight: '600' },
  { tag: tags.labelName, color: 'var(--code-upstream)', fontWeight: '600' },
  { tag: tags.propertyName, color: 'var(--code-name)' },
  { tag: [tags.string, tags.regexp], color: 'var(--code-string)' },
  { tag: tags.variableName, color: 'var(--code-variable)' },
  { tag: [tags.bool, tags.number], color: 'var(--code-value)' },
  { tag: [tags.punctuation, tags.brace, tags.operator], color: 'var(--dim)' },
]);

export const look = [theme, syntaxHighlighting(colours)];
