/** Faults below and beside the handshake, with real servers on both ends, repaired like those of names. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Fault, mend } from './mend.ts';
import { need } from './need.ts';
import { folder, haproxy, issued, nginx, type Peer, selfSigned } from './peers.ts';

const NAME = 'svc.example.test';
const { dir, remove } = folder();
const peers: Record<string, Peer> = {};
const ready = need('nginx') && need('haproxy') && need('openssl');

beforeAll(async () => {
  if (!ready) return;
  selfSigned(dir, 'ca', ['ca.example.test']);
  issued(dir, 'svc', 'ca', { dns: [NAME] });
  const pair = ['svc.pem', 'svc.key'].map((f) => readFileSync(path.join(dir, f), 'utf8'));
  writeFileSync(path.join(dir, 'both.pem'), pair.join(''));
  peers.plain = await nginx(dir, 'server { listen PORT; return 200 fine; }');
  peers.h2c = await nginx(dir, 'server { listen PORT http2; return 200 fine; }');
  peers.tls = await nginx(
    dir,
    `server { listen PORT ssl; ssl_certificate ${dir}/svc.pem; ssl_certificate_key ${dir}/svc.key; return 200 fine; }`,
  );
  peers.acceptProxy = await haproxy(dir, `ssl crt ${dir}/both.pem accept-proxy`);
});

afterAll(async () => {
  for (const peer of Object.values(peers)) await peer.stop();
  remove();
});

const FAULTS: readonly Fault[] = [
  {
    story: 'https to a plain port',
    peer: 'plain',
    config: 'location / {\n      proxy_pass https://127.0.0.1:PORT;\n    }',
    verdict: 'upstream-not-tls',
    changedLines: 2,
  },
  {
    story: 'https to a group of plain servers, with a path',
    peer: 'plain',
    before: 'upstream pool {\n    server 127.0.0.1:PORT;\n  }',
    config: 'location / {\n      proxy_pass https://pool/base/;\n    }',
    verdict: 'upstream-not-tls',
    changedLines: 2,
  },
  {
    story: 'grpcs to a plain gRPC port',
    peer: 'h2c',
    config: 'location / {\n      grpc_pass grpcs://127.0.0.1:PORT;\n    }',
    verdict: 'upstream-not-tls',
    changedLines: 2,
  },
  {
    story: 'proxy_ssl in stream to a plain port',
    peer: 'plain',
    stream: true,
    config: 'proxy_pass 127.0.0.1:PORT;\n    proxy_ssl on;',
    verdict: 'upstream-not-tls',
    changedLines: 2,
  },
  {
    story: 'a PROXY header that nobody expects',
    peer: 'tls',
    stream: true,
    config: 'proxy_pass 127.0.0.1:PORT;\n    proxy_ssl on;\n    proxy_protocol on;',
    verdict: 'proxy-protocol-unexpected',
    changedLines: 2,
  },
  {
    story: 'a PROXY header that is missing where another server sends it',
    peer: 'acceptProxy',
    stream: true,
    before: `upstream edge {\n    server 127.0.0.1:PORT;\n  }\n  server {\n    listen unix:DIR/other.sock;\n    proxy_pass edge;\n    proxy_ssl on;\n    proxy_ssl_server_name on;\n    proxy_ssl_name ${NAME};\n    proxy_protocol on;\n  }`,
    config: `proxy_pass edge;\n    proxy_ssl on;\n    proxy_ssl_server_name on;\n    proxy_ssl_name ${NAME};`,
    verdict: 'proxy-protocol-expected',
    changedLines: 1,
  },
];

describe.skipIf(!ready)('faults of transport', () => {
  for (const fault of FAULTS) {
    it(`${fault.story}: ${fault.verdict}, repaired`, async () => {
      await mend(fault, { port: peers[fault.peer]?.port ?? 0, dir });
    });
  }
});
