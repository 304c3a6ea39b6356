/** nginx's own name rule; the same table is put to OpenSSL where it is installed. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { certificateCarries } from '../../src/probe/name-rule.ts';
import { need } from '../real/need.ts';
import { folder } from '../real/peers.ts';

/** `[dNSNames, common name, host, carried]` */
const TABLE: readonly (readonly [readonly string[], string | null, string, boolean])[] = [
  [['api.example.com'], null, 'api.example.com', true],
  [['api.example.com'], null, 'API.Example.COM', true],
  [['api.example.com'], null, 'www.example.com', false],
  [['api.example.com'], null, 'api.example.com.', false],
  [['*.example.com'], null, 'api.example.com', true],
  [['*.example.com'], null, 'a.b.example.com', false],
  [['*.example.com'], null, 'example.com', false],
  [['*.example.com'], null, '.example.com', true],
  [['*.com'], null, 'example.com', false],
  [['f*.example.com'], null, 'foo.example.com', true],
  [['*f.example.com'], null, 'of.example.com', true],
  [['a*b.example.com'], null, 'axb.example.com', false],
  [['*.example.com'], null, 'under_score.example.com', false],
  [['*.example.com'], null, 'xn--bcher-kva.example.com', true],
  [['x*.example.com'], null, 'xn--bcher-kva.example.com', false],
  [['a.*.example.com'], null, 'a.b.example.com', false],
  [['other.example.com'], 'api.example.com', 'api.example.com', false],
  [[], 'api.example.com', 'api.example.com', true],
  [[], '*.example.com', 'api.example.com', true],
  [['10.0.4.22'], null, '10.0.4.22', true],
];

describe('name rule', () => {
  for (const [dnsNames, commonName, host, carried] of TABLE)
    it(`${dnsNames.join(' ') || `CN ${commonName}`} ${carried ? 'carries' : 'lacks'} ${host}`, () => {
      expect(certificateCarries({ dnsNames, commonName }, host)).toBe(carried);
    });

  it('an empty name is never carried', () => {
    expect(certificateCarries({ dnsNames: [''], commonName: '' }, '')).toBe(false);
  });
});

describe.skipIf(!need('openssl'))('OpenSSL says the same', () => {
  it('for the whole table', () => {
    const { dir, remove } = folder();
    try {
      TABLE.forEach(([dnsNames, commonName, host, carried], i) => {
        const file = path.join(dir, `${i}.pem`);
        const names = dnsNames.map((n) => `DNS:${n}`).join(',');
        const conf = path.join(dir, 'c.cnf');
        writeFileSync(
          conf,
          `[req]\ndistinguished_name=dn\nprompt=no\nx509_extensions=e\n[dn]\n${commonName ? `CN=${commonName}` : 'O=x'}\n[e]\n${names ? `subjectAltName=${names}` : 'basicConstraints=CA:FALSE'}\n`,
        );
        const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
        execFileSync(
          'openssl',
          [...args, '-nodes', '-keyout', '/dev/null', '-config', conf, '-out', file],
          {
            stdio: 'pipe',
          },
        );
        const said = execFileSync('openssl', [
          'x509',
          '-in',
          file,
          '-noout',
          '-checkhost',
          host,
        ]).toString();
        expect([names, commonName, host, !said.includes('NOT match')]).toEqual([
          names,
          commonName,
          host,
          carried,
        ]);
      });
    } finally {
      remove();
    }
  });
});
