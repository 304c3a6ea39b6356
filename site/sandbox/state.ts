/** What the page knows, and the worker that it asks. Kept in memory only. */
import { batch, computed, effect, signal } from '@preact/signals';
import type { Language, OtherEvidence, ReportView } from '../../src/index.ts';
import type { Material } from './ask/material.ts';
import type { LeftOut } from './drop.ts';
import type { Example } from './examples.ts';
import { askFurther } from './further-ask.ts';
import { Helper } from './helper.ts';
import { PartMissing } from './parts.ts';
import type { Answer, LogInput, Request, Result } from './protocol.ts';
import { WORDS } from './words.ts';

/** Why there is no diagnosis although something was entered. */
export interface Trouble {
  readonly key: 'binary' | 'lost' | 'failed' | 'unreachable';
  readonly why?: string;
  readonly file?: string;
}

/** Pause in typing after which the worker is asked, milliseconds. */
const PAUSE = 180;

export const language = signal<Language>(/^zh\b/i.test(navigator.language) ? 'zh' : 'en');
export const words = computed(() => WORDS[language.value]);
export const theme = signal<'auto' | 'light' | 'dark'>('auto');
export const log = signal<LogInput>({ kind: 'text', text: '' });
/** Text by path, the main file first. */
export const config = signal<Readonly<Record<string, string>>>({ 'nginx.conf': '' });
/** The file of the configuration that is being edited. */
export const shownFile = signal('nginx.conf');
export const evidence = signal('');
export const upstreamName = signal('');
/** The editor was loaded, or could not be. */
export const editorTried = signal(false);

export const result = signal<Result | null>(null);
export const progress = signal<number | null>(null);
export const trouble = signal<Trouble | null>(null);
export const working = signal(false);
/** What was left out of a folder. */
export const leftOut = signal<LeftOut | null>(null);

export const isEmpty = computed(
  () =>
    log.value.kind === 'text' &&
    log.value.text.trim() === '' &&
    Object.values(config.value).every((text) => text.trim() === ''),
);

/** What an example put in: it can be had again. */
let given: readonly unknown[] = [];

function entered(): readonly unknown[] {
  return [log.peek(), config.peek(), evidence.peek(), upstreamName.peek()];
}

/** Whether leaving the page would lose something: nothing that is entered is ever stored. */
export function wouldBeLost(): boolean {
  return !isEmpty.peek() && entered().some((one, i) => one !== given[i]);
}

/** Counts up when the same is to be asked again. */
const attempt = signal(0);
let lastId = 0;
let nextKey = 1;
let pause: ReturnType<typeof setTimeout> | undefined;

export function setFileLog(files: readonly File[]): void {
  batch(() => {
    log.value = { kind: 'files', key: nextKey++, files };
    progress.value = 0;
  });
}

export function setConfig(files: Readonly<Record<string, string>>): void {
  batch(() => {
    config.value = files;
    shownFile.value = Object.keys(files)[0] ?? 'nginx.conf';
  });
}

export function setExample(example: Example): void {
  batch(() => {
    log.value = { kind: 'text', text: example.log };
    setConfig({ 'nginx.conf': example.config });
    evidence.value = '';
    upstreamName.value = example.name;
    leftOut.value = null;
  });
  given = entered();
}

export function clear(): void {
  setExample({ label: 'clear', log: '', config: '', name: '' });
}

const engine = new Helper({
  program: 'engine',
  sentences: (spoken) => [spoken],
  onMessage: (data) => take(data as Answer),
  onError: (why) => settle(null, { key: 'failed', why }),
});

async function ask(request: Extract<Request, { kind: 'diagnose' }>): Promise<void> {
  try {
    const { evidence: text, language: spoken } = request.inputs;
    const [worker, observed] = await Promise.all([
      engine.for(spoken),
      text.trim() === '' ? null : askFurther({ kind: 'evidence', text }, spoken),
    ]);
    const inputs = { ...request.inputs, observed: observed as OtherEvidence | null };
    if (request.id === lastId) worker.postMessage({ ...request, inputs });
  } catch (error) {
    if (request.id !== lastId) return;
    if (error instanceof PartMissing) settle(result.peek(), { key: 'unreachable' });
    else settle(null, { key: 'failed', why: String(error) });
  }
}

/** Starts the worker and asks it again whenever something was entered. */
export function connect(): void {
  // Loaded at once: the first diagnosis should not wait for it.
  engine.for(language.peek()).catch(() => {});
  window.addEventListener('online', tryAgain);
  effect(() => {
    const inputs = {
      log: log.value,
      config: config.value,
      evidence: evidence.value,
      observed: null,
      name: upstreamName.value,
      language: language.value,
      nameField: words.value.name,
    };
    const empty = isEmpty.value;
    attempt.value;
    clearTimeout(pause);
    const id = ++lastId;
    if (empty) {
      queueMicrotask(() => settle(null, null));
      return;
    }
    working.value = true;
    pause = setTimeout(() => ask({ kind: 'diagnose', id, inputs }), PAUSE);
  });
}
/** Asks once more for what could not be loaded; nothing that was entered is lost. */
export function tryAgain(): void {
  if (trouble.peek()?.key === 'unreachable') attempt.value++;
}

function settle(shown: Result | null, why: Trouble | null): void {
  batch(() => {
    result.value = shown;
    trouble.value = why;
    progress.value = null;
    working.value = false;
  });
}

let viewWanted: ((view: ReportView | null) => void) | null = null;

/** What the diagnosis that is shown was put into. */
export async function lastView(): Promise<ReportView | null> {
  const worker = await engine.for(language.peek());
  return new Promise((resolve) => {
    viewWanted = resolve;
    worker.postMessage({ kind: 'view' } satisfies Request);
  });
}

const materialWanted = new Map<number, (material: Material | null) => void>();

/** What a model may be asked about an incident: in English, so that the engine needs these sentences too. */
export async function lastMaterial(incident: string): Promise<Material | null> {
  const worker = await engine.for('en');
  const id = materialWanted.size === 0 ? 1 : Math.max(...materialWanted.keys()) + 1;
  return new Promise((resolve) => {
    materialWanted.set(id, resolve);
    worker.postMessage({ kind: 'material', id, incident } satisfies Request);
  });
}

function take(answer: Answer): void {
  if (answer.kind === 'ready') return;
  if (answer.kind === 'view') {
    viewWanted?.(answer.view);
    return;
  }
  if (answer.kind === 'material') {
    materialWanted.get(answer.id)?.(answer.material);
    materialWanted.delete(answer.id);
    return;
  }
  if (answer.kind === 'progress') {
    // Also of an older request: it reads the file that the latest one waits for.
    progress.value = answer.size === 0 ? 1 : answer.read / answer.size;
    return;
  }
  if (answer.id !== lastId) return;
  if (answer.kind === 'result') settle(answer.result, null);
  else if (answer.kind === 'unreadable') settle(null, { key: answer.why, file: answer.file });
  else settle(null, { key: 'failed', why: answer.why });
}
