/**
 * What nginx's verification would say: OpenSSL's result, which Node takes the
 * way nginx takes it (the handshake goes on whatever it is, and the last error
 * counts), and the depth, which Node cannot set.
 */
import type { TLSSocket } from 'node:tls';
import { buildPath, intermediates } from '../../causes/chain.ts';
import type { CertificateFacts } from '../../causes/named-files.ts';
import { certificatesIn } from '../../causes/x509.ts';
import { VERIFY_ERRORS } from '../../tls/verify-errors.ts';
import type { Material } from './ask.ts';
import type { Trust } from './material.ts';
import { certificateFacts, seenIn } from './seen.ts';
import type { Tap } from './tap.ts';

const trustedFacts = new WeakMap<Trust, CertificateFacts[]>();

function trustedBy(trust: Trust): CertificateFacts[] {
  const known = trustedFacts.get(trust);
  if (known) return known;
  const facts = certificatesIn(trust.trusted ?? '');
  trustedFacts.set(trust, facts);
  return facts;
}

/** OpenSSL's number; 0 is good. Null when Node has no name for the error. */
export function verifyErrorOf(
  tls: TLSSocket,
  tap: Tap,
  keylog: readonly Buffer[],
  material: Material,
): number | null {
  const { trust } = material;
  if (trust === null) return null;
  const error: unknown = tls.authorizationError;
  const chain = seenIn(tap.received, keylog).certificates.flatMap(
    (der) => certificateFacts(der) ?? [],
  );
  if (error) {
    const name = (error instanceof Error ? (error as { code?: string }).code : String(error)) ?? '';
    const known = VERIFY_ERRORS.find((e) => e.name === name.toLowerCase());
    return known?.code ?? weakness(chain, trustedBy(trust));
  }
  return depthError(chain, trustedBy(trust), trust.depth, material.openssl);
}

/** Node names errors of the security level "unspecified"; which one it is follows from the certificates. */
function weakness(
  presented: readonly CertificateFacts[],
  trusted: readonly CertificateFacts[],
): number | null {
  const path = buildPath(presented, trusted);
  if (path === null) return null;
  const small = (c: CertificateFacts) =>
    (c.keyType === 'rsa' && (c.keyBits ?? 4096) < 2048) ||
    (c.keyType === 'ec' && (c.keyBits ?? 256) < 224);
  const [leaf, ...above] = path.certificates;
  if (leaf && small(leaf)) return 66;
  if (above.some(small)) return 67;
  if (path.certificates.some((c) => !c.selfSigned && /sha1|md5/i.test(c.signatureAlgorithm)))
    return 68;
  return null;
}

/** A depth of n allows n intermediates between leaf and root. */
function depthError(
  presented: readonly CertificateFacts[],
  trusted: readonly CertificateFacts[],
  depth: number,
  openssl: string,
): number {
  const path = buildPath(presented, trusted);
  if (path === null || intermediates(path) <= depth) return 0;
  if (openssl.startsWith('1.')) return 22;
  // OpenSSL 3 stops searching at the depth: the issuer is missing "locally" (20) while all
  // certificates so far were presented, and just missing (2) once one came from the file.
  const within = path.certificates.slice(0, depth + 2);
  const fromFile = within.some((c) => trusted.some((t) => t.fingerprint === c.fingerprint));
  return fromFile ? 2 : 20;
}
