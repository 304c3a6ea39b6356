/** A hardened configuration starts: nginx itself is asked. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { alert40 } from '../cli/run.ts';
import { need } from './need.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'alert40-harden-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const main = path.join(folder, 'nginx.conf');
const CA = '/etc/ssl/certs/ca-certificates.crt';

describe.skipIf(!need('nginx'))('harden on a real nginx', () => {
  it('writes what nginx accepts, says what happens to each place, and is done then', async () => {
    writeFileSync(
      main,
      `pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events {}
http {
    access_log off;
    upstream api.example.com { server 127.0.0.1:443; }
    server {
        listen 127.0.0.1:8443;
        location / { proxy_pass https://api.example.com; }
        location /ip/ { proxy_pass https://127.0.0.2; }
    }
}
`,
    );
    const before = readFileSync(main, 'utf8');
    const shown = await alert40(['harden', '-c', main, '--ca', CA]);
    expect(shown.code).toBe(0);
    expect(shown.out).toContain('+    proxy_ssl_verify on;');
    expect(shown.err).toContain('will be verified, by the name api.example.com');
    expect(shown.err).toContain('an address never matches');
    expect(readFileSync(main, 'utf8')).toBe(before);
    const written = await alert40(['harden', '-c', main, '--ca', CA, '--write']);
    expect(written.err).toContain('nginx -t');
    expect(written.code).toBe(0);
    expect(readFileSync(main, 'utf8')).toContain('proxy_ssl_verify on;');
    const again = await alert40(['harden', '-c', main, '--ca', CA]);
    expect(again).toMatchObject({ code: 0, out: '' });
    expect(again.err).toContain('No place gains verification');
  });

  it('wants the main file', async () => {
    const part = path.join(folder, 'part.conf');
    writeFileSync(part, 'location / { proxy_pass https://a.example.com; }\n');
    const { code, err } = await alert40(['harden', '-c', part]);
    expect(code).toBe(2);
    expect(err).toContain('is not a whole configuration');
  });
});
