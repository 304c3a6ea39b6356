/** What the chain that the upstream presented says about trust. */
import { type Message, message } from '../text/message.ts';
import type { Case } from './cause.ts';
import { faultsOf } from './chain.ts';
import type { CauseId } from './ids.ts';
import type { CertificateFacts } from './named-files.ts';
import type { Observation } from './observation.ts';

/** Verification errors that one cause alone gives. */
const BY_CODE: Readonly<Record<number, CauseId>> = {
  3: 'crl-missing-or-expired',
  9: 'cert-not-yet-valid',
  10: 'cert-expired',
  11: 'crl-missing-or-expired',
  12: 'crl-missing-or-expired',
  18: 'self-signed',
  22: 'verify-depth-too-small',
  23: 'cert-revoked',
  26: 'cert-wrong-purpose',
  66: 'weak-certificate',
  67: 'weak-certificate',
  68: 'weak-certificate',
};
const BY_CHAIN: readonly CauseId[] = [
  'ca-not-trusted',
  'chain-incomplete',
  'verify-depth-too-small',
  'self-signed',
];

/** The trust fault in the chain that was presented, by nginx's own rule; null where no CA file was readable. */
function trustFault(c: Case, o: Observation): CauseId | null {
  const settings = c.path?.settings;
  const [leaf] = o.chain;
  if (!settings || leaf === undefined) return null;
  const file = settings.trustedCertificate.value;
  const faults = faultsOf(o.chain, {
    trusted: (file === null ? undefined : c.files.get(file)?.certificates) ?? [],
    crls: [],
    crlChecked: false,
    depth: settings.verifyDepth.value,
    at: leaf.notBefore,
  });
  const found = faults.find((f) => BY_CHAIN.includes(f.cause))?.cause ?? null;
  return found === 'chain-incomplete' && issuedByRoot(leaf) ? 'ca-not-trusted' : found;
}

/** A lone certificate from what calls itself a root: there is no intermediate to send. */
function issuedByRoot(leaf: CertificateFacts): boolean {
  return /\broot\b/i.test(leaf.issuer);
}

/** The causes that the verification error of the asked chain names, with the sentence; null where none does. */
export function namedByVerification(
  c: Case,
  base: Observation,
): { causes: readonly CauseId[]; said: Message } | null {
  const code = base.verifyError ?? 0;
  const cause = BY_CODE[code] ?? trustFault(c, base);
  // A name that was not sent brings up a default certificate, which fails here first.
  const sni: readonly CauseId[] = base.asked.sni === null ? ['sni-not-sent'] : ['sni-wrong-name'];
  return cause === null
    ? null
    : { causes: [cause, ...sni], said: message('observed.verification', { code }) };
}
