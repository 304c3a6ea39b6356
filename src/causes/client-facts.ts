/** What the causes of mutual TLS ask of a case: the certificate nginx shows, its key, and who shows one elsewhere. */
import { message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import type { Case, Check, Need } from './cause.ts';
import { buildPath } from './chain.ts';
import { sClient } from './commands.ts';
import type { CertificateFacts, NamedFile } from './named-files.ts';
import { type Change, shellWord } from './parts.ts';
import { fileOf, servername, toolObservations } from './trust-facts.ts';

/** The constant file that a place shows as its certificate; null when there is none or a variable decides. */
export function certificateName(path: UpstreamTls | null): string | null {
  return constant(path?.settings.certificate.value);
}

export function keyName(path: UpstreamTls | null): string | null {
  return constant(path?.settings.certificateKey.value);
}

function constant(value: UpstreamTls['settings']['certificate']['value'] | undefined) {
  return value?.complete && value.values.length === 1 ? (value.values[0] ?? null) : null;
}

/** Whether nginx shows a certificate at this place; null without a configuration. */
export function showsCertificate(c: Case): boolean | null {
  if (c.path === null) return null;
  const value = c.path.settings.certificate.value;
  return value !== null && value.written !== '';
}

/**
 * Certificate and key are read and do not belong together. When they are of different kinds
 * (RSA and EC), OpenSSL does not notice: nginx starts and shows no certificate.
 */
export function keyOfAnother(c: Case): boolean {
  const leaf = clientLeaf(c);
  const key = fileOf(c, keyName(c.path))?.keys[0]?.publicKey;
  return leaf !== null && typeof key === 'string' && key !== leaf.publicKey;
}

/** The certificate that nginx shows, when its file was read. */
export function clientLeaf(c: Case): CertificateFacts | null {
  return fileOf(c, certificateName(c.path))?.certificates[0] ?? null;
}

/** CA names that the upstream was seen to ask for; null when no request for a certificate was seen. */
export function askedFor(c: Case): readonly string[] | null {
  const seen = toolObservations(c);
  return seen.find((o) => o.clientCertificateAsked !== null)?.clientCertificateAsked ?? null;
}

/** A finished handshake was seen in which no certificate was asked for. */
export function askedForNone(c: Case): boolean {
  const seen = toolObservations(c).filter((o) => o.chain.length > 0);
  return seen.length > 0 && seen.every((o) => o.clientCertificateAsked === null);
}

/** Whether a certificate file leads to one of the CA names; true when the upstream names none. */
export function acceptedBy(file: NamedFile | null, names: readonly string[]): boolean {
  if (names.length === 0 || file === null) return true;
  const path = buildPath(file.certificates, []);
  return (path?.certificates ?? []).some((x) => names.includes(x.issuer));
}

export interface Pair {
  readonly certificate: string;
  readonly key: string;
  readonly password: string | null;
}

/** Certificate and key that other places show, those that go to the same host first. */
export function otherPairs(c: Case): { readonly pair: Pair; readonly sameHost: boolean }[] {
  const mine = certificateName(c.path);
  const found: { pair: Pair; sameHost: boolean }[] = [];
  for (const other of c.allPaths) {
    const certificate = certificateName(other);
    const key = keyName(other);
    if (certificate === null || key === null || certificate === mine) continue;
    if (found.some((f) => f.pair.certificate === certificate)) continue;
    const hosts = c.path?.target.host.values ?? [];
    const sameHost = other.target.host.values.some((host) => hosts.includes(host));
    found.push({
      pair: { certificate, key, password: other.settings.passwordFile.value },
      sameHost,
    });
  }
  return found.sort((a, b) => Number(b.sameHost) - Number(a.sameHost));
}

export function showPair({ certificate, key, password }: Pair): Change[] {
  return [
    { set: 'ssl_certificate', to: [certificate] },
    { set: 'ssl_certificate_key', to: [key] },
    ...(password === null ? [] : [{ set: 'ssl_password_file', to: [password] }]),
  ];
}

/** A client certificate that only the reader can supply, with the ones that the configuration has. */
export function clientCertificateNeed(c: Case): Need {
  return {
    what: 'client-certificate',
    message: message('need.client-certificate'),
    candidates: otherPairs(c).map(({ pair, sameHost }) => ({
      value: pair.certificate,
      from: message(sameHost ? 'need.client-certificate-sibling' : 'need.client-certificate-other'),
    })),
  };
}

/** Shows whether the upstream asks for a certificate, and whose it takes. */
export function askCheck(c: Case): Check {
  return {
    command: sClient(c, { servername: servername(c) }),
    answers: [
      { expect: message('answer.asks-for-certificate'), means: 'client-certificate-required' },
      { expect: message('answer.asks-for-none'), means: 'other' },
    ],
  };
}

/** The same handshake with the certificate that nginx shows. */
export function showCheck(c: Case): Check {
  const certificate = shellWord(certificateName(c.path), 'CLIENT_CERTIFICATE');
  const key = shellWord(keyName(c.path), 'CLIENT_KEY');
  return {
    command: sClient(c, {
      servername: servername(c),
      options: `-cert ${certificate} -cert_chain ${certificate} -key ${key}`,
    }),
    answers: [
      { expect: message('answer.alert-with-certificate'), means: 'client-certificate-rejected' },
      { expect: message('answer.completes-with-certificate'), means: 'other' },
    ],
  };
}
