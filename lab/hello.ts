/** What a captured ClientHello says, as far as the lab records it. */

export interface Hello {
  readonly sni: string | null;
  /** Offered versions, newest first, as hexadecimal code points. */
  readonly versions: readonly string[];
  readonly ciphers: readonly string[];
  readonly groups: readonly string[];
  readonly sigalgs: readonly string[];
  readonly alpn: readonly string[];
  /** Extension numbers in the order sent. */
  readonly extensions: readonly number[];
  /** Bytes of the handshake message with its record header. */
  readonly size: number;
  /** A session ticket or a PSK is offered. */
  readonly resumes: boolean;
}

/** Bytes of the first record needed, or null when these are not a ClientHello record. */
export function helloLength(bytes: Buffer): number | null {
  if (bytes.length < 5) return bytes.length === 0 || bytes[0] === 0x16 ? 5 : null;
  if (bytes[0] !== 0x16 || bytes[1] !== 3) return null;
  return 5 + bytes.readUInt16BE(3);
}

/** Reads one complete ClientHello record; null when it is none. */
export function readHello(bytes: Buffer): Hello | null {
  const length = helloLength(bytes);
  if (length === null || bytes.length < length || bytes[5] !== 1) return null;
  try {
    return parse(bytes.subarray(0, length));
  } catch {
    return null;
  }
}

function parse(b: Buffer): Hello {
  const legacy = b.readUInt16BE(9);
  let at = 11 + 32;
  at += 1 + b[at]!;
  const ciphers = list(b, at + 2, b.readUInt16BE(at));
  at += 2 + b.readUInt16BE(at);
  at += 1 + b[at]!;
  const found = new Map<number, Buffer>();
  if (at + 2 <= b.length) {
    const end = at + 2 + b.readUInt16BE(at);
    at += 2;
    while (at + 4 <= end) {
      const size = b.readUInt16BE(at + 2);
      found.set(b.readUInt16BE(at), b.subarray(at + 4, at + 4 + size));
      at += 4 + size;
    }
  }
  const pairs = (type: number, skip: number) => {
    const data = found.get(type);
    return data ? list(data, skip, data.length - skip) : [];
  };
  const name = found.get(0);
  const versions = pairs(43, 1);
  const ticket = found.get(35);
  return {
    sni: name && name.length > 5 ? name.subarray(5).toString('latin1') : null,
    versions: versions.length > 0 ? versions : [hex(legacy)],
    ciphers,
    groups: pairs(10, 2),
    sigalgs: pairs(13, 2),
    alpn: protocols(found.get(16)),
    extensions: [...found.keys()],
    size: b.length,
    resumes: found.has(41) || (ticket !== undefined && ticket.length > 0),
  };
}

function list(b: Buffer, start: number, length: number): string[] {
  const out: string[] = [];
  for (let at = start; at + 2 <= start + length; at += 2) out.push(hex(b.readUInt16BE(at)));
  return out;
}

function protocols(data: Buffer | undefined): string[] {
  const out: string[] = [];
  for (let at = 2; data && at < data.length; at += 1 + data[at]!)
    out.push(data.subarray(at + 1, at + 1 + data[at]!).toString('latin1'));
  return out;
}

function hex(n: number): string {
  return n.toString(16).padStart(4, '0');
}
