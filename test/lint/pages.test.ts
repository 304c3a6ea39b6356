/** Every rule has a page; its bad example is found and its good one is clean. */
import { describe, expect, it } from 'vitest';
import type { CertificateFacts, NamedFile, NamedFiles } from '../../src/causes/named-files.ts';
import { lint } from '../../src/lint/lint.ts';
import { RULES } from '../../src/lint/list.ts';
import { DEFAULT_SETTINGS } from '../../src/lint/settings.ts';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { sentencesIn } from '../../src/report/messages/catalogue.ts';
import { applyEdits, mergeEdits } from '../../src/text/edit.ts';
import { upstreamPaths } from '../../src/upstream/paths.ts';
import { buildScopes } from '../../src/upstream/scopes.ts';
import { rulePages, whole } from './rule-pages.ts';

const NOW = Date.parse('2026-06-01T00:00:00Z');

function certificate(name: string, change: Partial<CertificateFacts> = {}): CertificateFacts {
  return {
    subject: `CN=${name}`,
    issuer: 'CN=root',
    dnsNames: [],
    ipNames: [],
    commonName: name,
    serial: '01',
    pathLength: null,
    notBefore: '2020-01-01T00:00:00Z',
    notAfter: '2040-01-01T00:00:00Z',
    selfSigned: false,
    ca: false,
    keyType: 'ec',
    keyBits: null,
    curve: 'P-256',
    signatureAlgorithm: 'ecdsa-with-SHA256',
    extendedKeyUsage: [],
    subjectKeyId: null,
    authorityKeyId: null,
    fingerprint: name,
    publicKey: name,
    ...change,
  };
}

function file(name: string, content: Partial<NamedFile>): [string, NamedFile] {
  const where = `/etc/nginx/ssl/${name}`;
  const nothing = { certificates: [], keys: [], crls: [], mode: 0o600 };
  return [where, { path: where, state: 'read', ...nothing, ...content }];
}

const key = (name: string) => ({ publicKey: name, encrypted: false, type: 'ec' });
const root = certificate('root', { selfSigned: true, ca: true });
const crl = (nextUpdate: string) => ({
  issuer: 'CN=root',
  thisUpdate: '2026-01-01T00:00:00Z',
  nextUpdate,
  revoked: [],
});

/** The files that the examples name, by what their names promise. */
const files: NamedFiles = new Map([
  file('client.pem', { certificates: [certificate('client')] }),
  file('client.key', { keys: [key('client')] }),
  file('open.key', { keys: [key('client')], mode: 0o644 }),
  file('other.key', { keys: [key('other')] }),
  file('expired-client.pem', {
    certificates: [certificate('old', { notAfter: '2026-05-01T00:00:00Z' })],
  }),
  file('expired-client.key', { keys: [key('old')] }),
  file('ca.pem', { certificates: [root] }),
  file('expired-ca.pem', { certificates: [{ ...root, notAfter: '2026-06-10T00:00:00Z' }] }),
  file('two-intermediates.pem', {
    certificates: [
      certificate('issuing', { issuer: 'CN=policy', ca: true }),
      certificate('policy', { ca: true }),
      root,
    ],
  }),
  file('missing.pem', { state: 'missing' }),
  file('fresh.crl', { crls: [crl('2027-01-01T00:00:00Z')] }),
  file('stale.crl', { crls: [crl('2026-02-01T00:00:00Z')] }),
]);

function findings(text: string) {
  const set = loadConfig('nginx.conf', memoryFiles({ 'nginx.conf': text }));
  const stated = /# nginx (\d+\.\d+\.\d+)/.exec(text)?.[1];
  const versions = {
    nginx: stated ?? '1.26.3',
    openssl: '3.5',
    from: stated ? 'flag' : 'assumed',
  } as const;
  const context = {
    set,
    scopes: buildScopes(set),
    paths: upstreamPaths(set, versions),
    versions,
    files,
    now: NOW,
    expiresWithinDays: 30,
  };
  return lint(context, { ...DEFAULT_SETTINGS, extends: 'strict' }).findings;
}

describe('rule pages', () => {
  it('stand for every rule, and for nothing else', () => {
    expect(rulePages.map((p) => p.id).sort()).toEqual(RULES.map((r) => r.id).sort());
  });

  for (const page of rulePages) {
    it(`${page.id}: the bad example is found, the good one is not`, () => {
      const bad = findings(whole(page.bad));
      expect(bad.map((f) => f.rule)).toContain(page.id);
      for (const { message } of bad)
        for (const language of ['en', 'zh'] as const)
          expect(sentencesIn(language).has(message.id), message.id).toBe(true);
      expect(findings(whole(page.good)).map((f) => f.rule)).not.toContain(page.id);
    });

    it(`${page.id}: its repair is found clean afterwards`, () => {
      const text = whole(page.bad);
      const mine = findings(text).filter((f) => f.rule === page.id && f.edits.length > 0);
      if (mine.length === 0) return;
      const repaired = applyEdits(text, mergeEdits(mine.flatMap((f) => f.edits)));
      expect(findings(repaired).map((f) => f.rule)).not.toContain(page.id);
    });
  }
});
