/** Whatever the texts are, a diagnosis comes out, and its commands are harmless in a shell. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { planRepairs } from '../../src/diagnosis/plan.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { diagnosed } from './diagnosed.ts';

const root = path.resolve(import.meta.dirname, '../cases');
const texts = (file: string) =>
  globSync(`*/${file}`, { cwd: root })
    .sort()
    .map((f) => readFileSync(path.join(root, f), 'utf8'));
const logs = texts('error.log');
const configs = texts('nginx.conf');

/** A text with a few pieces taken out, put in twice or replaced. */
function broken(all: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom(...all),
      fc.array(fc.tuple(fc.nat(), fc.nat(40), fc.string({ maxLength: 12 })), { maxLength: 4 }),
    )
    .map(([text, cuts]) =>
      cuts.reduce((t, [at, length, put]) => {
        const start = at % (t.length + 1);
        return t.slice(0, start) + put + t.slice(start + length);
      }, text),
    );
}

describe('hostile input', () => {
  it('never stops a diagnosis or breaks the edits', () => {
    fc.assert(
      fc.property(broken(logs), broken(configs), (log, config) => {
        const files = { 'nginx.conf': config };
        const diagnosis = diagnosed({ log, config: files });
        const { edits } = planRepairs(diagnosis, { allowWeakening: true });
        applyEdits(
          config,
          edits.filter((e) => e.file === 'nginx.conf'),
        );
        for (const incident of diagnosis.incidents) {
          const sum = incident.causes.reduce((total, x) => total + x.confidence, 0);
          expect(sum).toBeLessThanOrEqual(1.01);
          expect(incident.causes.every((x) => Number.isFinite(x.confidence))).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('never puts what a log says into a command line', () => {
    const nasty = ['$(reboot)', '`id`', 'a;reboot', "a'b", 'a|b', 'a\nb', '-reboot', 'a&b'];
    for (const host of nasty) {
      const log = `2026/11/21 07:27:09 [error] 1#1: *1 SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream, client: 192.0.2.1, server: s, request: "GET / HTTP/1.1", upstream: "https://${host}:443/", host: "${host}"\n`;
      const config = {
        'nginx.conf': `location / { proxy_pass https://10.0.0.1; proxy_set_header Host "${host}"; }`,
      };
      for (const { causes } of diagnosed({ log, config }).incidents)
        for (const check of causes.flatMap((x) => x.checks)) {
          expect(check.command).not.toContain(host);
          expect(check.command).not.toMatch(/reboot|`|\$\(/);
        }
    }
  });

  it('never puts what a configuration names into a command line', () => {
    const config = {
      'nginx.conf':
        'location / { proxy_pass https://10.0.0.1; proxy_ssl_server_name on; proxy_ssl_name "a;reboot"; proxy_ssl_ciphers "HIGH;reboot"; proxy_ssl_conf_command Groups "x$(reboot)"; proxy_ssl_certificate "/a;reboot"; proxy_ssl_certificate_key "/a;reboot"; proxy_ssl_verify on; proxy_ssl_trusted_certificate "/x;reboot"; }',
    };
    const failures = [
      'SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40)',
      'SSL_do_handshake() failed (SSL: error:0A00042E:SSL routines::tlsv1 alert protocol version:SSL alert number 70)',
      'SSL_do_handshake() failed (SSL: error:0A000412:SSL routines::sslv3 alert bad certificate:SSL alert number 42)',
      'upstream SSL certificate verify error: (20:unable to get local issuer certificate)',
      'upstream SSL certificate does not match "a;reboot"',
      'peer closed connection in SSL handshake',
    ];
    let commands = 0;
    for (const failure of failures) {
      const log = `2026/11/21 07:27:09 [error] 1#1: *1 ${failure} while SSL handshaking to upstream, client: 192.0.2.1, server: s, request: "GET / HTTP/1.1", upstream: "https://10.0.0.1:443/", host: "s"\n`;
      for (const { causes } of diagnosed({ log, config }).incidents)
        for (const check of causes.flatMap((x) => x.checks)) {
          commands++;
          // Quoted as one word is harmless.
          expect(check.command.replace(/'[^']*'/g, '')).not.toContain('reboot');
        }
    }
    expect(commands).toBeGreaterThan(10);
  });
});
