/** Reading and writing the length-prefixed structures of TLS. */

/** Reads forward; a read past the end throws `Truncated`, which the parsers catch. */
export class ByteReader {
  readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
  get left(): number {
    return this.bytes.length - this.at;
  }
  uint(size: 1 | 2 | 3 | 4): number {
    const part = this.take(size);
    let value = 0;
    for (const byte of part) value = value * 256 + byte;
    return value;
  }
  /** A view, not a copy. */
  take(size: number): Uint8Array {
    if (size > this.left) throw new Truncated();
    this.at += size;
    return this.bytes.subarray(this.at - size, this.at);
  }
  /** A vector with a length of `size` bytes in front. */
  vector(size: 1 | 2 | 3): Uint8Array {
    return this.take(this.uint(size));
  }
  /** The 16-bit numbers of a vector with a length of `size` bytes in front. */
  uint16s(size: 1 | 2): number[] {
    const body = new ByteReader(this.vector(size));
    const values: number[] = [];
    while (body.left >= 2) values.push(body.uint(2));
    return values;
  }
}

/** The structure ends before its own lengths say so. */
export class Truncated extends Error {}

/** Big-endian number of `size` bytes. */
export function uint(size: 1 | 2 | 3, value: number): Uint8Array {
  const out = new Uint8Array(size);
  for (let i = size - 1, rest = value; i >= 0; i--, rest = Math.floor(rest / 256)) out[i] = rest;
  return out;
}

/** The parts behind a length of `size` bytes. */
export function vector(size: 1 | 2 | 3, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = concat(...parts);
  if (body.length >= 256 ** size) throw new RangeError(`${body.length} bytes do not fit`);
  return concat(uint(size, body.length), body);
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** One character per byte, whatever the bytes. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 4096)
    text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return text;
}

export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0) & 0xff);
}
