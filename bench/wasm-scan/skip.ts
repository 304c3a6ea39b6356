/**
 * AssemblyScript, for `bench/wasm-scan.ts`: skips lines of a log that cannot
 * matter, sixteen bytes at a time. It looks at what `scanLines` of
 * `src/log/scanner.ts` looks at.
 *
 * Memory: a table of 65,536 bytes by the first two bytes of a message, not
 * zero where an event may begin so; behind it the chunk, from CHUNK on.
 */

/** Where the bytes of the log stand. */
export const CHUNK: i32 = 65536;

/** Lines that the last call skipped. */
export let skipped: i32 = 0;

/**
 * Skips whole lines from `from` to `limit`; returns the begin of the first that
 * may matter, or that is not whole. `stamp`, `star` and `message` tell where
 * in a line its parts stand.
 */
export function skip(from: usize, limit: usize, stamp: usize, star: usize, message: usize): usize {
  skipped = 0;
  while (true) {
    const end = lineFeed(from, limit);
    if (end === limit) return from;
    const at = from + stamp;
    const text = at + message;
    if (
      text >= end ||
      load<u8>(at, 20) !== 0x5b ||
      load<u8>(at, 22) === 0x6d ||
      load<u8>(at, 4) !== 0x2f ||
      load<u8>(at + star) !== 0x2a ||
      load<u8>(text - 1) !== 0x20 ||
      <u32>load<u8>(text - 2) - 48 > 9 ||
      load<u8>(((<usize>load<u8>(text)) << 8) | <usize>load<u8>(text, 1)) !== 0
    )
      return from;
    skipped++;
    from = end + 1;
  }
}

/** Where the next line feed stands; `limit` when there is none. */
function lineFeed(from: usize, limit: usize): usize {
  const wanted = i8x16.splat(10);
  let at = from;
  for (; at + 64 <= limit; at += 64) {
    const a = i8x16.eq(v128.load(at), wanted);
    const b = i8x16.eq(v128.load(at, 16), wanted);
    const c = i8x16.eq(v128.load(at, 32), wanted);
    const d = i8x16.eq(v128.load(at, 48), wanted);
    if (v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) {
      const low = <u64>i8x16.bitmask(a) | ((<u64>i8x16.bitmask(b)) << 16);
      const high = <u64>i8x16.bitmask(c) | ((<u64>i8x16.bitmask(d)) << 16);
      return at + <usize>ctz<u64>(low | (high << 32));
    }
  }
  while (at < limit && load<u8>(at) !== 10) at++;
  return at;
}
