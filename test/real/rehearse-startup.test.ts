/** What keeps nginx from starting is rehearsed too: in the places that the repair has a part in. */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alert40 } from '../cli/run.ts';
import { need } from './need.ts';
import { folder, nginx, type Peer, selfSigned } from './peers.ts';

const usable = need('nginx') && need('openssl');

describe.skipIf(!usable)('a repair of what keeps nginx from starting', () => {
  const { dir, remove } = folder();
  const main = path.join(dir, 'main.conf');
  const log = path.join(dir, 'error.log');
  let upstream: Peer;

  beforeAll(async () => {
    selfSigned(dir, 'api', ['api.example.com']);
    selfSigned(dir, 'other', ['api.example.com']);
    upstream = await nginx(
      dir,
      `server { listen PORT ssl; ssl_certificate ${dir}/api.pem; ssl_certificate_key ${dir}/api.key;
         if ($ssl_server_name != api.example.com) { return 421; } return 200 ok; }`,
    );
  });
  afterAll(async () => {
    await upstream?.stop();
    remove();
  });

  /** Writes the configuration, and the line that nginx stops at. */
  function refused(body: string, said: string, at: string): string {
    const text = `pid ${dir}/pid;\nerror_log ${dir}/own.log;\nevents {}\nhttp {\n  server {\n    listen 127.0.0.1:18098;\n${body}  }\n}\n`;
    writeFileSync(main, text);
    const line = text.slice(0, text.indexOf(at)).split('\n').length;
    writeFileSync(log, `2026/11/21 07:27:09 [emerg] 1#1: ${said} in ${main}:${line}\n`);
    return text;
  }

  const place = (name: string, ...lines: string[]) =>
    `    location ${name} {\n${[...lines, `proxy_pass https://127.0.0.1:${upstream.port};`].map((l) => `      ${l}\n`).join('')}    }\n`;
  const fix = (...more: string[]) =>
    alert40(['fix', log, '-c', main, '--rehearse', '--write', ...more]);
  const stated = (ca: string) => ['--name', 'api.example.com', '--ca', path.join(dir, ca)];

  it('is written where the place then answers: not started before, 200 after', async () => {
    const said = 'invalid value "yes" in "proxy_ssl_verify" directive, it must be "on" or "off"';
    const body = place('/a', 'proxy_ssl_verify yes;') + place('/b', 'proxy_ssl_server_name off;');
    refused(body, said, 'proxy_ssl_verify');
    const ran = await fix(...stated('api.pem'));
    expect(ran.code, ran.err).toBe(0);
    expect(ran.err).toContain('this repair: not started before, 200 after');
    // Only the place that the repair has a part in is asked.
    expect(ran.err.match(/HEAD \//g)).toHaveLength(1);
    expect(ran.err).toContain('HEAD /a');
    const text = readFileSync(main, 'utf8');
    expect(text).toContain('proxy_ssl_verify on;');
    expect(text).toContain(`proxy_ssl_trusted_certificate ${dir}/api.pem;`);
    expect(text).toContain('proxy_ssl_name api.example.com;');
  });

  it('is not written where nginx would start and the place fails', async () => {
    const said = 'invalid value "yes" in "proxy_ssl_verify" directive, it must be "on" or "off"';
    const before = refused(place('/a', 'proxy_ssl_verify yes;'), said, 'proxy_ssl_verify');
    const ran = await fix(...stated('other.pem'), '--lang', 'zh');
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('修复前 无法启动，修复后 502，因此不采用该修复');
    expect(ran.err).toMatch(/certificate verify error/);
    expect(readFileSync(main, 'utf8')).toBe(before);
  });

  it('is tried where a semicolon was missing and the place was not there before', async () => {
    const port = upstream.port;
    const body = `    location /a {\n      proxy_ssl_server_name on;\n      proxy_ssl_name api.example.com\n      proxy_pass https://127.0.0.1:${port};\n    }\n`;
    refused(body, 'invalid number of arguments in "proxy_ssl_name" directive', 'proxy_pass');
    const ran = await fix();
    expect(ran.code, ran.err).toBe(0);
    expect(ran.err).toContain('not started before, 200 after');
    expect(readFileSync(main, 'utf8')).toContain('proxy_ssl_name api.example.com;');
  });

  it('is told with the reason, and not with what nginx may not write', async () => {
    const wrapper = path.join(dir, 'nginx-of-nobody');
    writeFileSync(
      wrapper,
      `#!/bin/sh\nPATH="$PATH:/usr/sbin:/sbin"\ncase "$*" in *-t*) echo 'nginx: [alert] could not open error log file: open() "/var/log/nginx/error.log" failed (13: Permission denied)' >&2;; esac\nexec nginx "$@"\n`,
    );
    chmodSync(wrapper, 0o755);
    const said = 'invalid value "yes" in "proxy_ssl_verify" directive, it must be "on" or "off"';
    refused(place('/a', 'proxy_ssl_verify yes;'), said, 'proxy_ssl_verify');
    const args = ['rehearse', log, '-c', main, '--nginx', wrapper, '--format', 'json'];
    const ran = await alert40([...args, ...stated('api.pem')]);
    expect(JSON.parse(ran.out).places[0].before.refused).toContain('invalid value "yes"');
  });

  it('is not rehearsed where it has a part in no place that proxies', async () => {
    const body = place('/a', 'proxy_ssl_server_name on;', 'proxy_ssl_name api.example.com;');
    refused(
      `    ssl_protcols TLSv1.3;\n${body}`,
      'unknown directive "ssl_protcols"',
      'ssl_protcols',
    );
    const ran = await fix();
    expect(ran.code, ran.err).toBe(0);
    expect(ran.err).not.toContain('HEAD /');
    expect(readFileSync(main, 'utf8')).toContain('ssl_protocols TLSv1.3;');
  });
});
