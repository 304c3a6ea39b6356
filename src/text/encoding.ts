/**
 * Bytes to text and back without loss. Configuration files are bytes: most are
 * UTF-8, some are Latin-1 or broken. A byte that is not part of valid UTF-8
 * becomes a lone surrogate U+DC80…U+DCFF (as Python's `surrogateescape` does)
 * and turns into that byte again. A byte order mark is text like any other.
 */

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Decodes UTF-8; bytes that are not UTF-8 survive. */
export function decode(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return decodeEscaping(bytes);
  }
}

/** The bytes that `decode` made the text from. */
export function encode(text: string): Uint8Array {
  // With the u flag only lone surrogates match, never halves of a pair.
  if (!/[\udc80-\udcff]/u.test(text)) return encoder.encode(text);
  const pieces = text.split(/([\udc80-\udcff]+)/u);
  const encoded = pieces.map((piece, i) =>
    i % 2 === 1 ? Uint8Array.from(piece, (c) => c.charCodeAt(0) - 0xdc00) : encoder.encode(piece),
  );
  const bytes = new Uint8Array(encoded.reduce((length, e) => length + e.length, 0));
  let at = 0;
  for (const e of encoded) {
    bytes.set(e, at);
    at += e.length;
  }
  return bytes;
}

/** Whether bytes are hardly text: a NUL stands among the first 8,000, as git decides it. */
export function isBinary(bytes: Uint8Array): boolean {
  const nul = bytes.indexOf(0);
  return nul >= 0 && nul < 8000;
}

function decodeEscaping(bytes: Uint8Array): string {
  let text = '';
  let valid = 0;
  let i = 0;
  while (i < bytes.length) {
    const length = sequenceLength(bytes, i);
    if (length > 0) {
      i += length;
      continue;
    }
    text +=
      strict.decode(bytes.subarray(valid, i)) + String.fromCharCode(0xdc00 + (bytes[i] as number));
    i++;
    valid = i;
  }
  return text + strict.decode(bytes.subarray(valid));
}

/** Length of the valid UTF-8 sequence at `at` (Unicode table 3-7); 0 when there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first < 0xe0
      ? 2
      : (first & 0xf0) === 0xe0
        ? 3
        : first >= 0xf0 && first < 0xf5
          ? 4
          : 0;
  if (length === 0) return 0;
  const second = bytes[at + 1] ?? 0;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let i = 2; i < length; i++) {
    if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}
