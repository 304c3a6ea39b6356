/** Decrypts the server's first flight of TLS 1.3 with the secret that the key log of our own handshake gives. */
import { createDecipheriv, createHmac } from 'node:crypto';
import type { Decrypt } from '../../tls/encrypted-flight.ts';

/** IANA suite number → Node's cipher, key length in bytes, hash. */
const SUITES: Readonly<Record<number, readonly [string, number, string]>> = {
  4865: ['aes-128-gcm', 16, 'sha256'],
  4866: ['aes-256-gcm', 32, 'sha384'],
  4867: ['chacha20-poly1305', 32, 'sha256'],
};

/** HKDF-Expand-Label of RFC 8446 with an empty context. */
function expandLabel(hash: string, secret: Buffer, label: string, length: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`);
  const info = Buffer.concat([
    Buffer.from([length >> 8, length & 0xff, name.length]),
    name,
    Buffer.from([0]),
  ]);
  // One block of HKDF-Expand is enough for keys and nonces.
  return createHmac(hash, secret)
    .update(Buffer.concat([info, Buffer.from([1])]))
    .digest()
    .subarray(0, length);
}

/** The server handshake secret in the lines of a key log; null when it is not there. */
export function serverHandshakeSecret(keylog: readonly Buffer[]): Buffer | null {
  for (const line of keylog) {
    const [label, , secret] = line.toString('latin1').trim().split(' ');
    if (label === 'SERVER_HANDSHAKE_TRAFFIC_SECRET' && secret) return Buffer.from(secret, 'hex');
  }
  return null;
}

/** Decrypts records of the server's handshake epoch. */
export function handshakeDecryption(secret: Buffer, suite: number): Decrypt {
  const parameters = SUITES[suite];
  if (!parameters) return () => null;
  const [cipher, keyLength, hash] = parameters;
  const key = expandLabel(hash, secret, 'key', keyLength);
  const iv = expandLabel(hash, secret, 'iv', 12);
  return (record, sequence) => {
    const nonce = Buffer.from(iv);
    nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ sequence) >>> 0, 8);
    const sealed = record.subarray(5);
    if (sealed.length < 17) return null;
    try {
      const decipher = createDecipheriv(cipher as 'aes-256-gcm', key, nonce, { authTagLength: 16 });
      decipher.setAAD(record.subarray(0, 5), { plaintextLength: sealed.length - 16 });
      decipher.setAuthTag(sealed.subarray(-16));
      const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
      let end = plain.length;
      while (end > 0 && plain[end - 1] === 0) end--;
      return end === 0 ? null : { type: plain[end - 1] ?? 0, content: plain.subarray(0, end - 1) };
    } catch {
      return null;
    }
  };
}
