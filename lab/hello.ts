/** ClientHellos as they arrive on a socket. */
import type { ClientHello } from '../src/tls/client-hello.ts';
import { parseClientHello } from '../src/tls/client-hello.ts';

/** True when no more bytes are needed to tell what this is. */
export function helloIsWhole(bytes: Uint8Array): boolean {
  return bytes.length > 0 && parseClientHello(bytes).kind !== 'incomplete';
}

/** The ClientHello at the start of `bytes`; null when it is none. */
export function readHello(bytes: Uint8Array): ClientHello | null {
  const read = parseClientHello(bytes);
  return read.kind === 'hello' ? read.hello : null;
}
