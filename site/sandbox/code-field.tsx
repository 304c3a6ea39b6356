/** The editor in the page. It is loaded after everything else; until then a plain field takes its place. */
import { signal, useSignalEffect } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { createEditor, Editor } from './editor/editor.ts';
import { findings, repairFinding } from './further-state.ts';
import { part } from './parts.ts';
import type { ShownFinding } from './protocol.ts';
import { config, editorTried, language, shownFile, words } from './state.ts';
import { EDITOR_PHRASES } from './words.ts';

/** A plain field is wanted: some screen readers read it better. */
export const plain = signal(false);
/** The editor was loaded. */
export const editorIsHere = signal(false);

let create: typeof createEditor | null = null;
let open: Editor | null = null;

/** Loads the editor, when nothing else is to be done. Without it the plain field stays. */
export function loadEditor(): void {
  const load = async () => {
    create = await part('editor');
    afterTyping(() => {
      caret = caretIn(document.getElementById('config'));
      editorIsHere.value = true;
      editorTried.value = true;
    });
  };
  const start = () =>
    load().catch(() => {
      editorTried.value = true;
      window.addEventListener('online', start, { once: true });
    });
  if ('requestIdleCallback' in window) requestIdleCallback(start, { timeout: 2000 });
  else setTimeout(start, 200);
}

/** An input method that is composing a character would lose it with the field. */
function afterTyping(then: () => void): void {
  const field = document.getElementById('config');
  if (!composing || field === null) then();
  else field.addEventListener('compositionend', () => setTimeout(then), { once: true });
}

/** Where somebody was typing in the field that goes away; null when nobody was. */
let caret: { readonly start: number; readonly end: number } | null = null;

function caretIn(field: HTMLElement | null): typeof caret {
  if (!(field instanceof HTMLTextAreaElement) || document.activeElement !== field) return null;
  return { start: field.selectionStart, end: field.selectionEnd };
}

let composing = false;
document.addEventListener('compositionstart', () => (composing = true));
document.addEventListener('compositionend', () => (composing = false));

export function CodeField(props: {
  readonly file: string;
  readonly text: string;
  readonly onText: (text: string) => void;
}) {
  const holder = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const onText = useRef(props.onText);
  onText.current = props.onText;
  useLayoutEffect(() => {
    if (create === null || holder.current === null) return;
    const made = create({
      parent: holder.current,
      nonce: document.querySelector('style')?.nonce ?? '',
      attributes: {
        id: 'config',
        // Not every tool knows that an editable text can be reached.
        tabindex: '0',
        'aria-labelledby': 'config-label',
        'aria-describedby': 'config-hint',
      },
      words: sayings(),
      onText: (text) => onText.current(text),
      onRepair: repairFinding,
    });
    editor.current = made;
    open = made;
    return () => {
      open = null;
      made.destroy();
    };
  }, []);
  useLayoutEffect(() => {
    editor.current?.show(props.file, props.text);
    if (caret !== null) editor.current?.typeAt(caret.start, caret.end);
    caret = null;
  }, [props.file, props.text]);
  useSignalEffect(() => {
    const rows = findings.value?.rows ?? [];
    const file = shownFile.value;
    // Behind the text that they speak of.
    queueMicrotask(() => editor.current?.setFindings(rows.filter((row) => row.pane.file === file)));
  });
  useEffect(() => editor.current?.setWords(sayings()), [language.value]);
  return <div class="code" ref={holder} />;
}

function sayings() {
  const { configPlaceholder, repairThis } = words.value;
  return {
    placeholder: configPlaceholder,
    repair: repairThis,
    phrases: EDITOR_PHRASES[language.value],
  };
}

/** Selects what a finding speaks of in the configuration. */
export function reveal({ pane, line, column, endLine, endColumn }: ShownFinding): void {
  if (config.value[pane.file] !== undefined) shownFile.value = pane.file;
  const last = endLine + pane.line - line;
  // The field shows the other file after the next frame.
  requestAnimationFrame(() => {
    const field = document.getElementById('config');
    if (open !== null) open.select(pane.line, column, last, endColumn);
    else if (field instanceof HTMLTextAreaElement)
      selectIn(field, [pane.line, column], [last, endColumn]);
    field?.scrollIntoView({ block: 'nearest' });
  });
}

type Position = readonly [line: number, column: number];

function selectIn(area: HTMLTextAreaElement, from: Position, to: Position): void {
  const starts = [0];
  for (let at = area.value.indexOf('\n'); at >= 0; at = area.value.indexOf('\n', at + 1))
    starts.push(at + 1);
  const offset = ([line, column]: Position) => (starts[line - 1] ?? 0) + column - 1;
  area.focus();
  area.setSelectionRange(offset(from), offset(to));
  area.scrollTop = (from[0] - 4) * (area.scrollHeight / Math.max(starts.length, 1));
}
