/**
 * The ClientHello atlas: what nginx really offers to an upstream, per release
 * of nginx and OpenSSL, captured on the wire without SNI and without a session.
 */
import { ATLAS } from './atlas-data.ts';

export interface AtlasEntry {
  readonly nginx: string;
  /** OpenSSL that nginx ran with. */
  readonly openssl: string;
  readonly module: 'proxy' | 'grpc' | 'uwsgi' | 'stream';
  /** `*_ssl_protocols` left alone, or what it was set to; `all` is TLSv1 to TLSv1.3. */
  readonly protocols: 'default' | 'tls12-tls13' | 'all' | 'tls12' | 'tls13';
  /** Code points, in the order sent. Without the `supported_versions` extension, every version up to the one named. */
  readonly versions: readonly number[];
  readonly suites: readonly number[];
  readonly groups: readonly number[];
  /** Groups that a key is sent for. */
  readonly keyShares: readonly number[];
  readonly signatureAlgorithms: readonly number[];
  readonly alpn: readonly string[];
  readonly extensions: readonly number[];
  /** Bytes of the handshake message. A name adds its length and nine. */
  readonly size: number;
}

/** Every captured entry, oldest release first. */
export function atlas(): readonly AtlasEntry[] {
  return ATLAS;
}

/**
 * What was captured for an offer of exactly these `versions` (code points, newest first), by the
 * newest captured release that is not newer than `openssl`, or by the oldest one for anything
 * older. Null when nobody captured these versions there: what is sent then is not guessed.
 */
export function capturedHello(
  openssl: string,
  module: AtlasEntry['module'],
  versions: readonly number[],
): AtlasEntry | null {
  const candidates = ATLAS.filter((e) => e.module === module);
  const wanted = numbersOf(openssl);
  const notNewer = candidates.filter((e) => compare(numbersOf(e.openssl), wanted) <= 0);
  const release = (notNewer.at(-1) ?? candidates[0])?.openssl;
  const shown = onTheWire(versions).join();
  const alike = (e: AtlasEntry) => e.versions.join() === shown;
  return candidates.find((e) => e.openssl === release && alike(e)) ?? null;
}

/** Below TLS 1.3 a ClientHello names its newest version alone, whatever the oldest allowed one is. */
function onTheWire(versions: readonly number[]): readonly number[] {
  const [newest = 0] = versions;
  return newest > 0x0303 ? versions : [0x0303, 0x0302, 0x0301].filter((v) => v <= newest);
}

/** Generation (1.1, 3.0, 3.5) decides; a patch release offers what its generation does. */
function numbersOf(version: string): readonly [number, number] {
  const [major = '0', minor = '0'] = version.split('.');
  return [Number.parseInt(major, 10) || 0, Number.parseInt(minor, 10) || 0];
}

function compare(a: readonly [number, number], b: readonly [number, number]): number {
  return a[0] - b[0] || a[1] - b[1];
}
