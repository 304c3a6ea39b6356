/** What the files show is foreseen while the handshake still fails before it. */
import { describe, expect, it } from 'vitest';
import { diagnosed } from '../diagnosis/diagnosed.ts';
import { type Content, namedFiles } from '../diagnosis/named-files.ts';

const LOG =
  '2026/11/21 07:27:09 [crit] 1187#1187: *4821 SSL_do_handshake() failed (SSL: error:0A000458:SSL routines::tlsv1 unrecognized name:SSL alert number 112) while SSL handshaking to upstream, client: 10.0.1.55, server: shop.example.com, request: "GET / HTTP/1.1", upstream: "https://10.0.4.22:443/", host: "shop.example.com"';
const config = (more: string) => `http {
  server { listen 80; server_name shop.example.com;
    location / { proxy_pass https://api.internal.example.com; ${more} }
  }
}
`;
const VERIFY = 'proxy_ssl_verify on; proxy_ssl_trusted_certificate ca.pem; proxy_ssl_crl ca.crl;';

const diagnosis = (more: string, files: Readonly<Record<string, Content>>) =>
  diagnosed({ log: LOG, config: { 'nginx.conf': config(more) }, files: namedFiles(files) });
const next = (files: Readonly<Record<string, Content>>) =>
  diagnosis(VERIFY, files).incidents[0]?.next.map((n) => n.cause);

describe('trust, ahead of its failure', () => {
  it('is seen in the files', () => {
    expect(next({ 'ca.pem': ['int1.pem'] })).toEqual(['ca-not-trusted']);
    expect(next({ 'ca.pem': ['old-root.pem'] })).toEqual(['cert-expired']);
    expect(next({ 'ca.pem': ['root.pem', 'int1.pem', 'int2.pem'] })).toEqual([
      'verify-depth-too-small',
    ]);
    expect(next({ 'ca.pem': ['root.pem'], 'ca.crl': ['root-stale.crl'] })).toEqual([
      'crl-missing-or-expired',
    ]);
    expect(next({ 'ca.pem': ['root.pem'], 'ca.crl': ['root.crl'] })).toEqual([]);
  });

  it('is said to be hidden only where somebody switched verification off', () => {
    const hidden = (more: string) =>
      diagnosis(more, {}).notes.filter((n) => n.id === 'diagnosis.verify-off-hides').length;
    expect(hidden('proxy_ssl_verify off;')).toBe(1);
    expect(hidden('')).toBe(0);
    expect(hidden(VERIFY)).toBe(0);
  });
});
