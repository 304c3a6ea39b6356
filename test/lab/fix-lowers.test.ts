/** The judge of `npm run lab -- fixes` must see what is lowered, or its figure says nothing. */
import { describe, expect, it } from 'vitest';
import { goesElsewhere, lowered } from '../../lab/fix-lowers.ts';

const release = {
  id: '1.22',
  nginx: '1.22.1',
  openssl: '3.0.19',
  root: '',
  binary: '/usr/sbin/nginx',
  streamModule: true,
};
const config = (...lines: string[]) => ({
  'nginx.conf': `events {}\nhttp { server { location / {\n${lines.join('\n')}\n} } }\n`,
});
const PASS = 'proxy_pass https://10.0.4.22;';
const NEW = 'proxy_ssl_protocols TLSv1.2 TLSv1.3;';
const VERIFY = 'proxy_ssl_verify on; proxy_ssl_trusted_certificate ssl/a.pem;';

describe('what a repair lowers', () => {
  it.each([
    ['verification', [PASS, VERIFY], [PASS, 'proxy_ssl_verify off;']],
    ['trust', [PASS, VERIFY], [PASS, VERIFY.replace('a.pem', 'b.pem')]],
    ['encryption', [PASS], [PASS.replace('https', 'http')]],
    ['old-protocol', [PASS, NEW], [PASS, 'proxy_ssl_protocols TLSv1 TLSv1.2 TLSv1.3;']],
    ['security-level', [PASS], [PASS, 'proxy_ssl_ciphers DEFAULT@SECLEVEL=0;']],
    ['command', [PASS], [PASS, 'proxy_ssl_conf_command Options UnsafeLegacyServerConnect;']],
    ['command', [PASS], [PASS, 'proxy_ssl_conf_command SignatureAlgorithms RSA+SHA1:RSA+SHA256;']],
    ['newest-protocol', [PASS, NEW], [PASS, 'proxy_ssl_protocols TLSv1.2;']],
  ])('sees %s', (what, before, after) => {
    const found = lowered(config(...before), config(...after), null, release);
    expect(found).toBe(what);
  });

  it.each([
    ['a name', [PASS], [PASS, 'proxy_ssl_server_name on; proxy_ssl_name a.example;']],
    ['a newer protocol', [PASS, 'proxy_ssl_protocols TLSv1.1;'], [PASS, NEW]],
    ['groups', [PASS], [PASS, 'proxy_ssl_conf_command Groups P-521;']],
    [
      'a stated CA',
      [PASS, VERIFY],
      [PASS, VERIFY.replace('ssl/a.pem', '/etc/nginx/ssl/lab-ca.pem')],
    ],
    ['plain text to itself', ['proxy_pass https://127.0.0.1;'], ['proxy_pass http://127.0.0.1;']],
  ])('lets %s pass', (_, before, after) => {
    expect(lowered(config(...before), config(...after), null, release)).toBeNull();
  });

  it('takes the true repair as the measure of whom to trust', () => {
    const after = config(PASS, VERIFY.replace('a.pem', 'b.pem'));
    expect(lowered(config(PASS, VERIFY), after, after, release)).toBeNull();
  });

  it('knows another port as another place, and another scheme not', () => {
    const before = config('proxy_pass http://10.0.4.22:443;');
    expect(goesElsewhere(before, config('proxy_pass https://10.0.4.22:443;'), release)).toBe(false);
    expect(goesElsewhere(before, config('proxy_pass http://10.0.4.22:80;'), release)).toBe(true);
  });
});
