/** Progress of work that takes longer than a moment, on the terminal's standard error only. */
import { bytes } from '../report/sentence.ts';
import type { Session } from './subcommand.ts';

/** Quicker work shows nothing. Milliseconds. */
const PATIENCE = 1000;
/** The eye needs no more. Milliseconds. */
const STEP = 100;

export interface Progress {
  /** How much is done; `total` is null when nobody knows. */
  readonly at: (done: number, total: number | null) => void;
  /** Takes the line away again. */
  readonly end: () => void;
}

/** A line that says what goes on, under the sentence with this id. */
export function progressOf(session: Session, id: string): Progress {
  const { io } = session;
  if (!io.isTTY.stderr) return { at: () => undefined, end: () => undefined };
  const started = Date.now();
  let shown = 0;
  return {
    at(done, total) {
      const now = Date.now();
      if (now - started < PATIENCE || now - shown < STEP) return;
      shown = now;
      const much =
        total === null ? bytes(done) : `${Math.floor((done / Math.max(total, 1)) * 100)}%`;
      io.stderr.write(`\r\u001b[K${session.say({ id })} … ${much}`);
    },
    end() {
      if (shown > 0) io.stderr.write('\r\u001b[K');
    },
  };
}
