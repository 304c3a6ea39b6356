/** What causes of trust ask of a case: the bundle, the chain that was seen, and what verification would say of it. */
import { message } from '../text/message.ts';
import type { Case, Check, Evidence, Need } from './cause.ts';
import { type BundleShape, bundleShape, faultsOf, type Verdict } from './chain.ts';
import { sClient } from './commands.ts';
import { frontEndOf } from './front-ends.ts';
import type { CauseId } from './ids.ts';
import type { CertificateFacts, NamedFile } from './named-files.ts';
import type { Observation } from './observation.ts';
import { fact, shellWord } from './parts.ts';
import { candidatePaths, isIpAddress, observationsHere, peersOf } from './path-facts.ts';

/** The file that `*_ssl_trusted_certificate` names, when it was read. */
export function trustedFile(c: Case): NamedFile | null {
  return fileOf(c, c.path?.settings.trustedCertificate.value);
}

/** The file that `*_ssl_crl` names, when it was looked at. */
export function crlFile(c: Case): NamedFile | null {
  return fileOf(c, c.path?.settings.crl.value);
}

export function fileOf(c: Case, written: string | null | undefined): NamedFile | null {
  return (written && c.files.get(written)) || null;
}

/** What the trusted file holds; null when it was not read or has no certificate. */
export function bundle(c: Case): BundleShape | null {
  const certificates = trustedFile(c)?.certificates ?? [];
  return certificates.length === 0 ? null : bundleShape(certificates);
}

/** Public CA bundles hold over a hundred roots; a company's holds a handful. */
const PUBLIC_ROOTS = 40;

/** Whether the trusted file is a public CA bundle; null when it was not read and its name tells nothing. */
export function trustsPublicCas(c: Case): boolean | null {
  const shape = bundle(c);
  if (shape !== null) return shape.roots.length >= PUBLIC_ROOTS;
  const written = c.path?.settings.trustedCertificate.value;
  if (!written) return null;
  return SYSTEM_BUNDLES.includes(written) ? true : null;
}

/** Where distributions keep the public CAs: Debian and Alpine, Red Hat, SUSE, FreeBSD. */
export const SYSTEM_BUNDLES: readonly string[] = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
  '/usr/local/share/certs/ca-root-nss.crt',
];

/** Whether a public CA would have signed for the upstream: a public front end, or a private name or address. */
export function isPublicUpstream(c: Case): boolean | null {
  if (frontEndOf(c) !== null) return true;
  const names = candidatePaths(c).flatMap((p) => [
    ...(p.settings.name.value?.values ?? []),
    ...(p.target.kind === 'name' ? p.target.host.values : []),
    ...peersOf(p).flatMap((peer) => (peer.kind === 'name' ? [peer.host] : [])),
  ]);
  if (names.length === 0) return null;
  return names.some((name) => isPrivateName(name)) ? false : null;
}

function isPrivateName(name: string): boolean {
  if (isIpAddress(name)) return true;
  return (
    !name.includes('.') ||
    /(?:^|\.)(?:internal|local|lan|corp|intra|intranet|home|svc|cluster\.local|consul|test)(?:\.|$)/i.test(
      name,
    )
  );
}

/**
 * The moment of the failure, ISO 8601; the log's zone is unknown, so it may be off by some
 * hours. Null when the line has no time.
 */
export function failedAt(c: Case): string | null {
  const time = c.incident.last ?? c.incident.first;
  return time === null ? null : `${time.slice(0, 19)}.000Z`;
}

/** Whether a certificate or list had run out by then; never where the moment is unknown. */
export function ranOut(until: string | null, at: string | null): boolean {
  return until !== null && at !== null && until < at;
}

/** Whether a certificate or list was still to come then. */
export function notYet(from: string, at: string | null): boolean {
  return at !== null && from > at;
}

/** What other tools saw of the upstream. Answers to our own questions are weighed in `observed.ts`. */
export function toolObservations(c: Case): readonly Observation[] {
  return observationsHere(c).filter((o) => o.tool !== 'probe');
}

/** The chain that the upstream was seen to present, to what nginx sends where that is known. */
export function seenChain(
  c: Case,
  observations = observationsHere(c),
): readonly CertificateFacts[] | null {
  const sent = c.path?.sni.name?.values ?? [];
  const seen = observations.filter((o) => o.chain.length > 0);
  const alike = seen.find((o) =>
    c.path?.sni.sent === 'yes'
      ? o.asked.sni !== null && sent.includes(o.asked.sni)
      : o.asked.sni === null && o.asked.sniKnown !== false,
  );
  return (alike ?? seen[0])?.chain ?? null;
}

