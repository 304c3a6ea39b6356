/** Paths are built and counted as nginx does it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  buildPath,
  bundleShape,
  faultsOf,
  intermediates,
  type Trust,
} from '../../src/causes/chain.ts';
import type { CertificateFacts } from '../../src/causes/named-files.ts';
import { pemBlocks } from '../../src/causes/pem.ts';
import { certificatesIn, readCrl } from '../../src/causes/x509.ts';

const text = (file: string) =>
  readFileSync(path.join(import.meta.dirname, '../cases/pki', file), 'utf8');
const [root, int1, int2, other, old, api, apiInt1, self, client] = [
  ...['root', 'int1', 'int2', 'other-root', 'old-root'],
  ...['api', 'api-int1', 'self', 'client'],
].map((name) => certificatesIn(text(`${name}.pem`))[0]!) as [
  CertificateFacts,
  CertificateFacts,
  CertificateFacts,
  CertificateFacts,
  CertificateFacts,
  CertificateFacts,
  CertificateFacts,
  CertificateFacts,
  CertificateFacts,
];
const crls = (file: string) =>
  pemBlocks(text(file)).flatMap((b) => (b.der === null ? [] : (readCrl(b.der) ?? [])));

const trust = (more: Partial<Trust>): Trust => ({
  trusted: [root],
  crls: [],
  crlChecked: false,
  depth: 1,
  at: '2026-11-21T07:27:09.000Z',
  ...more,
});
const causes = (presented: readonly CertificateFacts[], more: Partial<Trust> = {}) =>
  faultsOf(presented, trust(more)).map((f) => f.cause);

describe('paths', () => {
  it('go from the leaf to a trusted root', () => {
    const built = buildPath([api, int2, int1], [root]);
    expect(built?.end).toBe('trusted-root');
    expect(built?.certificates).toEqual([api, int2, int1, root]);
    expect(built?.trusted).toBe(1);
  });

  it('do not care for the order in which a server sends its chain', () => {
    expect(buildPath([api, int1, int2], [root])?.end).toBe('trusted-root');
  });

  it('end where nobody has the issuer', () => {
    expect(buildPath([api, int2], [root])?.end).toBe('issuer-missing');
    expect(buildPath([api, int2, int1, root], [other])?.end).toBe('untrusted-root');
    expect(buildPath([self], [root])?.end).toBe('self-signed-leaf');
    expect(buildPath([self], [self])?.end).toBe('trusted-root');
    expect(buildPath([], [root])).toBeNull();
  });

  it('end when certificates name each other', () => {
    const a = { ...int1, subject: 'CN=a', issuer: 'CN=b', fingerprint: '1', authorityKeyId: null };
    const b = { ...int1, subject: 'CN=b', issuer: 'CN=a', fingerprint: '2', authorityKeyId: null };
    expect(buildPath([a, b], [])?.certificates).toHaveLength(2);
  });
});

describe('depth', () => {
  // Measured with nginx: number of intermediates, verify depth, and whether the handshake is refused for it.
  it.each([
    [0, 0, false],
    [1, 0, true],
    [1, 1, false],
    [2, 1, true],
    [2, 2, false],
  ])('%i intermediates at depth %i', (count, depth, refused) => {
    const byRoot = { ...api, issuer: root.subject, authorityKeyId: root.subjectKeyId };
    const presented = [[byRoot], [apiInt1, int1], [api, int2, int1]][count]!;
    expect(intermediates(buildPath(presented, [root])!)).toBe(count);
    expect(causes(presented, { depth }).includes('verify-depth-too-small')).toBe(refused);
  });

  it('counts intermediates of the trusted file all the same', () => {
    expect(causes([api, int2, int1], { trusted: [root, int1, int2] })).toContain(
      'verify-depth-too-small',
    );
  });
});

describe('faults', () => {
  it('are none in a good chain', () => {
    expect(causes([apiInt1, int1])).toEqual([]);
  });

  it('are told apart', () => {
    expect(causes([apiInt1])).toEqual(['chain-incomplete']);
    expect(causes([apiInt1, int1], { trusted: [other] })).toEqual(['ca-not-trusted']);
    expect(causes([self])).toEqual(['self-signed']);
    expect(causes([client, root])).toEqual(['cert-wrong-purpose']);
    expect(causes([apiInt1, int1], { at: '2046-01-01T00:00:00Z' })).toContain('cert-expired');
    expect(causes([apiInt1, int1], { at: '2019-01-01T00:00:00Z' })).toContain('cert-not-yet-valid');
    expect(causes([apiInt1, int1], { at: null })).toEqual([]);
  });

  it('of revocation need a list of every CA', () => {
    const lists = crls('root.crl');
    expect(causes([apiInt1, int1], { crls: lists, crlChecked: true })).toEqual([
      'crl-missing-or-expired',
    ]);
    const revoked = [
      { ...lists[0]!, revoked: [int1.serial] },
      { ...lists[0]!, issuer: int1.subject },
    ];
    expect(causes([apiInt1, int1], { crls: revoked, crlChecked: true })).toEqual(['cert-revoked']);
    const stale = [...crls('root-stale.crl'), { ...lists[0]!, issuer: int1.subject }];
    expect(causes([apiInt1, int1], { crls: stale, crlChecked: true })).toContain(
      'crl-missing-or-expired',
    );
  });
});

describe('bundles', () => {
  it('show how deep they are and what they lack', () => {
    expect(bundleShape([root, int1, int2])).toMatchObject({ deepest: 2, rootless: [] });
    expect(bundleShape([root])).toMatchObject({ deepest: 0, intermediates: [] });
    expect(bundleShape([int1]).rootless).toEqual([int1]);
    expect(bundleShape([api]).leaves).toEqual([api]);
    expect(bundleShape([old, root]).roots).toHaveLength(2);
  });
});
