/**
 * What shows on a real nginx that a rule's bad example is bad: the upstream
 * that is made for it, and what happens there. The good example has to pass the
 * same trial. The examples themselves stand on the rules' pages.
 */
import type { Request, Scenario, Upstream } from '../../../lab/scenario.ts';

export interface Demonstration {
  readonly rule: string;
  /**
   * `refused`: nginx does not start. `fails`: not every request comes through.
   * `insecure`: the attack succeeds.
   */
  readonly bad: 'refused' | 'fails' | 'insecure';
  /** What nginx writes about it. */
  readonly says?: RegExp;
  readonly upstreams?: readonly Upstream[];
  readonly ssl?: NonNullable<Scenario['ssl']>;
  readonly modes?: NonNullable<Scenario['modes']>;
  readonly requests?: readonly Request[];
  readonly requires?: Scenario['requires'];
  /** The upstreams that the good example is for, where the repair is theirs. */
  readonly successors?: readonly Upstream[];
  readonly attack?: Attack;
}

/** Succeeds when every request is answered with 200. */
export type Attack =
  /** Somebody else answers at the upstream's address. */
  | { readonly impostors: readonly Upstream[] }
  /** A client asks for what is not its own. */
  | { readonly requests: readonly Request[] }
  /** Another user of the host takes the client key and poses as nginx. */
  | { readonly stealsKey: true };

const AT = '10.0.4.22:443';

/** Answers to names below internal.example.com, and to nobody who sends no name. */
const STRICT: Upstream = {
  at: AT,
  kind: 'node',
  cert: null,
  names: { '*.internal.example.com': 'wildcard-internal' },
  minVersion: 'TLSv1.2',
};
const TLS_1_3: Upstream = { ...STRICT, minVersion: 'TLSv1.3' };
const MUTUAL: Upstream = { ...STRICT, clientCa: ['client-root'], clientAuth: 'require' };
const IMPOSTOR = { impostors: [{ at: AT, kind: 'node', cert: 'api-self' }] } satisfies Attack;
const REFUSED_WITHOUT_NAME = { bad: 'fails', says: /SSL alert number 40/ } as const;

export type Usual = Required<
  Pick<Demonstration, 'upstreams' | 'requests'> & Pick<Scenario, 'hosts' | 'ssl'>
>;

/** What the examples find unless a demonstration says otherwise. */
export const USUAL: Usual = {
  upstreams: [STRICT],
  hosts: { 'api.internal.example.com': '10.0.4.22' },
  ssl: {
    'ca.pem': 'root.pem',
    'client.pem': 'client.pem',
    'client.key': 'client.key',
  },
  requests: [{}],
};

