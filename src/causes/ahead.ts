/** Faults of trust that the files already show, before the handshake has come far enough to meet them. */
import { type Message, message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import type { Case } from './cause.ts';
import { bundleShape } from './chain.ts';
import type { CauseId } from './ids.ts';

export interface Ahead {
  readonly cause: CauseId;
  readonly message: Message;
}

/** What verification will fail at, by the files that the configuration names. `now` is ISO 8601, UTC. */
export function trustAhead(c: Case, path: UpstreamTls, now: string): Ahead[] {
  const { verify, trustedCertificate, crl, verifyDepth } = path.settings;
  if (!verify.value) return [];
  const found: Ahead[] = [];
  const file = trustedCertificate.value ?? '';
  const certificates = c.files.get(file)?.certificates ?? [];
  const shape = bundleShape(certificates);
  const valid = shape.roots.filter((root) => root.notAfter > now);
  if (certificates.length > 0 && shape.roots.length === 0)
    found.push({ cause: 'ca-not-trusted', message: message('next.no-root', { file }) });
  else if (shape.roots.length > 0 && valid.length === 0)
    found.push({ cause: 'cert-expired', message: message('next.root-expired', { file }) });
  if (shape.deepest > verifyDepth.value)
    found.push({
      cause: 'verify-depth-too-small',
      message: message('next.depth', {
        file,
        found: shape.deepest,
        depth: verifyDepth.value,
      }),
    });
  const list = c.files.get(crl.value ?? '')?.crls.find((x) => (x.nextUpdate ?? now) < now);
  if (list !== undefined)
    found.push({
      cause: 'crl-missing-or-expired',
      message: message('next.crl-stale', {
        file: crl.value ?? '',
        until: list.nextUpdate?.slice(0, 10) ?? '',
      }),
    });
  return found;
}

/** What a verification that somebody switched off hides; null where it is on, or off by default. */
export function hiddenByVerifyOff(path: UpstreamTls): Message | null {
  const { verify } = path.settings;
  if (path.tls === 'no' || verify.value || verify.origin.kind !== 'directive') return null;
  return message('diagnosis.verify-off-hides', {
    directive: verify.origin.at.directive.name,
    file: verify.origin.at.file,
  });
}
