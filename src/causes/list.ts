/** The one static list of causes, in the order of `ids.ts`. */
import { alpnMismatch } from './alpn-mismatch.ts';
import type { Cause } from './cause.ts';
import { certificateNameMismatch } from './certificate-name-mismatch.ts';
import { handshakeTimeout } from './handshake-timeout.ts';
import { notTls } from './not-tls.ts';
import { peerClosedConnection } from './peer-closed-connection.ts';
import { plainHttpToTlsPort } from './plain-http-to-tls-port.ts';
import { proxyProtocolExpected } from './proxy-protocol-expected.ts';
import { proxyProtocolUnexpected } from './proxy-protocol-unexpected.ts';
import { sessionReuse } from './session-reuse.ts';
import { sniNotSent } from './sni-not-sent.ts';
import { sniWrongName } from './sni-wrong-name.ts';
import { upstreamNotTls } from './upstream-not-tls.ts';

export const CAUSES: readonly Cause[] = [
  sniNotSent,
  sniWrongName,
  certificateNameMismatch,
  alpnMismatch,
  upstreamNotTls,
  plainHttpToTlsPort,
  proxyProtocolExpected,
  proxyProtocolUnexpected,
  peerClosedConnection,
  handshakeTimeout,
  sessionReuse,
  notTls,
];
