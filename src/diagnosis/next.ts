/**
 * Faults that stand behind the one that shows: visible in the configuration, but met only
 * when the first is repaired. nginx meets them in the order of the handshake: chain, name,
 * client certificate, then HTTP.
 */
import { trustAhead } from '../causes/ahead.ts';
import type { Case } from '../causes/cause.ts';
import { type CauseId, FAMILIES } from '../causes/ids.ts';
import { groupAsHost, isIpAddress } from '../causes/path-facts.ts';
import { checksNoName } from '../causes/verifying-at-last.ts';
import { type Message, message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';

export interface NextFault {
  readonly cause: CauseId;
  readonly message: Message;
}

const NAMES: ReadonlySet<CauseId> = new Set([
  'sni-not-sent',
  'sni-wrong-name',
  'certificate-name-mismatch',
]);

/** Verification compares an address, or the name of a group, which no certificate matches. */
function nameCheck(path: UpstreamTls): NextFault[] {
  const [checked] = path.checkedName.values;
  if (checked === undefined || !path.settings.verify.value || !checksNoName(path)) return [];
  return [
    {
      cause: 'certificate-name-mismatch',
      message: message('next.name-check', { name: checked }),
    },
  ];
}

/** SNI will be missing once the connection is TLS, or once the trust is mended. */
function sni(path: UpstreamTls): NextFault[] {
  if (path.sni.sent === 'no')
    return [{ cause: 'sni-not-sent', message: message('next.sni-not-sent') }];
  if (path.sni.why === 'group-name')
    return [
      {
        cause: 'sni-wrong-name',
        message: message('next.sni-group', { name: path.sni.name?.written ?? '' }),
      },
    ];
  return [];
}

/** The Host header is an address or a group's name: virtual hosts at the upstream will not know it. */
function hostHeader(path: UpstreamTls): NextFault[] {
  const host = path.hostHeader;
  const [value] = host?.values ?? [];
  if (host === null || !host.complete || value === undefined || host.values.length !== 1) return [];
  if (!isIpAddress(value.replace(/:\d+$/, '')) && groupAsHost(path) === null) return [];
  return [{ cause: 'not-tls', message: message('next.host-header', { host: value }) }];
}

/** The certificate that nginx would show to the upstream has run out. */
function clientCertificate(c: Case, path: UpstreamTls, now: string): NextFault[] {
  const [file] = path.settings.certificate.value?.values ?? [];
  const leaf = file === undefined ? undefined : c.files.get(file)?.certificates[0];
  if (file === undefined || leaf === undefined || leaf.notAfter > now) return [];
  return [
    {
      cause: 'client-certificate-rejected',
      message: message('next.client-certificate-expired', { file, date: leaf.notAfter }),
    },
  ];
}

/**
 * What will show after the verdict's repair. `now` is the present in ISO 8601, UTC.
 * Faults that the verdict's own repair covers are left out.
 */
export function nextFaults(c: Case, verdict: CauseId | null, now: string): readonly NextFault[] {
  const { path } = c;
  if (path === null || verdict === null) return [];
  const family = FAMILIES[verdict];
  if (family === 'configuration' || verdict === 'not-tls') return [];
  const found: NextFault[] = [];
  if (!NAMES.has(verdict)) {
    // A failed verification comes after SNI was accepted or not needed.
    if (verdict === 'plain-http-to-tls-port') found.push(...sni(path));
    found.push(...nameCheck(path));
  }
  if (family !== 'trust') found.push(...trustAhead(c, path, now));
  if (family !== 'mutual-tls') found.push(...clientCertificate(c, path, now));
  if (NAMES.has(verdict)) found.push(...hostHeader(path));
  return found.filter((f) => f.cause !== verdict);
}
