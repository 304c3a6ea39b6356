/** DER, as certificates and revocation lists are written in it. What is malformed throws. */
import { latin1 } from '../tls/bytes.ts';

/** One element: its tag, its content, and all of its bytes. */
export interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Reads elements one behind the other. */
export class DerReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get more(): boolean {
    return this.#at < this.#bytes.length;
  }

  next(): Element {
    const from = this.#at;
    const tag = this.#byte();
    // Certificates hold no tag beyond 30, which would need more bytes.
    if ((tag & 0x1f) === 0x1f) throw new TypeError('a tag of several bytes');
    const length = this.#length();
    const start = this.#at;
    const end = start + length;
    if (end > this.#bytes.length) throw new TypeError('an element beyond the end');
    this.#at = end;
    const content = this.#bytes.subarray(start, end);
    return { tag, content, whole: this.#bytes.subarray(from, end) };
  }

  /** The content of the next element, which must have this tag. */
  take(tag: number): Uint8Array {
    const element = this.next();
    if (element.tag !== tag) throw new TypeError(`tag ${element.tag} instead of ${tag}`);
    return element.content;
  }

  /** The content of the next element when it has this tag; else null, and it stays the next. */
  optional(tag: number): Uint8Array | null {
    return this.#bytes[this.#at] === tag ? this.take(tag) : null;
  }

  /** A reader inside of the next element. */
  into(tag: number = TAG.sequence): DerReader {
    return new DerReader(this.take(tag));
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new TypeError('the end, where an element should be');
    return byte;
  }

  #length(): number {
    const first = this.#byte();
    if (first < 0x80) return first;
    const size = first & 0x7f;
    // DER has no indefinite lengths, and nothing here is longer than 4 GB.
    if (size === 0 || size > 4) throw new TypeError('no length');
    let length = 0;
    for (let i = 0; i < size; i++) length = length * 256 + this.#byte();
    return length;
  }
}

export function oidText(bytes: Uint8Array): string {
  const parts: number[] = [];
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    if (parts.length === 0) {
      const root = Math.min(2, Math.floor(value / 40));
      parts.push(root, value - root * 40);
    } else parts.push(value);
    value = 0;
  }
  return parts.join('.');
}

/** A non-negative INTEGER that fits a number. */
export function smallInteger(bytes: Uint8Array): number {
  if (bytes.length === 0 || bytes.length > 6 || (bytes[0] ?? 0) >= 0x80)
    throw new TypeError('no small integer');
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const TIME = /^(\d\d|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.\d+)?(Z|[+-]\d{4})$/;

/** A UTCTime or GeneralizedTime in ISO form, at UTC. */
export function timeText({ tag, content }: Element): string {
  const parts = TIME.exec(String.fromCharCode(...content));
  const [, year = '', month, day, hour, minute, second = '00', zone = 'Z'] = parts ?? [];
  const digits = { [UTC_TIME]: 2, [GENERALIZED_TIME]: 4 }[tag];
  if (parts === null || year.length !== digits) throw new TypeError('no time');
  const whole = year.length === 4 ? year : `${Number(year) < 50 ? '20' : '19'}${year}`;
  const offset = zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  // A date that does not exist throws here.
  return new Date(`${whole}-${month}-${day}T${hour}:${minute}:${second}${offset}`).toISOString();
}

/** The text of a string, whatever kind; hexadecimal digits for what is no string. */
export function stringText({ tag, content, whole }: Element): string {
  switch (tag) {
    case 0x0c: // UTF8String
      return new TextDecoder().decode(content);
    case 0x1e: // BMPString
      return new TextDecoder('utf-16be').decode(content);
    case 0x1c: // UniversalString
      return wide(content);
    case 0x12:
    case 0x13:
    case 0x14:
    case 0x16:
    case 0x1a:
      return latin1(content);
    default:
      return hexText(whole);
  }
}

function wide(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at);
    text += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  }
  return text;
}

export function hexText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
