import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { offerOf } from '../../src/upstream/offers.ts';
import { upstreamPaths } from '../../src/upstream/paths.ts';

function offer(directives: string, nginx: string, openssl: string) {
  const text = `location / { ${directives} proxy_pass https://10.0.0.1; }`;
  const set = loadConfig('nginx.conf', memoryFiles({ 'nginx.conf': text }));
  const { versions, usable } = offerOf(upstreamPaths(set, { nginx })[0]!.settings, { openssl });
  return [versions.join(' '), usable.join(' ')];
}

/** Measured on the versions named, except where a test against the installed nginx covers it. */
describe('versions on offer', () => {
  it('follow the defaults of nginx', () => {
    expect(offer('', '1.22.1', '3.5.0')[0]).toBe('TLSv1.2');
    expect(offer('', '1.26.3', '3.5.0')[0]).toBe('TLSv1.2 TLSv1.3');
    expect(offer('', '1.30.6', '3.5.0')[0]).toBe('TLSv1.2 TLSv1.3');
  });

  it('lose TLS 1.0 and 1.1 from OpenSSL 3 on, in the ClientHello from 3.1 on', () => {
    const all = 'proxy_ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;';
    const every = 'TLSv1 TLSv1.1 TLSv1.2 TLSv1.3';
    expect(offer(all, '1.22.1', '1.1.1w')).toEqual([every, every]);
    expect(offer(all, '1.22.1', '3.0.19')).toEqual([every, 'TLSv1.2 TLSv1.3']);
    expect(offer(all, '1.26.3', '3.5.0')).toEqual(['TLSv1.2 TLSv1.3', 'TLSv1.2 TLSv1.3']);
    const level0 = `${all} proxy_ssl_ciphers DEFAULT@SECLEVEL=0;`;
    expect(offer(level0, '1.26.3', '3.5.0')).toEqual([every, every]);
  });

  it('are none when the levels of nginx and OpenSSL leave none', () => {
    expect(offer('proxy_ssl_protocols TLSv1.1;', '1.26.3', '3.5.0')[0]).toBe('');
    expect(offer('proxy_ssl_protocols SSLv3;', '1.22.1', '3.0.19')[0]).toBe('');
  });
});
