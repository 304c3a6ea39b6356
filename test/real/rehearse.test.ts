/** The repair tried by a real nginx before anyone writes it down. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { askBinary, findNginx } from '../../src/node/nginx-binary.ts';
import { rehearse } from '../../src/node/rehearse/rehearse.ts';
import type { Edit } from '../../src/text/edit.ts';
import { upstreamPaths } from '../../src/upstream/paths.ts';
import { alert40 } from '../cli/run.ts';
import { need } from './need.ts';
import { folder, nginx, type Peer, raw, selfSigned, sServer } from './peers.ts';

const usable = need('nginx') && need('openssl');

describe.skipIf(!usable)('rehearse', () => {
  const { dir, remove } = folder();
  const running: Peer[] = [];
  const main = path.join(dir, 'nginx.conf');

  beforeAll(() => {
    selfSigned(dir, 'api', ['api.example.com']);
    selfSigned(dir, 'client', ['client.example.com']);
  });
  afterAll(async () => {
    await Promise.all(running.map((p) => p.stop()));
    remove();
  });

  async function tried(text: string, replace: readonly [string, string] | null) {
    const found = findNginx(process.env);
    if (found === null) throw new Error('no nginx');
    const binary = askBinary(found.binary);
    const config = loadConfig(main, memoryFiles({ [main]: text }));
    const paths = upstreamPaths(config, { nginx: binary.build.nginx });
    const [place] = paths;
    if (place === undefined) throw new Error('no place');
    const edits: Edit[] = [];
    if (replace) {
      const start = text.indexOf(replace[0]);
      edits.push({ file: main, start, end: start + replace[0].length, text: replace[1] });
    }
    return rehearse({
      binary,
      config,
      paths,
      path: place,
      edits,
      method: 'HEAD',
      requestPath: null,
      host: null,
      timeout: 5_000,
    });
  }

  it('502 before, 200 after: SNI switched on, with a map, a group and a header', async () => {
    const upstream = await nginx(
      dir,
      `server { listen PORT ssl default_server; ssl_reject_handshake on; }
       server { listen PORT ssl; server_name api.example.com;
         ssl_certificate ${dir}/api.pem; ssl_certificate_key ${dir}/api.key; return 200; }`,
    );
    running.push(upstream);
    const before = os.tmpdir();
    const count = readdirSync(before).filter(
      (n) => n.startsWith('alert40-') && !n.includes('-peers-'),
    ).length;
    const text = `events {}
http {
  map $host $backend { default api_group; }
  upstream api_group { server 127.0.0.1:${upstream.port}; }
  server {
    listen 80; server_name www.example.com;
    location /v2/ {
      set $unused "x";
      proxy_set_header Host api.example.com;
      proxy_ssl_name api.example.com;
      proxy_pass https://$backend;
    }
  }
}
`;
    const result = await tried(text, [
      'proxy_ssl_name',
      'proxy_ssl_server_name on; proxy_ssl_name',
    ]);
    expect(result.before.status).toBe(502);
    expect(result.before.errors.join()).toMatch(/alert number 112/);
    expect(result.after?.status).toBe(200);
    expect(result.passed).toBe(true);
    expect(result.request).toEqual({ method: 'HEAD', path: '/v2/', host: 'www.example.com' });
    const left = readdirSync(before).filter(
      (n) => n.startsWith('alert40-') && !n.includes('-peers-'),
    ).length;
    expect(left).toBe(count);
  });

  it('a repair that does not help does not pass', async () => {
    const upstream = await sServer(dir, ['-cert', 'api.pem', '-key', 'api.key', '-Verify', '1']);
    running.push(upstream);
    const text = `http { server { location / { proxy_pass https://127.0.0.1:${upstream.port}; } } }`;
    const result = await tried(text, ['proxy_pass', 'proxy_ssl_session_reuse off; proxy_pass']);
    expect(result.before.status).toBe(502);
    expect(result.passed).toBe(false);
  });

  it('a relative certificate is found; one that is missing is named', async () => {
    const upstream = await sServer(dir, [
      '-cert',
      'api.pem',
      '-key',
      'api.key',
      '-Verify',
      '1',
      '-HTTP',
    ]);
    running.push(upstream);
    const text = `http { server { location / { proxy_pass https://127.0.0.1:${upstream.port}; } } }`;
    const good =
      'proxy_ssl_certificate client.pem; proxy_ssl_certificate_key client.key; proxy_pass';
    const result = await tried(text, ['proxy_pass', good]);
    expect(result.after?.errors.join()).not.toMatch(/SSL/);
    const missing = await tried(text, ['proxy_pass', good.replaceAll('client', 'nobody')]);
    expect(missing.after?.refused).toMatch(/cannot load certificate/);
    expect(missing.unreadable).toContain(path.join(dir, 'nobody.pem'));
    expect(missing.passed).toBe(false);
  });

  it('a stream is tried by connecting', async () => {
    if (!existsSync('/usr/lib/nginx/modules/ngx_stream_module.so')) return;
    const upstream = await nginx(
      dir,
      `server { listen PORT ssl default_server; ssl_reject_handshake on; }
       server { listen PORT ssl; server_name api.example.com;
         ssl_certificate ${dir}/api.pem; ssl_certificate_key ${dir}/api.key; return 200; }`,
    );
    running.push(upstream);
    const text = `stream { server { listen 1234; proxy_ssl on; proxy_pass 127.0.0.1:${upstream.port}; } }`;
    const result = await tried(text, [
      'proxy_ssl on;',
      'proxy_ssl on; proxy_ssl_server_name on; proxy_ssl_name api.example.com;',
    ]);
    expect(result.before.errors.join()).toMatch(/alert number 112/);
    expect(result.passed).toBe(true);
  });

  it('a user that this host does not have is no obstacle', async () => {
    const upstream = await sServer(dir, ['-cert', 'api.pem', '-key', 'api.key', '-www']);
    running.push(upstream);
    const text = `user nobody-knows-me;
http { server { location / { proxy_pass https://127.0.0.1:${upstream.port}; } } }`;
    expect((await tried(text, null)).before.refused).toBeNull();
  });

  it('fix --probe --rehearse --write writes what passed, and leaves what did not', async () => {
    const upstream = await nginx(
      dir,
      `server { listen PORT ssl default_server; ssl_reject_handshake on; }
       server { listen PORT ssl; server_name api.example.com;
         ssl_certificate ${dir}/api.pem; ssl_certificate_key ${dir}/api.key; return 200; }`,
    );
    const broken = await raw((socket) =>
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.2\r\n')),
    );
    running.push(upstream, broken);
    const line = (port: number, uri: string, what: string) =>
      `2026/11/21 07:27:09 [error] 1#1: *1 ${what} while SSL handshaking to upstream, client: 127.0.0.1, server: , request: "GET ${uri} HTTP/1.1", upstream: "https://127.0.0.1:${port}${uri}", host: "www.example.com"\n`;
    const log = path.join(dir, 'error.log');
    writeFileSync(
      log,
      line(
        upstream.port,
        '/a',
        'SSL_do_handshake() failed (SSL: error:0A000458:SSL routines::tlsv1 unrecognized name:SSL alert number 112)',
      ) +
        line(
          broken.port,
          '/b',
          'SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number)',
        ),
    );
    const text = `events {}
http {
  server {
    listen 127.0.0.1:18099;
    location /a {
      proxy_set_header Host api.example.com;
      proxy_pass https://127.0.0.1:${upstream.port};
    }
    location /b {
      proxy_pass https://127.0.0.1:${broken.port};
    }
  }
}
`;
    writeFileSync(main, text);
    const ran = await alert40(['fix', log, '-c', main, '--probe', '--rehearse', '--write']);
    const after = readFileSync(main, 'utf8');
    expect(after).toContain('proxy_ssl_name api.example.com;');
    expect(after).toContain(`proxy_pass https://127.0.0.1:${broken.port};`);
    expect(ran.err).toContain('this repair: 502 before, 200 after');
    expect(ran.code).toBe(0);
  });

  const TLS = () => `ssl_certificate ${dir}/api.pem; ssl_certificate_key ${dir}/api.key;`;

  async function fixed(location: string, port: number, more = '') {
    const log = path.join(dir, 'host.log');
    writeFileSync(
      log,
      `2026/11/21 07:27:09 [error] 1#1: *1 SSL_do_handshake() failed (SSL: error:0A000458:SSL routines::tlsv1 unrecognized name:SSL alert number 112) while SSL handshaking to upstream, client: 127.0.0.1, server: shop.example.org, request: "GET / HTTP/1.1", upstream: "https://127.0.0.1:${port}/", host: "shop.example.org"\n`,
    );
    writeFileSync(
      main,
      `events {}\nhttp {\n  upstream pool { server 127.0.0.1:${port}; }\n  server {\n    listen 127.0.0.1:18099;\n    server_name shop.example.org;\n    ${more}\n    location / {\n      ${location}\n      proxy_ssl_server_name on;\n    }\n  }\n}\n`,
    );
    const args = ['--name', 'api.example.com', '--probe', '--rehearse', '--write'];
    const ran = await alert40(['fix', log, '-c', main, ...args]);
    return { ran, text: readFileSync(main, 'utf8') };
  }

  it('the Host header that the handshake was refused for is changed when the upstream wants the other', async () => {
    const upstream = await nginx(
      dir,
      `server { listen PORT ssl default_server; ssl_reject_handshake on; }
       server { listen PORT ssl; server_name api.example.com; ${TLS()} return 200 ok; }`,
    );
    running.push(upstream);
    const { ran, text } = await fixed(
      `proxy_set_header Host $host; proxy_ssl_name $host; proxy_pass https://127.0.0.1:${upstream.port};`,
      upstream.port,
    );
    expect(text).toContain('proxy_ssl_name api.example.com;');
    expect(text).toContain('proxy_set_header Host api.example.com;');
    expect(ran.err).toContain('502 before, 200 after');
    expect(ran.err).toMatch(/wants Host api\.example\.com as well: with \$host .*\(404\)/);
  });

  it('a group’s name as Host is changed when the answer differs; inherited headers are kept', async () => {
    const upstream = await nginx(
      dir,
      `server { listen PORT ssl default_server; ${TLS()} if ($ssl_server_name != api.example.com) { return 444; } return 204; }
       server { listen PORT ssl; server_name api.example.com; ${TLS()} return 200 ok; }`,
    );
    running.push(upstream);
    const { text } = await fixed(
      'proxy_pass https://pool;',
      upstream.port,
      'proxy_set_header X-Real-IP $remote_addr;',
    );
    const location = text.slice(text.indexOf('location /'));
    expect(location).toContain('proxy_ssl_name api.example.com;');
    expect(location).toContain('proxy_set_header X-Real-IP $remote_addr;');
    expect(location).toContain('proxy_set_header Host api.example.com;');
  });

  it('a group’s name as Host stays where the upstream takes any', async () => {
    const upstream = await nginx(
      dir,
      `server { listen PORT ssl default_server; ${TLS()} if ($ssl_server_name != api.example.com) { return 444; } return 200 ok; }`,
    );
    running.push(upstream);
    const { text } = await fixed('proxy_pass https://pool;', upstream.port);
    expect(text).toContain('proxy_ssl_name api.example.com;');
    expect(text).not.toContain('proxy_set_header');
  });

  it('a Host header that makes no difference stays, and an error of the application is told', async () => {
    const upstream = await nginx(
      dir,
      `server { listen PORT ssl default_server; ${TLS()} if ($ssl_server_name != api.example.com) { return 444; } return 404; }`,
    );
    running.push(upstream);
    const { ran, text } = await fixed('proxy_pass https://pool;', upstream.port);
    expect(text).toContain('proxy_ssl_name api.example.com;');
    expect(text).not.toContain('proxy_set_header');
    expect(ran.err).toContain('the upstream itself answers 404 to this path');
  });
});
