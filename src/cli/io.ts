/** All that the program touches of the process it runs in, so that tests can be the process. */
import type { Readable } from 'node:stream';

export interface Output {
  /** False asks to wait for `drain` before more is written. */
  write(chunk: string | Uint8Array): unknown;
  once?(event: 'drain', listener: () => void): unknown;
}

export interface Io {
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTTY: { readonly stdout: boolean; readonly stderr: boolean };
  /** Width of the terminal; null when standard output is none. */
  readonly columns: number | null;
}

/** 0: nothing found, or done. 1: something found; for `fix`: nothing could be repaired. 2: could not run. */
export type ExitCode = 0 | 1 | 2;
