/** Certificates and other files that the configuration names. Private keys show only their public half. */
export interface CertificateFacts {
  /** Relative names in encoded order, `C=US, O=Acme, CN=Acme Root`. */
  readonly subject: string;
  readonly issuer: string;
  readonly dnsNames: readonly string[];
  readonly ipNames: readonly string[];
  readonly commonName: string | null;
  /** Serial number, upper-case hexadecimal without leading zeros: what a CRL lists. */
  readonly serial: string;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly selfSigned: boolean;
  readonly ca: boolean;
  /** `pathlen` of the basic constraints; null when there is none. */
  readonly pathLength: number | null;
  readonly keyType: 'rsa' | 'ec' | 'ed25519' | 'ed448' | 'other';
  readonly keyBits: number | null;
  readonly curve: string | null;
  readonly signatureAlgorithm: string;
  /** Extended key usage object ids by short name; empty when the extension is absent. */
  readonly extendedKeyUsage: readonly string[];
  readonly subjectKeyId: string | null;
  readonly authorityKeyId: string | null;
  /** SHA-256 of the DER, lower-case hexadecimal. */
  readonly fingerprint: string;
  /** SHA-256 of the SubjectPublicKeyInfo: equal to that of the matching key. */
  readonly publicKey: string;
}

export interface NamedFile {
  /** Path as resolved by nginx. */
  readonly path: string;
  readonly state: 'read' | 'missing' | 'no-permission' | 'unreadable' | 'not-looked-at';
  /** What the content is, when it was read: PEM, or something that nginx cannot use here. */
  readonly format?: 'pem' | 'der' | 'pkcs12' | 'empty' | 'text';
  /** PEM labels in order, for example `CERTIFICATE`, `PRIVATE KEY`. */
  readonly labels?: readonly string[];
  /** Position (from 1) of PEM blocks that do not decode. */
  readonly damaged?: readonly number[];
  readonly certificates: readonly CertificateFacts[];
  readonly keys: readonly {
    readonly publicKey: string | null;
    readonly encrypted: boolean;
    readonly type: string;
  }[];
  readonly crls: readonly {
    readonly issuer: string;
    readonly thisUpdate: string;
    readonly nextUpdate: string | null;
    /** Serial numbers, upper-case hexadecimal without leading zeros; at most 10,000. */
    readonly revoked: readonly string[];
  }[];
  /** Permission bits (octal, for example 0o644) when known. */
  readonly mode: number | null;
}

/** By name as written in the configuration, and by name as nginx resolves it. */
export type NamedFiles = ReadonlyMap<string, NamedFile>;
