/** Every rule, in the order of the documentation. */
import type { Rule } from './rule.ts';
import {
  caExpires,
  clientCertificateExpires,
  clientCertificateKeyMismatch,
  crlStale,
  fileMissing,
  keyReadableByOthers,
} from './rules/certificate-files.ts';
import { ciphersWithoutEffect, weakCiphers } from './rules/ciphers.ts';
import { clientCertificateWithoutKey } from './rules/client-certificate-without-key.ts';
import { legacyRenegotiation } from './rules/legacy-renegotiation.ts';
import { nameNotSent } from './rules/name-not-sent.ts';
import { oldProtocols } from './rules/old-protocols.ts';
import { schemePortMismatch } from './rules/scheme-port-mismatch.ts';
import { secretInFile } from './rules/secret-in-file.ts';
import { securityLevelLowered } from './rules/security-level-lowered.ts';
import { sessionSharedBetweenIdentities } from './rules/session-shared-between-identities.ts';
import { sniFromClient } from './rules/sni-from-client.ts';
import { sniOff } from './rules/sni-off.ts';
import { sniUselessName } from './rules/sni-useless-name.ts';
import { tls13NotOffered } from './rules/tls13-not-offered.ts';
import { unsupportedDirective } from './rules/unsupported-directive.ts';
import { variablePassWithoutResolver } from './rules/variable-pass-without-resolver.ts';
import { verifyDepthShort } from './rules/verify-depth-short.ts';
import { verifyMixedInGroup } from './rules/verify-mixed-in-group.ts';
import { verifyNameCannotMatch } from './rules/verify-name-cannot-match.ts';
import { verifyNotSet } from './rules/verify-not-set.ts';
import { verifyOff } from './rules/verify-off.ts';
import { verifyWithoutCa } from './rules/verify-without-ca.ts';
import { noEffect, wrongFamily } from './rules/without-effect.ts';

export const RULES: readonly Rule[] = [
  sniOff,
  sniUselessName,
  sniFromClient,
  nameNotSent,
  verifyOff,
  verifyNotSet,
  verifyWithoutCa,
  verifyNameCannotMatch,
  verifyDepthShort,
  verifyMixedInGroup,
  oldProtocols,
  tls13NotOffered,
  weakCiphers,
  ciphersWithoutEffect,
  securityLevelLowered,
  legacyRenegotiation,
  clientCertificateWithoutKey,
  clientCertificateKeyMismatch,
  clientCertificateExpires,
  keyReadableByOthers,
  fileMissing,
  caExpires,
  crlStale,
  sessionSharedBetweenIdentities,
  wrongFamily,
  noEffect,
  unsupportedDirective,
  variablePassWithoutResolver,
  schemePortMismatch,
  secretInFile,
];
