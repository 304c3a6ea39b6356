/** What has to be put right before Ctrl-C, a closed terminal or a stop from outside ends the program. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `put` when the program is interrupted, and then lets the signal end it, so that who
 * started it sees what happened. Also when it exits in another way. Returns how to stop that.
 */
export function beforeTheEnd(put: () => void): () => void {
  const interrupted = (signal: NodeJS.Signals) => {
    done();
    put();
    process.kill(process.pid, signal);
  };
  const done = () => {
    for (const signal of SIGNALS) process.off(signal, interrupted);
    process.off('exit', put);
  };
  for (const signal of SIGNALS) process.on(signal, interrupted);
  process.on('exit', put);
  return done;
}

/** Does `work` to its end, whatever is pressed meanwhile; only then does that end the program. */
export function undisturbed<T>(work: () => T): T {
  const done = beforeTheEnd(() => undefined);
  try {
    return work();
  } finally {
    // Signals that came meanwhile are told in the next turn of the event loop.
    setImmediate(() => setImmediate(done));
  }
}
