/** Reads and diagnoses away from the page, so that typing never waits. Always works on the latest request. */
import { resultOf } from './engine.ts';
import type { Answer, Request } from './protocol.ts';
import { BinaryFile, readLog, type WholeLog } from './read-log.ts';

/** Time between two progress messages, milliseconds. */
const PROGRESS_EVERY = 80;

let wanted: Request | null = null;
let busy = false;
/** The last file that was read: typing in the configuration must not read it again. */
let kept: { readonly key: number; readonly log: WholeLog } | null = null;

function answer(message: Answer): void {
  self.postMessage(message);
}

async function logOf(request: Request): Promise<WholeLog | null> {
  const { log } = request.inputs;
  if (log.kind === 'file' && kept?.key === log.key) return kept.log;
  let last = 0;
  const whole = await readLog(log, (read) => {
    const now = performance.now();
    if (log.kind === 'file' && now - last > PROGRESS_EVERY) {
      last = now;
      answer({ kind: 'progress', id: request.id, read, size: log.file.size });
    }
    // Typing goes on while a large file is read; another file takes its place.
    const other = wanted?.inputs.log;
    return (
      other === undefined || (other.kind === 'file' && log.kind === 'file' && other.key === log.key)
    );
  });
  if (whole !== null && log.kind === 'file') kept = { key: log.key, log: whole };
  return whole;
}

async function work(): Promise<void> {
  if (busy) return;
  busy = true;
  while (wanted !== null) {
    const request: Request = wanted;
    wanted = null;
    try {
      const log = await logOf(request);
      if (log !== null) {
        const { id, inputs } = request;
        // What was typed meanwhile makes this one useless.
        if (wanted === null) answer({ kind: 'result', id, result: resultOf(inputs, log) });
      }
    } catch (error) {
      const { id } = request;
      if (error instanceof BinaryFile) answer({ kind: 'unreadable', id, why: 'binary' });
      else if (error instanceof DOMException) answer({ kind: 'unreadable', id, why: 'lost' });
      else answer({ kind: 'failed', id, why: String(error) });
    }
  }
  busy = false;
}

self.onmessage = ({ data }: MessageEvent<Request>) => {
  wanted = data;
  void work();
};
answer({ kind: 'ready' });
