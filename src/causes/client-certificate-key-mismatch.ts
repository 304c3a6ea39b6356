/** Certificate and private key do not belong together; nginx does not start. */
import { message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import type { Case, Cause, Evidence, Repair } from './cause.ts';
import { certificateName, clientCertificateNeed, keyName } from './client-facts.ts';
import { deadEnd } from './dead-ends.ts';
import { fact, needyRepair, nginxRepair, shellWord } from './parts.ts';
import { priorOf } from './priors.ts';
import { namedPath } from './startup-facts.ts';
import { fileOf } from './trust-facts.ts';

const WEIGHT = { mismatch: 4, match: -4 };

function placeOf(c: Case): UpstreamTls | null {
  return namedPath(c, 'key') ?? namedPath(c, 'certificate');
}

interface Halves {
  /** Position (from 0) of the certificate that the key belongs to; -1 when it belongs to none. */
  readonly position: number;
  readonly certificate: string;
  readonly key: string;
}

/** What the two files tell; null when one was not read or the key is closed. */
function halves(c: Case, path: UpstreamTls | null): Halves | null {
  const certificate = certificateName(path);
  const key = keyName(path);
  const publicKey = fileOf(c, key)?.keys[0]?.publicKey;
  const certificates = fileOf(c, certificate)?.certificates ?? [];
  if (certificate === null || key === null || !publicKey || certificates.length === 0) return null;
  return { position: certificates.findIndex((x) => x.publicKey === publicKey), certificate, key };
}

function evidence(c: Case): Evidence[] {
  const found = halves(c, placeOf(c));
  if (found === null) return [];
  const { position, certificate, key } = found;
  const source = { kind: 'file', file: key } as const;
  if (position === 0) return [fact('halves-match', WEIGHT.match, source, { certificate, key })];
  const id = position > 0 ? 'leaf-not-first' : 'halves-differ';
  return [fact(id, WEIGHT.mismatch, source, { certificate, key, position: position + 1 })];
}

/** A file of the configuration that fits the other half. */
function partner(c: Case, path: UpstreamTls) {
  const publicKey = fileOf(c, keyName(path))?.keys[0]?.publicKey;
  const leaf = fileOf(c, certificateName(path))?.certificates[0];
  const keys = c.allPaths.flatMap((p) => keyName(p) ?? []);
  const certificates = c.allPaths.flatMap((p) => certificateName(p) ?? []);
  const key = keys.find((name) => {
    const half = fileOf(c, name)?.keys[0]?.publicKey;
    return leaf !== undefined && half === leaf.publicKey;
  });
  if (key !== undefined) return { set: 'ssl_certificate_key', to: [key] } as const;
  const certificate = certificates.find(
    (name) => publicKey && fileOf(c, name)?.certificates[0]?.publicKey === publicKey,
  );
  return certificate === undefined
    ? null
    : ({ set: 'ssl_certificate', to: [certificate] } as const);
}

function repairs(c: Case): Repair[] {
  const path = placeOf(c);
  const id = 'client-certificate-key-mismatch';
  const found: Repair[] = [];
  const half = path === null ? null : partner(c, path);
  if (half !== null)
    found.push(
      nginxRepair(c, id, message('repair.matching-half', { file: half.to[0] ?? '' }), [half], {
        path,
      }),
    );
  const positions = halves(c, path);
  const step =
    positions !== null && positions.position > 0
      ? message('repair.leaf-first-step', { file: positions.certificate })
      : message('repair.matching-pair-step');
  found.push(needyRepair(id, message('repair.matching-pair'), [clientCertificateNeed(c)], [step]));
  return found;
}

export const clientCertificateKeyMismatch: Cause = {
  id: 'client-certificate-key-mismatch',
  family: 'mutual-tls',
  prior: (c) => priorOf('client-certificate-key-mismatch', c.incident),
  evidence,
  repairs,
  checks: (c) => {
    const path = placeOf(c);
    const certificate = shellWord(certificateName(path), 'CLIENT_CERTIFICATE');
    const key = shellWord(keyName(path), 'CLIENT_KEY');
    return [
      {
        command:
          `openssl x509 -in ${certificate} -noout -pubkey | openssl sha256; ` +
          `openssl pkey -in ${key} -pubout | openssl sha256`,
        answers: [
          { expect: message('answer.hashes-differ'), means: 'client-certificate-key-mismatch' },
        ],
      },
    ];
  },
  deadEnds: () => [deadEnd('restart', 'restart-files')],
};
