/** Writing results of any size without holding them all in memory. */
import type { Output } from './io.ts';

/** Writes the chunks, waiting whenever the reader is slower than we are. */
export async function writeAll(output: Output, chunks: Iterable<string>): Promise<void> {
  for (const chunk of chunks) {
    if (output.write(chunk) === false)
      await new Promise<void>((resolve) => output.once?.('drain', resolve));
  }
}
