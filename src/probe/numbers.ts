/** Names of the IANA numbers that a first flight carries, as OpenSSL writes them. */

const GROUPS: Readonly<Record<number, string>> = {
  21: 'secp224r1',
  22: 'secp256k1',
  23: 'prime256v1',
  24: 'secp384r1',
  25: 'secp521r1',
  26: 'brainpoolP256r1',
  27: 'brainpoolP384r1',
  28: 'brainpoolP512r1',
  29: 'X25519',
  30: 'X448',
  256: 'ffdhe2048',
  257: 'ffdhe3072',
  258: 'ffdhe4096',
  259: 'ffdhe6144',
  260: 'ffdhe8192',
  512: 'MLKEM512',
  513: 'MLKEM768',
  514: 'MLKEM1024',
  4587: 'SecP256r1MLKEM768',
  4588: 'X25519MLKEM768',
  4589: 'SecP384r1MLKEM1024',
};

/** Name of a named group; unknown ones as `0x1234`. */
export function groupName(number: number): string {
  return GROUPS[number] ?? `0x${number.toString(16).padStart(4, '0')}`;
}

const SUITES_13: Readonly<Record<number, string>> = {
  4865: 'TLS_AES_128_GCM_SHA256',
  4866: 'TLS_AES_256_GCM_SHA384',
  4867: 'TLS_CHACHA20_POLY1305_SHA256',
  4868: 'TLS_AES_128_CCM_SHA256',
  4869: 'TLS_AES_128_CCM_8_SHA256',
};

/** Name of a suite of TLS 1.3; those of older versions as `0xC02F`. */
export function suiteName(number: number): string {
  return SUITES_13[number] ?? `0x${number.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Reads a DER distinguished name into `C=US, O=Acme, CN=Acme Root`; damaged ones give what was readable. */
export function distinguishedName(der: Uint8Array): string {
  const parts: string[] = [];
  walk(der, 0, der.length, parts, 0);
  return parts.join(', ');
}

const ATTRIBUTES: Readonly<Record<string, string>> = {
  '550403': 'CN',
  '550405': 'serialNumber',
  '550406': 'C',
  '550407': 'L',
  '550408': 'ST',
  '55040a': 'O',
  '55040b': 'OU',
  '0992268993f22c640119': 'DC',
  '2a864886f70d010901': 'emailAddress',
};

/** Every attribute is a SEQUENCE of an object id and a string; SEQUENCEs and SETs above it are only walked. */
function walk(der: Uint8Array, from: number, to: number, parts: string[], depth: number): void {
  let oid: string | null = null;
  for (let at = from; at + 2 <= to && depth < 6; ) {
    const tag = der[at] ?? 0;
    const first = der[at + 1] ?? 0;
    const more = first < 0x80 ? 0 : first & 0x7f;
    if (more > 3) return;
    let length = more === 0 ? first : 0;
    for (let i = 0; i < more; i++) length = length * 256 + (der[at + 2 + i] ?? 0);
    const start = at + 2 + more;
    const end = start + length;
    if (end > to) return;
    const content = der.subarray(start, end);
    if (tag === 0x30 || tag === 0x31) walk(der, start, end, parts, depth + 1);
    else if (tag === 0x06)
      oid = Array.from(content, (b) => b.toString(16).padStart(2, '0')).join('');
    else if (oid !== null) parts.push(`${ATTRIBUTES[oid] ?? oid}=${text(content, tag)}`);
    at = end;
  }
}

function text(content: Uint8Array, tag: number): string {
  const encoding = tag === 0x1e ? 'utf-16be' : tag === 0x0c ? 'utf-8' : 'latin1';
  return new TextDecoder(encoding)
    .decode(content)
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '?')
    .slice(0, 256);
}
