/** Reads and diagnoses away from the page, so that typing never waits. Always works on the latest request. */

import { addSentences } from '../../src/report/messages/catalogue.ts';
import { type Diagnosed, diagnosed } from './engine.ts';
import type { Answer, Request } from './protocol.ts';
import { readLog, UnreadableLog, type WholeLog } from './read-log.ts';

/** Time between two progress messages, milliseconds. */
const PROGRESS_EVERY = 80;

type Wanted = Extract<Request, { kind: 'diagnose' }>;

let wanted: Wanted | null = null;
let busy = false;
let last: Diagnosed | null = null;
/** The last files that were read: typing in the configuration must not read it again. */
let kept: { readonly key: number; readonly log: WholeLog } | null = null;

function answer(message: Answer): void {
  self.postMessage(message);
}

async function logOf(request: Wanted): Promise<WholeLog | null> {
  const { log } = request.inputs;
  if (log.kind === 'files' && kept?.key === log.key) return kept.log;
  const size = log.kind === 'files' ? log.files.reduce((sum, file) => sum + file.size, 0) : 0;
  let last = 0;
  const whole = await readLog(log, (read) => {
    const now = performance.now();
    if (log.kind === 'files' && now - last > PROGRESS_EVERY) {
      last = now;
      answer({ kind: 'progress', id: request.id, read, size });
    }
    // Typing goes on while a large file is read; other files take its place.
    const other = wanted?.inputs.log;
    return (
      other === undefined ||
      (other.kind === 'files' && log.kind === 'files' && other.key === log.key)
    );
  });
  if (whole !== null && log.kind === 'files') kept = { key: log.key, log: whole };
  return whole;
}

async function work(): Promise<void> {
  if (busy) return;
  busy = true;
  while (wanted !== null) {
    const request: Wanted = wanted;
    wanted = null;
    try {
      const log = await logOf(request);
      if (log !== null) {
        const { id, inputs } = request;
        // What was typed meanwhile makes this one useless.
        if (wanted === null) {
          last = diagnosed(inputs, log);
          answer({ kind: 'result', id, result: last.result });
        }
      }
    } catch (error) {
      const { id } = request;
      if (error instanceof UnreadableLog)
        answer({ kind: 'unreadable', id, why: error.why, file: error.file });
      else answer({ kind: 'failed', id, why: String(error) });
    }
  }
  busy = false;
}

self.onmessage = ({ data }: MessageEvent<Request>) => {
  if (data.kind === 'sentences') addSentences(data.language, data.sentences);
  else if (data.kind === 'view') answer({ kind: 'view', view: last?.view ?? null });
  else if (data.kind === 'material') {
    const { id, incident } = data;
    answer({ kind: 'material', id, material: last?.material(incident) ?? null });
  } else {
    wanted = data;
    void work();
  }
};
answer({ kind: 'ready' });
