import type { CertificateFacts, NamedFile } from '../../causes/named-files.ts';
import { message } from '../../text/message.ts';
import type { Origin, UpstreamTls } from '../../upstream/model.ts';
import { onlyValue } from '../../upstream/possible.ts';
import { placeOf, tlsPaths } from '../places.ts';
import type { LintContext, RawFinding, Rule, Severity } from '../rule.ts';

const DAY = 86_400_000;

interface Named {
  readonly path: string;
  readonly origin: Origin;
  readonly role: 'ca' | 'crl' | 'certificate' | 'key';
}

/** The files that a path names, as far as their paths are constant. */
function filesOf({ settings }: UpstreamTls): readonly Named[] {
  const { trustedCertificate, crl, certificate, certificateKey } = settings;
  const named: [string | null, Origin, Named['role']][] = [
    [trustedCertificate.value, trustedCertificate.origin, 'ca'],
    [crl.value, crl.origin, 'crl'],
    [onlyValue(certificate.value), certificate.origin, 'certificate'],
    [onlyValue(certificateKey.value), certificateKey.origin, 'key'],
  ];
  return named.flatMap(([path, origin, role]) => (path ? [{ path, origin, role }] : []));
}

/** Calls `look` for each readable, distinct file that a directive of a TLS path names. */
function* eachFile(
  context: LintContext,
  look: (file: NamedFile, named: Named) => Iterable<Omit<RawFinding, 'file' | 'range'>>,
): Iterable<RawFinding> {
  if (context.files.size === 0) return;
  for (const path of tlsPaths(context)) {
    for (const named of filesOf(path)) {
      const file = context.files.get(named.path);
      if (!file || named.origin.kind !== 'directive') continue;
      for (const raw of look(file, named)) yield { ...placeOf(named.origin.at), ...raw };
    }
  }
}

/** A named file is missing or cannot be read by whoever runs the linter. */
export const fileMissing: Rule = {
  id: 'file-missing',
  severity: 'error',
  confidence: 'high',
  cis: [],
  presets: ['recommended', 'strict'],
  check: (context) =>
    eachFile(context, function* (file) {
      if (file.state === 'missing')
        yield { message: message('lint.file-missing', { path: file.path }) };
      else if (file.state === 'unreadable')
        yield { message: message('lint.file-unreadable', { path: file.path }) };
    }),
};

/** The client certificate has expired, or will soon. */
export const clientCertificateExpires: Rule = {
  id: 'client-certificate-expires',
  severity: 'warning',
  confidence: 'high',
  cis: [],
  presets: ['recommended', 'strict'],
  check: (context) =>
    eachFile(context, function* (file, { role }) {
      const leaf = file.certificates[0];
      if (role === 'certificate' && leaf)
        yield* expiry(leaf, file.path, context, 'client-certificate');
    }),
};

/** A CA of the trusted bundle has expired, or will soon. */
export const caExpires: Rule = {
  id: 'ca-expires',
  severity: 'warning',
  confidence: 'high',
  cis: [],
  presets: ['recommended', 'strict'],
  check: (context) =>
    eachFile(context, function* (file, { role }) {
      // A system bundle always holds a few old roots; that is not the operator's to mend.
      if (role !== 'ca' || file.certificates.length > 20) return;
      for (const certificate of file.certificates)
        yield* expiry(certificate, file.path, context, 'ca');
    }),
};

/** The CRL is past its next update: from then on nginx refuses every certificate. */
export const crlStale: Rule = {
  id: 'crl-stale',
  severity: 'error',
  confidence: 'high',
  cis: [],
  presets: ['recommended', 'strict'],
  check: (context) =>
    eachFile(context, function* (file, { role }) {
      if (role !== 'crl') return;
      for (const crl of file.crls) {
        const next = crl.nextUpdate ? Date.parse(crl.nextUpdate) : Number.POSITIVE_INFINITY;
        if (next > context.now) continue;
        yield {
          message: message('lint.crl-stale', { path: file.path, date: day(crl.nextUpdate ?? '') }),
        };
      }
    }),
};

/** The private key can be read by other users of the host. */
export const keyReadableByOthers: Rule = {
  id: 'key-readable-by-others',
  severity: 'warning',
  confidence: 'high',
  cis: ['4.1.3'],
  presets: ['recommended', 'strict', 'cis'],
  check: (context) =>
    eachFile(context, function* (file, { role }) {
      if (role !== 'key' || file.mode === null || (file.mode & 0o004) === 0) return;
      const mode = (file.mode & 0o777).toString(8).padStart(4, '0');
      yield { message: message('lint.key-readable-by-others', { path: file.path, mode }) };
    }),
};

/** Certificate and key do not belong together: nginx refuses to start. */
export const clientCertificateKeyMismatch: Rule = {
  id: 'client-certificate-key-mismatch',
  severity: 'error',
  confidence: 'high',
  cis: [],
  presets: ['recommended', 'strict'],
  *check(context) {
    for (const path of tlsPaths(context)) {
      const { certificate, certificateKey } = path.settings;
      const leaf = context.files.get(onlyValue(certificate.value) ?? '')?.certificates[0];
      const key = context.files.get(onlyValue(certificateKey.value) ?? '')?.keys[0];
      if (!leaf || !key?.publicKey || key.publicKey === leaf.publicKey) continue;
      if (certificateKey.origin.kind !== 'directive') continue;
      const params = {
        key: onlyValue(certificateKey.value) ?? '',
        certificate: onlyValue(certificate.value) ?? '',
      };
      yield {
        ...placeOf(certificateKey.origin.at),
        message: message('lint.client-certificate-key-mismatch', params),
      };
    }
  },
};

function* expiry(
  certificate: CertificateFacts,
  path: string,
  context: LintContext,
  what: 'client-certificate' | 'ca',
): Iterable<{ message: RawFinding['message']; severity: Severity }> {
  const left = Date.parse(certificate.notAfter) - context.now;
  if (left > context.expiresWithinDays * DAY) return;
  const params = {
    path,
    subject: certificate.commonName ?? certificate.subject,
    date: day(certificate.notAfter),
    days: Math.max(0, Math.floor(left / DAY)),
  };
  if (left <= 0) yield { severity: 'error', message: message(`lint.${what}-expired`, params) };
  else yield { severity: 'warning', message: message(`lint.${what}-expires`, params) };
}

function day(iso: string): string {
  return iso.slice(0, 10);
}
