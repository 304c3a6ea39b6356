/** The one static list of causes, in the order of `ids.ts`. */
import { alpnMismatch } from './alpn-mismatch.ts';
import { caNotTrusted } from './ca-not-trusted.ts';
import type { Cause } from './cause.ts';
import { certExpired } from './cert-expired.ts';
import { certNotYetValid } from './cert-not-yet-valid.ts';
import { certRevoked } from './cert-revoked.ts';
import { certWrongPurpose } from './cert-wrong-purpose.ts';
import { certificateNameMismatch } from './certificate-name-mismatch.ts';
import { chainIncomplete } from './chain-incomplete.ts';
import { cipherMismatch } from './cipher-mismatch.ts';
import { clientCertificateKeyMismatch } from './client-certificate-key-mismatch.ts';
import { clientCertificateRejected } from './client-certificate-rejected.ts';
import { clientCertificateRequired } from './client-certificate-required.ts';
import { clientCertificateUnreadable } from './client-certificate-unreadable.ts';
import { clienthelloTooBig } from './clienthello-too-big.ts';
import { configSyntax } from './config-syntax.ts';
import { crlMissingOrExpired } from './crl-missing-or-expired.ts';
import { curveMismatch } from './curve-mismatch.ts';
import { dhKeyTooSmall } from './dh-key-too-small.ts';
import { directiveUnsupportedByVersion } from './directive-unsupported-by-version.ts';
import { handshakeTimeout } from './handshake-timeout.ts';
import { legacyRenegotiation } from './legacy-renegotiation.ts';
import { notTls } from './not-tls.ts';
import { peerClosedConnection } from './peer-closed-connection.ts';
import { plainHttpToTlsPort } from './plain-http-to-tls-port.ts';
import { protocolVersionMismatch } from './protocol-version-mismatch.ts';
import { proxyProtocolExpected } from './proxy-protocol-expected.ts';
import { proxyProtocolUnexpected } from './proxy-protocol-unexpected.ts';
import { selfSigned } from './self-signed.ts';
import { sessionReuse } from './session-reuse.ts';
import { sigalgMismatch } from './sigalg-mismatch.ts';
import { sniNotSent } from './sni-not-sent.ts';
import { sniWrongName } from './sni-wrong-name.ts';
import { trustedCertificateMissing } from './trusted-certificate-missing.ts';
import { upstreamNotTls } from './upstream-not-tls.ts';
import { verifyDepthTooSmall } from './verify-depth-too-small.ts';
import { weakCertificate } from './weak-certificate.ts';

export const CAUSES: readonly Cause[] = [
  sniNotSent,
  sniWrongName,
  certificateNameMismatch,
  caNotTrusted,
  selfSigned,
  chainIncomplete,
  verifyDepthTooSmall,
  certExpired,
  certNotYetValid,
  certRevoked,
  crlMissingOrExpired,
  certWrongPurpose,
  weakCertificate,
  trustedCertificateMissing,
  protocolVersionMismatch,
  cipherMismatch,
  curveMismatch,
  sigalgMismatch,
  dhKeyTooSmall,
  legacyRenegotiation,
  clienthelloTooBig,
  alpnMismatch,
  clientCertificateRequired,
  clientCertificateRejected,
  clientCertificateKeyMismatch,
  clientCertificateUnreadable,
  upstreamNotTls,
  plainHttpToTlsPort,
  proxyProtocolExpected,
  proxyProtocolUnexpected,
  peerClosedConnection,
  handshakeTimeout,
  sessionReuse,
  directiveUnsupportedByVersion,
  configSyntax,
  notTls,
];
