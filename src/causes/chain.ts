/**
 * Builds the path that OpenSSL would build from what a server presents and
 * what nginx trusts, and says where it ends. Only names and key identifiers
 * are compared: no signature is checked, so "issued by" means "names it".
 */
import type { CauseId } from './ids.ts';
import type { CertificateFacts, NamedFile } from './named-files.ts';

/** Whether `issuer` is named as the issuer of `cert`, by OpenSSL's rule: name, then key identifier where both have one. */
export function issued(issuer: CertificateFacts, cert: CertificateFacts): boolean {
  if (issuer.subject !== cert.issuer) return false;
  if (issuer.subjectKeyId === null || cert.authorityKeyId === null) return true;
  return issuer.subjectKeyId === cert.authorityKeyId;
}

/** The same certificate; where only names were seen, the same names. */
function same(a: CertificateFacts, b: CertificateFacts): boolean {
  if (a.fingerprint !== '' && b.fingerprint !== '') return a.fingerprint === b.fingerprint;
  return a.subject === b.subject && a.issuer === b.issuer;
}

export interface Path {
  /** Leaf first, as far as issuers were found. */
  readonly certificates: readonly CertificateFacts[];
  /** How many of them, counted from the top, come from the trusted file. */
  readonly trusted: number;
  readonly end:
    | 'trusted-root'
    /** The last issuer is neither presented nor trusted. */
    | 'issuer-missing'
    /** A self-signed certificate above the leaf that is not in the trusted file. */
    | 'untrusted-root'
    /** The leaf is self-signed and not in the trusted file. */
    | 'self-signed-leaf';
}

/** Longer chains do not occur outside of attacks. */
const LONGEST = 30;

/** The path from the leaf upwards. Trusted issuers are preferred, as in OpenSSL since 1.1.0. */
export function buildPath(
  presented: readonly CertificateFacts[],
  trusted: readonly CertificateFacts[],
): Path | null {
  const leaf = presented[0];
  if (leaf === undefined) return null;
  const inTrusted = (c: CertificateFacts) => trusted.some((t) => same(t, c));
  const certificates = [leaf];
  let fromTrusted = inTrusted(leaf) ? 1 : 0;
  for (let top = leaf; certificates.length < LONGEST; ) {
    if (top.selfSigned) {
      if (inTrusted(top)) return { certificates, trusted: fromTrusted, end: 'trusted-root' };
      const end = certificates.length === 1 ? 'self-signed-leaf' : 'untrusted-root';
      return { certificates, trusted: fromTrusted, end };
    }
    const unused = (c: CertificateFacts) => certificates.every((used) => !same(used, c));
    const above =
      trusted.find((c) => issued(c, top) && unused(c)) ??
      presented.find((c) => issued(c, top) && unused(c));
    if (above === undefined) break;
    if (inTrusted(above)) fromTrusted++;
    certificates.push(above);
    top = above;
  }
  return { certificates, trusted: fromTrusted, end: 'issuer-missing' };
}

/** Certificates between leaf and root: what `*_ssl_verify_depth` counts. */
export function intermediates(path: Path): number {
  const withRoot = path.certificates.at(-1)?.selfSigned === true && path.certificates.length > 1;
  return path.certificates.length - 1 - (withRoot ? 1 : 0);
}

/** What a trusted file holds, as a path builder sees it. */
export interface BundleShape {
  readonly roots: readonly CertificateFacts[];
  readonly intermediates: readonly CertificateFacts[];
  /** Certificates that are no CA: a leaf put in the place of its issuer. */
  readonly leaves: readonly CertificateFacts[];
  /** Intermediates whose root is not in the file: OpenSSL stops there (error 2 or 20). */
  readonly rootless: readonly CertificateFacts[];
  /** Most intermediates on one path to a root of the file. */
  readonly deepest: number;
}

export function bundleShape(certificates: readonly CertificateFacts[]): BundleShape {
  const roots = certificates.filter((c) => c.selfSigned);
  const between = certificates.filter((c) => !c.selfSigned && c.ca);
  const paths = between.map((c) => buildPath([c], certificates));
  return {
    roots,
    intermediates: between,
    leaves: certificates.filter((c) => !c.selfSigned && !c.ca),
    rootless: between.filter((_, i) => paths[i]?.end !== 'trusted-root'),
    deepest: Math.max(
      0,
      ...paths.map((p) => (p?.end === 'trusted-root' ? p.certificates.length - 1 : 0)),
    ),
  };
}

