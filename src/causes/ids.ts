/** The closed list of causes. Ids are public: they stand in JSON, in page addresses and in the lab's records. */
export const FAMILIES = {
  'sni-not-sent': 'name',
  'sni-wrong-name': 'name',
  'certificate-name-mismatch': 'trust',
  'ca-not-trusted': 'trust',
  'self-signed': 'trust',
  'chain-incomplete': 'trust',
  'verify-depth-too-small': 'trust',
  'cert-expired': 'trust',
  'cert-not-yet-valid': 'trust',
  'cert-revoked': 'trust',
  'crl-missing-or-expired': 'trust',
  'cert-wrong-purpose': 'trust',
  'weak-certificate': 'trust',
  'trusted-certificate-missing': 'trust',
  'protocol-version-mismatch': 'parameters',
  'cipher-mismatch': 'parameters',
  'curve-mismatch': 'parameters',
  'sigalg-mismatch': 'parameters',
  'dh-key-too-small': 'parameters',
  'legacy-renegotiation': 'parameters',
  'clienthello-too-big': 'parameters',
  'alpn-mismatch': 'parameters',
  'client-certificate-required': 'mutual-tls',
  'client-certificate-rejected': 'mutual-tls',
  'client-certificate-key-mismatch': 'mutual-tls',
  'client-certificate-unreadable': 'mutual-tls',
  'upstream-not-tls': 'transport',
  'plain-http-to-tls-port': 'transport',
  'proxy-protocol-expected': 'transport',
  'proxy-protocol-unexpected': 'transport',
  'peer-closed-connection': 'transport',
  'handshake-timeout': 'transport',
  'session-reuse': 'state',
  'directive-unsupported-by-version': 'configuration',
  'config-syntax': 'configuration',
  'not-tls': 'other',
} as const;

export type CauseId = keyof typeof FAMILIES;
export type Family = (typeof FAMILIES)[CauseId];

export const CAUSE_IDS = Object.keys(FAMILIES) as readonly CauseId[];
