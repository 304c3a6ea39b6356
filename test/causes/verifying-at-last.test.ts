/** A correction that switches verification on is made whole, or says what it waits for. */
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { diagnoseTexts } from '../../src/diagnosis/diagnose-texts.ts';
import { planRepairs } from '../../src/diagnosis/plan.ts';
import { applyEdits } from '../../src/text/edit.ts';

const FILE = '/etc/nginx/nginx.conf';
const YES = 'invalid value "yes" in "proxy_ssl_verify" directive, it must be "on" or "off"';

/** The plan for a configuration that nginx refused at a line; `ca` and `name` as the user states them. */
function planned(text: string, said: string, line: number, ca?: string, name?: string) {
  const read = diagnoseTexts({
    log: `2026/11/02 09:14:07 [emerg] 812#812: ${said} in ${FILE}:${line}\n`,
    config: { [FILE]: text },
    nginx: '1.22.1',
    now: '2026-11-03T00:00:00Z',
  });
  const c = read.incidents[0]?.case;
  if (c === undefined) throw new Error('nothing was diagnosed');
  const diagnosis = diagnose({
    incidents: [c.incident],
    config: c.config,
    paths: c.allPaths,
    versions: read.versions,
    statedName: name ?? null,
    statedFiles: { ca: ca ?? null, client: null },
    read: read.read,
    now: '2026-11-03T00:00:00Z',
  });
  expect(diagnosis.incidents[0]?.verdict).toBe('config-syntax');
  const plan = planRepairs(diagnosis, { allowWeakening: false });
  return { text: applyEdits(text, plan.edits), held: plan.held };
}

const http = (body: string) => `events {}\nhttp {\n${body}}\n`;
const ADDRESS = http(
  '  server {\n    location / {\n      proxy_ssl_verify yes;\n      proxy_pass https://10.0.4.22;\n    }\n  }\n',
);

describe('verification that a correction switches on', () => {
  it('waits for the CA and for the name that the certificate carries', () => {
    const { text, held } = planned(ADDRESS, YES, 5);
    expect(text).toBe(ADDRESS);
    expect(held.map((h) => h.why)).toEqual(['needs']);
    expect(held[0]?.repair?.needs.map((n) => n.what)).toEqual(['ca-file', 'name']);
  });

  it('waits for what is still missing', () => {
    const needs = (ca?: string, name?: string) =>
      planned(ADDRESS, YES, 5, ca, name).held[0]?.repair?.needs.map((n) => n.what);
    expect(needs('/ca.pem')).toEqual(['name']);
    expect(needs(undefined, 'api.example.com')).toEqual(['ca-file']);
  });

  it('is written with both in one repair', () => {
    const { text, held } = planned(ADDRESS, YES, 5, '/ca.pem', 'api.example.com');
    expect(held).toEqual([]);
    for (const line of [
      'proxy_ssl_verify on;',
      'proxy_ssl_trusted_certificate /ca.pem;',
      'proxy_ssl_name api.example.com;',
    ])
      expect(text.split(line), line).toHaveLength(2);
    expect(text).not.toContain('yes');
  });

  it('is trusted once, beside the directive, where that decides all places', () => {
    const text = http(
      '  proxy_ssl_verify yes;\n  server {\n    location /a { proxy_pass https://a.example.com; }\n    location /b { proxy_pass https://b.example.com; }\n  }\n',
    );
    const after = planned(text, YES, 3, '/ca.pem').text;
    expect(after).toContain('proxy_ssl_verify on;\n  proxy_ssl_trusted_certificate /ca.pem;\n');
    expect(after.match(/trusted_certificate/g)).toHaveLength(1);
  });

  it('is trusted where it is missing only', () => {
    const text = http(
      '  proxy_ssl_verify yes;\n  server {\n    location /a { proxy_pass https://a.example.com; }\n    location /b { proxy_pass https://b.example.com; proxy_ssl_trusted_certificate /own.pem; }\n  }\n',
    );
    const after = planned(text, YES, 3, '/ca.pem').text;
    expect(after.match(/trusted_certificate \/ca\.pem/g)).toHaveLength(1);
    expect(after.match(/trusted_certificate \/own\.pem/g)).toHaveLength(1);
    expect(after).toMatch(/a\.example\.com; proxy_ssl_trusted_certificate \/ca\.pem/);
  });

  it('asks for nothing where a CA is there, or nothing is verified', () => {
    const there = ADDRESS.replace(
      'proxy_pass',
      'proxy_ssl_trusted_certificate /own.pem;\nproxy_pass',
    );
    expect(planned(there, YES, 5).text).toContain('proxy_ssl_verify on;');
    const off = ADDRESS.replace('yes', 'no');
    expect(planned(off, YES.replace('yes', 'no'), 5).text).toContain('proxy_ssl_verify off;');
    const plain = ADDRESS.replace('https:', 'http:');
    expect(planned(plain, YES, 5).text).toContain('proxy_ssl_verify on;');
  });

  it('is seen behind a misspelt name too', () => {
    const typo = ADDRESS.replace('proxy_ssl_verify yes', 'proxy_ssl_verfy on');
    const { held } = planned(typo, 'unknown directive "proxy_ssl_verfy"', 5);
    expect(held[0]?.repair?.needs.map((n) => n.what)).toEqual(['ca-file', 'name']);
  });
});
