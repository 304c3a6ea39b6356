/** What the page knows, and the worker that it asks. Kept in memory only. */
import { batch, computed, effect, signal } from '@preact/signals';
import type { Language } from '../../src/index.ts';
import type { Example } from './examples.ts';
import type { Answer, LogInput, Request, Result } from './protocol.ts';
import { WORDS } from './words.ts';

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
export const renameHosts = signal(false);

export const result = signal<Result | null>(null);
export const progress = signal<number | null>(null);
export const trouble = signal<string | null>(null);
export const working = signal(false);
/** What was left out of a folder. */
export const skipped = signal<readonly string[]>([]);

export const isEmpty = computed(
  () =>
    log.value.kind === 'text' &&
    log.value.text.trim() === '' &&
    Object.values(config.value).every((text) => text.trim() === ''),
);

let lastId = 0;
let nextKey = 1;
let pause: ReturnType<typeof setTimeout> | undefined;

export function setFileLog(file: File): void {
  batch(() => {
    log.value = { kind: 'file', key: nextKey++, file };
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
    skipped.value = [];
  });
}

export function clear(): void {
  setExample({ label: 'clear', log: '', config: '', name: '' });
}

/** The worker's program stands in the page as text, so that the page is one file. */
function startWorker(): Worker {
  const program = document.getElementById('engine')?.textContent ?? '';
  const url = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }));
  return new Worker(url);
}

/** Starts the worker and asks it again whenever something was entered. */
export function connect(): void {
  const worker = startWorker();
  worker.onmessage = ({ data }: MessageEvent<Answer>) => take(data);
  worker.onerror = (event) => {
    trouble.value = event.message;
  };
  effect(() => {
    const inputs = {
      log: log.value,
      config: config.value,
      evidence: evidence.value,
      name: upstreamName.value,
      language: language.value,
      renameHosts: renameHosts.value,
    };
    const empty = isEmpty.value;
    clearTimeout(pause);
    lastId++;
    if (empty) {
      queueMicrotask(() => settle(null, null));
      return;
    }
    const request: Request = { id: lastId, inputs };
    working.value = true;
    pause = setTimeout(() => worker.postMessage(request), PAUSE);
  });
}

function settle(shown: Result | null, why: string | null): void {
  batch(() => {
    result.value = shown;
    trouble.value = why;
    progress.value = null;
    working.value = false;
  });
}

function take(answer: Answer): void {
  if (answer.kind === 'ready') return;
  if (answer.kind === 'progress') {
    // Also of an older request: it reads the file that the latest one waits for.
    progress.value = answer.size === 0 ? 1 : answer.read / answer.size;
    return;
  }
  if (answer.id !== lastId) return;
  if (answer.kind === 'result') settle(answer.result, null);
  else if (answer.kind === 'unreadable') settle(null, words.peek()[answer.why]);
  else settle(null, words.peek().failed.replace('{why}', answer.why));
}