/** What nginx would say of a presented chain. */
export interface Verdict {
  readonly cause: CauseId;
  /** Certificate that it is about. */
  readonly certificate: CertificateFacts | null;
}

export interface Trust {
  readonly trusted: readonly CertificateFacts[];
  readonly crls: NamedFile['crls'];
  /** A CRL file is configured. */
  readonly crlChecked: boolean;
  /** `*_ssl_verify_depth`. */
  readonly depth: number;
  /** ISO 8601: when the failure was seen; null leaves dates unjudged. */
  readonly at: string | null;
}

/**
 * Every fault that verification would find in a presented chain, the one that
 * nginx reports first. Names are not compared here.
 */
export function faultsOf(presented: readonly CertificateFacts[], trust: Trust): Verdict[] {
  const path = buildPath(presented, trust.trusted);
  const leaf = presented[0];
  if (path === null || leaf === undefined) return [];
  const faults: Verdict[] = [];
  const fault = (cause: CauseId, certificate: CertificateFacts | null) =>
    faults.push({ cause, certificate });
  if (intermediates(path) > trust.depth)
    fault('verify-depth-too-small', path.certificates.at(-1) ?? null);
  if (path.end === 'self-signed-leaf') fault('self-signed', leaf);
  else if (path.end === 'untrusted-root') fault('ca-not-trusted', path.certificates.at(-1) ?? null);
  else if (path.end === 'issuer-missing')
    fault(missingIssuer(path, presented, trust.trusted), path.certificates.at(-1) ?? null);
  if (leaf.extendedKeyUsage.length > 0 && !leaf.extendedKeyUsage.some(servers))
    fault('cert-wrong-purpose', leaf);
  for (const certificate of path.certificates) {
    if (weak(certificate, certificate === leaf)) fault('weak-certificate', certificate);
    if (trust.at !== null && certificate.notAfter < trust.at) fault('cert-expired', certificate);
    if (trust.at !== null && certificate.notBefore > trust.at)
      fault('cert-not-yet-valid', certificate);
  }
  if (trust.crlChecked) revocation(path, trust, fault);
  return faults;
}

const servers = (usage: string) => usage === 'serverAuth' || usage === 'any';

/**
 * A lone leaf whose issuer is not a root of the file: the intermediate was not
 * sent. Where intermediates came along, the root is what is missing.
 */
function missingIssuer(
  path: Path,
  presented: readonly CertificateFacts[],
  trusted: readonly CertificateFacts[],
): CauseId {
  const top = path.certificates.at(-1);
  if (path.certificates.length > 1 || presented.length > 1 || top === undefined)
    return 'ca-not-trusted';
  return trusted.some((c) => c.selfSigned) ? 'chain-incomplete' : 'ca-not-trusted';
}

/** Below what security level 2 accepts: RSA 2048, curves of 224 bits, no MD5 or SHA-1 under a CA's signature. */
function weak(certificate: CertificateFacts, leaf: boolean): boolean {
  const bits = certificate.keyBits ?? Number.POSITIVE_INFINITY;
  if (certificate.keyType === 'rsa' && bits < 2048) return true;
  if (certificate.keyType === 'ec' && bits < 224) return true;
  const signed = leaf || !certificate.selfSigned;
  return signed && /md5|sha1/i.test(certificate.signatureAlgorithm);
}

function revocation(
  path: Path,
  trust: Trust,
  fault: (cause: CauseId, certificate: CertificateFacts) => void,
): void {
  for (const certificate of path.certificates) {
    const list = trust.crls.find((crl) => crl.issuer === certificate.issuer);
    if (list === undefined) fault('crl-missing-or-expired', certificate);
    else if (list.revoked.includes(certificate.serial)) fault('cert-revoked', certificate);
    else if (
      trust.at !== null &&
      (list.thisUpdate > trust.at || (list.nextUpdate ?? trust.at) < trust.at)
    )
      fault('crl-missing-or-expired', certificate);
  }
}
