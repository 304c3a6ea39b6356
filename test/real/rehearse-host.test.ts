/** The handshake works and the access log has 404s: the Host header is tried, and changed only where that helps. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alert40 } from '../cli/run.ts';
import { need } from './need.ts';
import { folder, nginx, type Peer, selfSigned } from './peers.ts';

const usable = need('nginx') && need('openssl');

describe.skipIf(!usable)('requests that the upstream answers with 404', () => {
  const { dir, remove } = folder();
  const running: Peer[] = [];
  const main = path.join(dir, 'main.conf');
  const [log, access] = [path.join(dir, 'error.log'), path.join(dir, 'access.log')];

  beforeAll(() => {
    selfSigned(dir, 'api', ['api.example.com']);
    writeFileSync(log, '');
    writeFileSync(
      access,
      '10.0.1.55 - - [21/Nov/2026:07:27:09 +0000] "GET /v1/items HTTP/1.1" 404 153 "-" "curl/8.5.0"\n',
    );
  });
  afterAll(async () => {
    await Promise.all(running.map((p) => p.stop()));
    remove();
  });

  /** Answers `other` to every Host but api.example.com. */
  async function upstream(other: string, own = '200 ok'): Promise<number> {
    const tls = `ssl_certificate ${dir}/api.pem; ssl_certificate_key ${dir}/api.key;`;
    const peer = await nginx(
      dir,
      `server { listen PORT ssl default_server; ${tls} return ${other}; }
       server { listen PORT ssl; server_name api.example.com; ${tls} return ${own}; }`,
    );
    running.push(peer);
    return peer.port;
  }

  async function fixed(port: number, pass: string, ...more: string[]) {
    const text = `pid ${dir}/pid;\nerror_log ${dir}/own.log;\nevents {}\nhttp {\n  upstream api_pool { server 127.0.0.1:${port}; }\n  server {\n    listen 127.0.0.1:18096;\n    location / {\n      ${pass}\n      proxy_ssl_server_name on;\n      proxy_ssl_name api.example.com;\n    }\n  }\n}\n`;
    writeFileSync(main, text);
    const args = ['fix', log, '-c', main, '--access', access, '--write', ...more];
    const ran = await alert40(args);
    return { ...ran, before: text, text: readFileSync(main, 'utf8') };
  }

  it('get the name that is sent as SNI where the Host header was the name of a group', async () => {
    const port = await upstream('404');
    const ran = await fixed(port, 'proxy_pass https://api_pool;', '--rehearse');
    expect(ran.code, ran.err).toBe(0);
    expect(ran.err).toContain('this repair: 404 before, 200 after');
    expect(ran.err).not.toContain('Look outside TLS');
    expect(ran.text).toContain('      proxy_set_header Host api.example.com;\n');
  });

  it('are left alone where the other Host is answered in the same way', async () => {
    const port = await upstream('404', '404');
    const ran = await fixed(port, 'proxy_pass https://api_pool;', '--rehearse');
    expect(ran.code).toBe(1);
    expect(ran.text).toBe(ran.before);
    expect(ran.err).toContain('the upstream itself answers 404');
  });

  it('are left alone where the path that is tried works as it is', async () => {
    const port = await upstream('200 ok');
    const ran = await fixed(port, 'proxy_pass https://api_pool;', '--rehearse');
    expect(ran.code).toBe(1);
    expect(ran.text).toBe(ran.before);
    expect(ran.err).toContain('as it is: 200');
  });

  it('are named, and nothing is written, where nothing is tried', async () => {
    const port = await upstream('404');
    const ran = await fixed(port, 'proxy_pass https://api_pool;');
    expect(ran.code).toBe(1);
    expect(ran.text).toBe(ran.before);
    expect(ran.err).toContain('The Host header is api_pool, the name of a group');
  });

  it('are nothing of ours where the Host header was chosen', async () => {
    const port = await upstream('404');
    const pass = 'proxy_pass https://api_pool; proxy_set_header Host www.example.org;';
    const ran = await fixed(port, pass, '--rehearse');
    expect(ran.code).toBe(0);
    expect(ran.err).toContain('No failure was found');
    expect(ran.text).toBe(ran.before);
  });
});
