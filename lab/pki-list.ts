/** The lab's certificates as data. Each entry makes `NAME.pem`, `NAME.key` and `NAME.chain.pem` (leaf and intermediates, no root). */

export type KeyKind = 'p256' | 'p384' | 'p521' | 'ed25519' | 'rsa2048' | 'rsa1024';

export interface CertificateSpec {
  /** Common name; the entry's own name when left out. */
  readonly cn?: string;
  /** Name of the issuing entry; self-signed when left out. */
  readonly issuer?: string;
  readonly ca?: boolean;
  readonly key?: KeyKind;
  readonly dns?: readonly string[];
  readonly ip?: readonly string[];
  readonly eku?: readonly ('serverAuth' | 'clientAuth')[];
  /** Days from now; negative is the past. */
  readonly from?: number;
  readonly to?: number;
  readonly hash?: 'SHA-1' | 'SHA-256';
  /** Writes `NAME.enc.key` too, encrypted with this password. */
  readonly password?: string;
}

const API = ['api.example.com', 'api.internal.example.com'];
const SERVER = ['serverAuth'] as const;
const CLIENT = ['clientAuth'] as const;

export const CERTIFICATES: Readonly<Record<string, CertificateSpec>> = {
  // Authorities
  root: { ca: true, cn: 'Example Corp Root CA' },
  int1: { ca: true, issuer: 'root', cn: 'Example Corp Issuing CA 1' },
  int2: { ca: true, issuer: 'int1', cn: 'Example Corp Issuing CA 2' },
  int3: { ca: true, issuer: 'int2', cn: 'Example Corp Issuing CA 3' },
  'int-expired': { ca: true, issuer: 'root', cn: 'Example Corp Issuing CA 0', from: -900, to: -30 },
  'rsa-root': { ca: true, key: 'rsa2048', cn: 'Example RSA Root CA' },
  'sha1-int': {
    ca: true,
    issuer: 'rsa-root',
    key: 'rsa2048',
    hash: 'SHA-1',
    cn: 'Example SHA-1 CA',
  },
  'other-root': { ca: true, cn: 'Unrelated Root CA' },
  'other-int': { ca: true, issuer: 'other-root', cn: 'Unrelated Issuing CA' },
  'root-expired': { ca: true, cn: 'Example Corp Old Root CA', from: -3000, to: -10 },
  'client-root': { ca: true, cn: 'Partner Clients Root CA' },
  'client-int': { ca: true, issuer: 'client-root', cn: 'Partner Clients Issuing CA' },
  'client-other-root': { ca: true, cn: 'Former Partner Clients Root CA' },

  // Servers
  api: { issuer: 'root', dns: API, eku: SERVER },
  'api-rsa': { issuer: 'root', key: 'rsa2048', dns: API, eku: SERVER },
  'api-int1': { issuer: 'int1', dns: API, eku: SERVER },
  'api-int2': { issuer: 'int2', dns: API, eku: SERVER },
  'api-int3': { issuer: 'int3', dns: API, eku: SERVER },
  'api-rsa-int2': { issuer: 'int2', key: 'rsa2048', dns: API, eku: SERVER },
  'api-via-expired': { issuer: 'int-expired', dns: API, eku: SERVER },
  'api-old-root': { issuer: 'root-expired', dns: API, eku: SERVER },
  'api-other': { issuer: 'other-root', dns: API, eku: SERVER },
  'api-other-int': { issuer: 'other-int', dns: API, eku: SERVER },
  'api-self': { cn: 'api.example.com', dns: API },
  'api-rsa-self': { cn: 'api.example.com', key: 'rsa2048', dns: API },
  'api-expired': { issuer: 'root', dns: API, eku: SERVER, from: -400, to: -2 },
  'api-rsa-expired': { issuer: 'root', key: 'rsa2048', dns: API, eku: SERVER, from: -400, to: -20 },
  'api-future': { issuer: 'root', dns: API, eku: SERVER, from: 40, to: 400 },
  'api-revoked': { issuer: 'root', dns: API, eku: SERVER },
  'api-int1-revoked': { issuer: 'int1', dns: API, eku: SERVER },
  'api-client-eku': { issuer: 'root', dns: API, eku: CLIENT },
  'api-cn-only': { issuer: 'root', cn: 'api.example.com', eku: SERVER },
  'api-ip': { issuer: 'root', cn: 'upstream', ip: ['10.0.4.22', '10.0.4.23'], eku: SERVER },
  'api-ip-dns': { issuer: 'root', ip: ['10.0.4.22'], dns: API, eku: SERVER },
  'api-p384': { issuer: 'root', key: 'p384', dns: API, eku: SERVER },
  'api-p521': { issuer: 'root', key: 'p521', dns: API, eku: SERVER },
  'api-ed25519': { issuer: 'root', key: 'ed25519', dns: API, eku: SERVER },
  'api-rsa1024': { issuer: 'root', key: 'rsa1024', dns: API, eku: SERVER },
  'api-sha1': { issuer: 'sha1-int', key: 'rsa2048', dns: API, eku: SERVER },
  'api-rsa-root': { issuer: 'rsa-root', key: 'rsa2048', dns: API, eku: SERVER },
  backend: { issuer: 'root', dns: ['backend.internal.example.com'], eku: SERVER },
  payments: { issuer: 'root', dns: ['payments.example.net'], eku: SERVER },
  wildcard: { issuer: 'root', dns: ['*.example.com'], eku: SERVER },
  'wildcard-internal': { issuer: 'root', dns: ['*.internal.example.com'], eku: SERVER },
  tenant: { issuer: 'root', dns: ['tenant-a.apps.example.com'], eku: SERVER },
  // What fronts answer with when no name matches.
  fallback: { cn: 'Kubernetes Ingress Controller Fake Certificate', dns: ['ingress.local'] },
  'fallback-signed': { issuer: 'root', cn: 'default', dns: ['default.example.com'], eku: SERVER },

  // Clients
  client: { issuer: 'client-root', cn: 'nginx edge', eku: CLIENT, password: 'correct horse' },
  'client-rsa': { issuer: 'client-root', key: 'rsa2048', cn: 'nginx edge rsa', eku: CLIENT },
  'client-via-int': { issuer: 'client-int', cn: 'nginx edge 2', eku: CLIENT },
  'client-expired': { issuer: 'client-root', cn: 'nginx edge', eku: CLIENT, from: -800, to: -3 },
  'client-future': { issuer: 'client-root', cn: 'nginx edge', eku: CLIENT, from: 20, to: 400 },
  'client-revoked': { issuer: 'client-root', cn: 'nginx edge', eku: CLIENT },
  'client-other': { issuer: 'client-other-root', cn: 'nginx edge', eku: CLIENT },
  'client-server-eku': { issuer: 'client-root', cn: 'nginx edge', eku: SERVER },
  'client-self': { cn: 'nginx edge', eku: CLIENT },
  'client-rsa1024': { issuer: 'client-root', key: 'rsa1024', cn: 'nginx edge', eku: CLIENT },
};

export interface CrlSpec {
  readonly issuer: string;
  readonly revokes: readonly string[];
  /** Days from now. */
  readonly from?: number;
  readonly to?: number;
}

/** Each entry makes `NAME.crl`. */
export const CRLS: Readonly<Record<string, CrlSpec>> = {
  root: { issuer: 'root', revokes: ['api-revoked'] },
  'root-empty': { issuer: 'root', revokes: [] },
  'root-stale': { issuer: 'root', revokes: [], from: -60, to: -30 },
  'root-future': { issuer: 'root', revokes: [], from: 30, to: 60 },
  'root-int1': { issuer: 'root', revokes: ['int1'] },
  int1: { issuer: 'int1', revokes: ['api-int1-revoked'] },
  'int1-stale': { issuer: 'int1', revokes: [], from: -60, to: -30 },
  'other-root': { issuer: 'other-root', revokes: [] },
  'client-root': { issuer: 'client-root', revokes: ['client-revoked'] },
};
