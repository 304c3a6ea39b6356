/** What can be read from the bytes of a handshake of ours, TLS 1.3 included. */

import type { CertificateFacts } from '../../causes/named-files.ts';
import { readCertificate } from '../../causes/x509.ts';
import { type Flight, readFlight } from '../../probe/flight.ts';
import { distinguishedName } from '../../probe/numbers.ts';
import { handshakeDecryption, serverHandshakeSecret } from './decrypt.ts';

export interface Seen {
  readonly flight: Flight;
  /** Names of the CAs that a client certificate is wanted from; null when none is wanted. */
  readonly authorities: readonly string[] | null;
}

/** Reads the server's first flight; `keylog` holds the lines of our own key log. */
export function seenIn(received: Buffer, keylog: readonly Buffer[]): Seen {
  const clear = readFlight(received);
  const secret = serverHandshakeSecret(keylog);
  const flight =
    clear.opaque && secret && clear.serverHello
      ? readFlight(received, handshakeDecryption(secret, clear.serverHello.suite))
      : clear;
  return { flight, authorities: flight.certificateRequest?.map(distinguishedName) ?? null };
}

const known = new Map<string, CertificateFacts | null>();

/** Facts of a certificate; the same one comes back in every handshake, and is read once. */
export function certificateFacts(der: Uint8Array): CertificateFacts | null {
  const key = Buffer.from(der).toString('base64');
  const found = known.get(key);
  if (found !== undefined) return found;
  const facts = readCertificate(der);
  if (known.size > 500) known.clear();
  known.set(key, facts);
  return facts;
}
