/** Runs the program inside the test: arguments in, streams and exit code out. */
import { Readable } from 'node:stream';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { decode } from '../../src/text/encoding.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `alert40` with these arguments, without a terminal. */
export async function alert40(
  args: readonly string[],
  over: Partial<Pick<Io, 'env' | 'isTTY' | 'columns'>> & {
    stdin?: string;
    /** Gets the bytes of standard output. */
    collect?: Uint8Array[];
  } = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  const { stdin = '', collect = [], ...rest } = over;
  const code = await main(args, {
    stdin: Readable.from([Buffer.from(stdin, 'latin1')]),
    stdout: {
      write: (chunk) => {
        out += typeof chunk === 'string' ? chunk : decode(chunk);
        collect.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
      },
    },
    stderr: { write: (chunk) => (err += typeof chunk === 'string' ? chunk : decode(chunk)) },
    env: {},
    isTTY: { stdout: false, stderr: false },
    columns: null,
    ...rest,
  });
  return { code, out, err };
}
