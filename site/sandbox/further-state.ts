/** What is worked out beside the diagnosis: findings in the configuration, what can be shared, reports. */
import { effect, signal } from '@preact/signals';
import { applyEdits, editsByFile, type Language, type ReportView } from '../../src/index.ts';
import { askFurther } from './further-ask.ts';
import type { Files, Shared, ShownFinding } from './protocol.ts';
import { config, editorTried, isEmpty, language, lastView, result, working } from './state.ts';

interface Findings {
  /** What they were found in. */
  readonly config: Files;
  readonly language: Language;
  readonly versions: string;
  readonly rows: readonly ShownFinding[];
}

/** Null until the linter was there. */
export const findings = signal<Findings | null>(null);

/** Log and configuration without their secrets. */
export async function shared(renameHosts: boolean): Promise<Shared> {
  const log = result.peek()?.head ?? '';
  const request = { kind: 'share', log, config: config.peek(), renameHosts } as const;
  return (await askFurther(request, language.peek())) as Shared;
}

/** The incident report, of the diagnosis that is shown. */
export async function report(format: 'html' | 'markdown'): Promise<string> {
  const view: ReportView | null = await lastView();
  if (view === null) throw new Error('nothing was diagnosed');
  return (await askFurther({ kind: 'report', format, view }, view.language)) as string;
}

/** Looks for findings whenever a diagnosis is there. After the editor, which is to show them. */
export function lintAlong(): void {
  effect(() => {
    const shown = result.value;
    if (!editorTried.value || working.value || shown === null) {
      if (isEmpty.value) findings.value = null;
      return;
    }
    const wanted = { config: config.peek(), language: language.peek() };
    const versions = JSON.stringify(shown.versions);
    const had = findings.peek();
    if (
      had?.config === wanted.config &&
      had.language === wanted.language &&
      had.versions === versions
    )
      return;
    const isWanted = () => config.peek() === wanted.config && language.peek() === wanted.language;
    askFurther({ kind: 'lint', ...wanted, versions: shown.versions }, wanted.language).then(
      (rows) => {
        if (isWanted())
          findings.value = { ...wanted, versions, rows: rows as readonly ShownFinding[] };
      },
      () => {
        // Out of reach: with the next diagnosis it is tried again.
      },
    );
  });
}

/** Whether the findings that are shown were found in what stands in the editor now. */
export function areCurrent(): boolean {
  return findings.value?.config === config.value;
}

/** Carries out the repair of a finding. It fits the text that it was found in, no other. */
export function repairFinding({ edits }: ShownFinding): void {
  if (!areCurrent()) return;
  const files = { ...config.peek() };
  for (const [file, own] of editsByFile(edits)) {
    const text = files[file];
    if (text === undefined) return;
    files[file] = applyEdits(text, own);
  }
  config.value = files;
}
