/** `--ca`, `--client-certificate`, `--client-key`, `--resolver`: what the user has completes the repair that waited for it. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { need } from '../real/need.ts';
import { folder, inFolder } from './incident.ts';
import { alert40 } from './run.ts';

inFolder();

const line = (what: string) =>
  `2026/11/02 09:14:07 [error] 812#812: *1 ${what} while SSL handshaking to upstream, client: 10.0.1.55, server: , request: "GET / HTTP/1.1", upstream: "https://10.0.4.22:443/", host: "www.example.com"\n`;
const VERIFY = line(
  'upstream SSL certificate verify error: (20:unable to get local issuer certificate)',
);

describe.runIf(need('openssl'))('files that the user states', () => {
  beforeEach(() => {
    execFileSync(
      'openssl',
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout own.key -out own.pem -days 30 -subj /CN=own'.split(
        ' ',
      ),
      { cwd: folder, stdio: 'ignore' },
    );
    writeFileSync('error.log', VERIFY);
    writeFileSync(
      'nginx.conf',
      'location / {\n    proxy_pass https://10.0.4.22;\n    proxy_ssl_verify on;\n    proxy_ssl_verify_depth 9;\n    proxy_ssl_trusted_certificate own.pem;\n}\n',
    );
  });

  it('are written, absolute, where the repair needs a CA file', async () => {
    const fix = ['fix', 'error.log', '-c', 'nginx.conf'];
    const without = await alert40(fix);
    expect(without.code).toBe(1);
    expect(without.out).toBe('');
    writeFileSync('new-ca.pem', execFileSync('cat', ['own.pem']));
    const { code, out, err } = await alert40([...fix, '--ca', 'new-ca.pem']);
    expect(code, err).toBe(0);
    const added = out.split('\n').filter((l) => /^\+(?!\+)/.test(l));
    expect(added).toEqual([
      `+    proxy_ssl_trusted_certificate ${path.join(folder, 'new-ca.pem')};`,
    ]);
  });

  it('are asked for with the option that states them', async () => {
    const fix = ['fix', 'error.log', '-c', 'nginx.conf'];
    expect((await alert40(fix)).err).toContain('State it with --ca FILE.');
    expect((await alert40([...fix, '--lang', 'zh'])).err).toContain('请用 --ca FILE 指定。');
  });

  it('are asked for as the second choice too, and written once they are there', async () => {
    writeFileSync(
      'nginx.conf',
      'location / {\n    proxy_pass https://10.0.4.22;\n    proxy_ssl_certificate /ssl/$arg_partner.pem;\n    proxy_ssl_certificate_key /ssl/$arg_partner.key;\n}\nlocation /b {\n    proxy_pass https://10.0.4.23;\n    proxy_ssl_certificate /b.pem;\n    proxy_ssl_certificate_key /b.key;\n}\n',
    );
    writeFileSync(
      'error.log',
      "2026/11/02 09:14:07 [emerg] 812#812: cannot load certificate \"/ssl/$arg_partner.pem\": BIO_new_file() failed (SSL: error:02001002:system library:fopen:No such file or directory:fopen('/ssl/$arg_partner.pem','r') error:2006D080:BIO routines:BIO_new_file:no such file)\n",
    );
    const fix = ['fix', 'error.log', '-c', 'nginx.conf', '--nginx-version', '1.18.0'];
    const asked = await alert40([...fix, '--format', 'json']);
    const held = JSON.parse(asked.out).held as { cause: string; needs: { what: string }[] }[];
    expect(held.map((h) => h.needs.map((n) => n.what))).toEqual([
      ['upgrade'],
      ['client-certificate'],
    ]);
    const stated = ['--client-certificate', 'own.pem', '--client-key', 'own.key'];
    const { code, out, err } = await alert40([...fix, ...stated]);
    expect(code, err).toBe(0);
    const added = out.split('\n').filter((l) => /^\+(?!\+)/.test(l));
    expect(added).toEqual([
      `+    proxy_ssl_certificate ${path.join(folder, 'own.pem')};`,
      `+    proxy_ssl_certificate_key ${path.join(folder, 'own.key')};`,
    ]);
    expect(out).not.toContain('-    proxy_ssl_certificate /b.pem;');
  });

  it.each([
    ['2001:db8::53', '[2001:db8::53]'],
    ['[::1]:5353', '[::1]:5353'],
    ['ns1.example.com', 'ns1.example.com'],
  ])('write the nameserver %s as nginx takes it', async (given, written) => {
    writeFileSync(
      'nginx.conf',
      'location / {\n    set $b api.example.com;\n    proxy_pass https://$b;\n}\n',
    );
    writeFileSync(
      'error.log',
      VERIFY.replace(
        /upstream SSL.* upstream,/,
        'no resolver defined to resolve api.example.com,',
      ).replace(/, upstream: "[^"]*"/, ''),
    );
    const fix = ['fix', 'error.log', '-c', 'nginx.conf'];
    expect((await alert40(fix)).err).toContain('State it with --resolver ADDRESS.');
    const { code, out, err } = await alert40([...fix, '--resolver', given]);
    expect(code, err).toBe(0);
    expect(out).toContain(`\n+    resolver ${written};\n`);
  });

  it('change nothing where the verdict is another', async () => {
    writeFileSync('error.log', VERIFY.replace(/\(20:[^)]*\)/, '(10:certificate has expired)'));
    const { out } = await alert40(['fix', 'error.log', '-c', 'nginx.conf', '--ca', 'own.pem']);
    expect(out).not.toContain('trusted_certificate');
  });

  it.each([
    [['--ca', 'nowhere.pem'], /nowhere\.pem/],
    [['--ca', 'own.key'], /own\.key holds no certificate/],
    [['--client-certificate', 'own.pem'], /own\.pem holds no private key/],
    [['--client-key', 'own.key'], /--client-key needs --client-certificate/],
    [['--resolver', '10.0.0.300'], /“10\.0\.0\.300” is no nameserver/],
    [['--resolver', '10.0.0.2:99999'], /is no nameserver/],
    [['--resolver', '10.0.0.2; include /etc/passwd'], /is no nameserver/],
    [['--resolver', ''], /is no nameserver/],
  ])('that cannot be meant are one sentence: %j', async (options, sentence) => {
    const { code, out, err } = await alert40([
      'fix',
      'error.log',
      '-c',
      'nginx.conf',
      ...(options as string[]),
    ]);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toMatch(sentence as RegExp);
    expect(err).not.toContain('BEGIN');
  });
});
