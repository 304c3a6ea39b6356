/** Distinguished names as a CertificateRequest carries them: DER, of which only what names need is read. */
import { ByteReader, latin1 } from './bytes.ts';

const ATTRIBUTES: Readonly<Record<string, string>> = {
  '550403': 'CN',
  '550405': 'serialNumber',
  '550406': 'C',
  '550407': 'L',
  '550408': 'ST',
  '55040a': 'O',
  '55040b': 'OU',
  '2a864886f70d010901': 'emailAddress',
  '0992268993f22c640119': 'DC',
};

/** `CN = Internal CA, O = Example` from a DER Name, in the order encoded; null when it is none. */
export function distinguishedName(der: Uint8Array): string | null {
  try {
    const parts: string[] = [];
    const sets = new ByteReader(element(new ByteReader(der), 0x30));
    while (sets.left > 0) {
      const set = new ByteReader(element(sets, 0x31));
      while (set.left > 0) {
        const pair = new ByteReader(element(set, 0x30));
        const oid = hex(element(pair, 0x06));
        parts.push(`${ATTRIBUTES[oid] ?? oid} = ${stringOf(pair)}`);
      }
    }
    return parts.join(', ');
  } catch {
    return null;
  }
}

function element(reader: ByteReader, tag: number): Uint8Array {
  if (reader.uint(1) !== tag) throw new TypeError('another tag');
  return reader.take(lengthOf(reader));
}

function lengthOf(reader: ByteReader): number {
  const first = reader.uint(1);
  if (first < 0x80) return first;
  const size = first & 0x7f;
  if (size === 1 || size === 2 || size === 3) return reader.uint(size);
  throw new TypeError('no length of a name');
}

function stringOf(reader: ByteReader): string {
  const tag = reader.uint(1);
  const bytes = reader.take(lengthOf(reader));
  if (tag === 0x1e) {
    let text = ''; // BMPString
    for (let i = 0; i + 1 < bytes.length; i += 2)
      text += String.fromCharCode((bytes[i]! << 8) | bytes[i + 1]!);
    return text;
  }
  return tag === 0x0c ? new TextDecoder().decode(bytes) : latin1(bytes);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