export const DEMONSTRATIONS: readonly Demonstration[] = [
  { rule: 'sni-off', ...REFUSED_WITHOUT_NAME, requests: [{ path: '/v2/' }] },
  {
    rule: 'sni-useless-name',
    ...REFUSED_WITHOUT_NAME,
    upstreams: [STRICT, { ...STRICT, at: '10.0.4.23:443' }],
  },
  {
    rule: 'sni-from-client',
    ...REFUSED_WITHOUT_NAME,
    requests: [{ host: 'health-check' }],
  },
  { rule: 'name-not-sent', ...REFUSED_WITHOUT_NAME },
  { rule: 'verify-off', bad: 'insecure', attack: IMPOSTOR },
  { rule: 'verify-not-set', bad: 'insecure', attack: IMPOSTOR },
  { rule: 'verify-without-ca', bad: 'refused', says: /no proxy_ssl_trusted_certificate/ },
  {
    rule: 'verify-name-cannot-match',
    bad: 'fails',
    says: /certificate does not match "10\.0\.4\.22"/,
    // Its default certificate carries the address as well, and that does not help.
    upstreams: [{ at: AT, kind: 'node', cert: 'api-ip-dns' }],
  },
  {
    rule: 'verify-depth-short',
    bad: 'fails',
    says: /upstream SSL certificate verify error/,
    upstreams: [{ at: AT, kind: 'node', cert: 'api-int2' }],
    ssl: { 'two-intermediates.pem': 'int2.pem+int1.pem+root.pem' },
  },
  {
    rule: 'verify-mixed-in-group',
    bad: 'fails',
    says: /upstream SSL certificate verify error: \(20:/,
    requests: [{ path: '/b/' }, { path: '/a/' }],
  },
  {
    rule: 'old-protocols',
    bad: 'fails',
    says: /SSL alert number 70/,
    upstreams: [TLS_1_3],
  },
  {
    rule: 'tls13-not-offered',
    bad: 'fails',
    says: /SSL alert number 70/,
    upstreams: [TLS_1_3],
  },
  {
    rule: 'weak-ciphers',
    bad: 'insecure',
    requests: [{ path: '/ok' }],
    attack: {
      impostors: [
        openssl('api-rsa', '-tls1_2', '-cipher', 'NULL-SHA256:@SECLEVEL=0'), // sends in the clear
      ],
    },
  },
  { rule: 'ciphers-without-effect', bad: 'refused', says: /no cipher match/ },
  {
    rule: 'security-level-lowered',
    bad: 'insecure',
    requests: [{ path: '/ok' }],
    attack: { impostors: [openssl('api-rsa1024', '-cipher', 'DEFAULT:@SECLEVEL=0')] },
  },
  {
    rule: 'legacy-renegotiation',
    bad: 'insecure',
    attack: {
      impostors: [
        {
          at: AT,
          kind: 'gnutls',
          args: [
            ...['--x509certfile', '@pki/api-rsa.chain.pem', '--x509keyfile', '@pki/api-rsa.key'],
            ...['--priority', 'NORMAL:-VERS-TLS1.3:%DISABLE_SAFE_RENEGOTIATION'],
          ],
        },
      ],
    },
  },
  {
    rule: 'client-certificate-without-key',
    bad: 'refused',
    says: /no "proxy_ssl_certificate_key" is defined/,
    upstreams: [MUTUAL],
  },
  {
    rule: 'client-certificate-key-mismatch',
    bad: 'refused',
    says: /key values mismatch/,
    upstreams: [MUTUAL],
    ssl: { 'other.key': 'client-other.key' },
  },
  {
    rule: 'client-certificate-expires',
    bad: 'fails',
    says: /SSL alert number 45/,
    upstreams: [
      openssl('api', '-Verify', '2', '-verify_return_error', '-CAfile', '@pki/client-root.pem'),
    ],
    requests: [{ path: '/ok' }],
    ssl: { 'expired-client.pem': 'client-expired.pem', 'expired-client.key': 'client-expired.key' },
  },
  {
    rule: 'key-readable-by-others',
    bad: 'insecure',
    upstreams: [MUTUAL],
    ssl: { 'open.key': 'client.key' },
    modes: { 'open.key': 0o644, 'client.key': 0o600 },
    attack: { stealsKey: true },
  },
  { rule: 'file-missing', bad: 'refused', says: /missing\.pem.*No such file/ },
  {
    rule: 'ca-expires',
    bad: 'fails',
    says: /\(10:certificate has expired\)/,
    upstreams: [{ at: AT, kind: 'node', cert: 'api-old-root' }],
    ssl: { 'expired-ca.pem': 'root-expired.pem' },
    successors: [{ at: AT, kind: 'node', cert: 'api' }],
  },
  {
    rule: 'crl-stale',
    bad: 'fails',
    says: /\(12:CRL has expired\)/,
    ssl: { 'stale.crl': 'root-stale.crl', 'fresh.crl': 'root.crl' },
  },
  {
    rule: 'session-shared-between-identities',
    bad: 'insecure',
    upstreams: [MUTUAL],
    requests: [{ path: '/admin/' }],
    attack: { requests: [{ path: '/admin/' }, { path: '/' }] },
  },
  {
    rule: 'wrong-family',
    ...REFUSED_WITHOUT_NAME,
    upstreams: [{ ...STRICT, app: 'h2' }],
    requests: [{ method: 'POST', path: '/example.Service/Call' }],
  },
  {
    rule: 'no-effect',
    bad: 'insecure',
    attack: {
      impostors: [{ at: '10.0.4.22:80', kind: 'node', plain: true }, ...IMPOSTOR.impostors],
    },
  },
  {
    rule: 'unsupported-directive',
    bad: 'refused',
    says: /unknown directive "proxy_ssl_certificate_cache"/,
    requires: { nginx: [null, '1.27.4'] },
  },
  { rule: 'variable-pass-without-resolver', bad: 'fails', says: /no resolver defined/ },
  { rule: 'scheme-port-mismatch', bad: 'fails' },
];

function openssl(certificate: string, ...args: string[]): Upstream {
  const pair = ['-cert', `@pki/${certificate}.pem`, '-key', `@pki/${certificate}.key`];
  return { at: AT, kind: 'openssl', args: [...pair, ...args] };
}