/** What verification would say of the chain that another tool saw; null when none was seen or no bundle was read. */
export function seenFaults(c: Case): readonly Verdict[] | null {
  const chain = seenChain(c, toolObservations(c));
  const { path } = c;
  const file = trustedFile(c);
  if (chain === null || path === null || file === null || file.state !== 'read') return null;
  return faultsOf(chain, {
    trusted: file.certificates,
    crls: crlFile(c)?.crls ?? [],
    crlChecked: path.settings.crl.value !== null && crlFile(c)?.state === 'read',
    depth: path.settings.verifyDepth.value,
    at: failedAt(c),
  });
}

/** ln(1000): the very chain was looked at; what remains is that another one was presented then. */
const SEEN = 7;

/** Evidence from the chain that was seen: the fault is there, or it is not. */
export function seenEvidence(c: Case, cause: CauseId): Evidence[] {
  const faults = seenFaults(c);
  if (faults === null) return [];
  const source = { kind: 'observation', what: 's_client' } as const;
  const found = faults.find((f) => f.cause === cause);
  if (found !== undefined)
    return [
      fact(`seen-${cause}`, SEEN, source, {
        subject: found.certificate?.subject ?? '',
        issuer: found.certificate?.issuer ?? '',
        from: found.certificate?.notBefore.slice(0, 10) ?? '',
        until: found.certificate?.notAfter.slice(0, 10) ?? '',
      }),
    ];
  return [fact('seen-chain-without-this', -SEEN, source)];
}

/** The name that nginx sends, for a command that asks the same. */
export function servername(c: Case): string | null {
  if (c.path === null) return c.statedName;
  return c.path.sni.sent === 'no' ? null : (c.path.sni.name?.values[0] ?? null);
}

/**
 * The command that separates the causes of verify errors 2, 19, 20 and 21: the
 * same handshake against the same file, without nginx's limit of depth.
 */
export function trustCheck(c: Case): Check {
  const file = shellWord(c.path?.settings.trustedCertificate.value, 'CA_FILE');
  return {
    command: sClient(c, {
      servername: servername(c),
      options: `-CAfile ${file} -no-CApath -showcerts`,
    }),
    answers: [
      { expect: message('answer.verify-0'), means: 'verify-depth-too-small' },
      { expect: message('answer.verify-20'), means: 'ca-not-trusted' },
      { expect: message('answer.one-certificate'), means: 'chain-incomplete' },
      { expect: message('answer.self-signed'), means: 'self-signed' },
    ],
  };
}

/** The command that shows the presented certificate itself. */
export function showCertificate(c: Case, cause: CauseId, fields: string, answer: string): Check {
  const plain = sClient(c, { servername: servername(c) });
  return {
    command: `${plain} 2>/dev/null | openssl x509 -noout ${fields}`,
    answers: [{ expect: message(`answer.${answer}`), means: cause }],
  };
}

/** Trusted files that other places use for the same upstream, or that hold the issuer that was missing. */
export function otherBundles(c: Case): { value: string; why: 'sibling' | 'holds-issuer' }[] {
  const { path } = c;
  if (path === null) return [];
  const mine = path.settings.trustedCertificate.value;
  const chain = seenChain(c);
  const found: { value: string; why: 'sibling' | 'holds-issuer' }[] = [];
  for (const other of c.allPaths) {
    const value = other.settings.trustedCertificate.value;
    if (value === null || value === mine || found.some((f) => f.value === value)) continue;
    const certificates = fileOf(c, value)?.certificates ?? [];
    const verifies =
      chain !== null &&
      certificates.length > 0 &&
      faultsOf(chain, {
        trusted: certificates,
        crls: [],
        crlChecked: false,
        depth: 100,
        at: failedAt(c),
      }).length === 0;
    if (verifies) found.unshift({ value, why: 'holds-issuer' });
    else if (
      chain === null &&
      other.settings.verify.value &&
      sameTarget(c, other.target.host.values)
    )
      found.push({ value, why: 'sibling' });
  }
  return found;
}

function sameTarget(c: Case, hosts: readonly string[]): boolean {
  return c.path?.target.host.values.some((host) => hosts.includes(host)) ?? false;
}

/** The CA file that only the reader can supply, with what it could be. */
export function caFileNeed(c: Case): Need {
  const candidates = otherBundles(c).map(({ value, why }) => ({
    value,
    from: message(`need.ca-file-${why}`),
  }));
  if (isPublicUpstream(c) !== false && trustsPublicCas(c) !== true)
    candidates.push({
      value: SYSTEM_BUNDLES[0] ?? '',
      from: message('need.ca-file-system'),
    });
  return { what: 'ca-file', message: message('need.ca-file'), candidates };
}
