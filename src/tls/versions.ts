/** What runs: stated, asked from the binary, read from the log's error codes, or assumed. */
export interface Versions {
  /** For example `1.22.1`. */
  readonly nginx: string;
  /** For example `3.0.22` or, when only the generation is known, `3.0`. */
  readonly openssl: string;
  readonly from: 'binary' | 'flag' | 'log' | 'assumed';
}

/** What is taken where nothing tells better: the middle of what is in use, with its most frequent OpenSSL. */
export const ASSUMED_VERSIONS: Versions = { nginx: '1.26.3', openssl: '3.0', from: 'assumed' };
