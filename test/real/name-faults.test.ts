/**
 * Faults of names with real servers on both ends: what nginx itself wrote is diagnosed, the
 * repair is applied, nginx accepts it, and the request that failed is answered.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Fault, mend } from './mend.ts';
import { need } from './need.ts';
import { folder, haproxy, issued, nginx, type Peer, selfSigned } from './peers.ts';

const NAME = 'svc.example.test';
const { dir, remove } = folder();
const peers: Record<string, Peer> = {};

/** A Node server that has no certificate for a client without SNI. */
async function nodeTls(uwsgi: boolean): Promise<Peer> {
  const context = tls.createSecureContext({
    cert: readFileSync(path.join(dir, 'svc.pem')),
    key: readFileSync(path.join(dir, 'svc.key')),
  });
  const SNICallback: tls.TlsOptions['SNICallback'] = (name, done) =>
    name === NAME ? done(null, context) : done(new Error('unknown name'));
  const server = uwsgi
    ? tls.createServer({ SNICallback }, (socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
      })
    : https.createServer({ SNICallback }, (_request, response) => response.end('fine'));
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => new Promise((done) => server.close(() => done())),
  };
}

const certificate = () => `ssl_certificate ${dir}/svc.pem; ssl_certificate_key ${dir}/svc.key;`;

beforeAll(async () => {
  if (!need('nginx') || !need('haproxy') || !need('openssl')) return;
  selfSigned(dir, 'ca', ['ca.example.test']);
  issued(dir, 'svc', 'ca', { dns: [NAME] });
  issued(dir, 'local', 'ca', { dns: ['localhost'] });
  const pair = ['svc.pem', 'svc.key'].map((f) => readFileSync(path.join(dir, f), 'utf8'));
  writeFileSync(path.join(dir, 'both.pem'), pair.join(''));
  const strict = (listen: string) => `
    server { listen PORT ${listen} default_server; ssl_reject_handshake on; return 200 fine; }
    server { listen PORT ${listen}; server_name ${NAME}; ${certificate()} return 200 fine; }
    server { listen PORT ${listen}; server_name localhost;
      ssl_certificate ${dir}/local.pem; ssl_certificate_key ${dir}/local.key; return 200 fine; }`;
  peers.nginx = await nginx(dir, strict('ssl'));
  peers.h2 = await nginx(dir, strict('ssl http2'));
  peers.haproxy = await haproxy(dir, `ssl crt ${dir}/both.pem strict-sni`);
  peers.node = await nodeTls(false);
  peers.uwsgi = await nodeTls(true);
  peers.lenient = await nginx(dir, `server { listen PORT ssl; ${certificate()} return 200 fine; }`);
});

afterAll(async () => {
  for (const peer of Object.values(peers)) await peer.stop();
  remove();
});

const FAULTS: readonly Fault[] = [
  {
    story: 'an address, and a name that the user states',
    peer: 'nginx',
    config: 'location / {\n      proxy_pass https://127.0.0.1:PORT;\n    }',
    name: NAME,
    verdict: 'sni-not-sent',
    changedLines: 2,
  },
  {
    story: 'a host name and nothing else',
    peer: 'nginx',
    config: 'location / {\n      proxy_pass https://localhost:PORT;\n    }',
    verdict: 'sni-not-sent',
    changedLines: 1,
  },
  {
    story: 'a group, and the Host header that tells the name',
    peer: 'nginx',
    before: 'upstream pool {\n    server 127.0.0.1:PORT;\n  }',
    config: `location / {\n      proxy_pass https://pool;\n      proxy_set_header Host ${NAME};\n    }`,
    verdict: 'sni-not-sent',
    changedLines: 2,
  },
  {
    story: 'a name that is set and not switched on',
    peer: 'nginx',
    config: `location / {\n      proxy_ssl_name ${NAME};\n      proxy_pass https://127.0.0.1:PORT;\n    }`,
    verdict: 'sni-not-sent',
    changedLines: 1,
  },
  {
    story: 'a switch that is off in this very location',
    peer: 'nginx',
    config: `location / {\n      proxy_ssl_server_name off;\n      proxy_ssl_name ${NAME};\n      proxy_pass https://127.0.0.1:PORT;\n    }`,
    verdict: 'sni-not-sent',
    changedLines: 2,
  },
  {
    story: 'a pass inside if',
    peer: 'nginx',
    config:
      'location / {\n      if ($args = "") {\n        proxy_pass https://localhost:PORT;\n      }\n    }',
    verdict: 'sni-not-sent',
    changedLines: 1,
  },
  {
    story: 'a pass inside limit_except',
    peer: 'nginx',
    config:
      'location / {\n      limit_except POST {\n        proxy_pass https://localhost:PORT;\n      }\n    }',
    verdict: 'sni-not-sent',
    changedLines: 1,
  },
  {
    story: 'two locations with the same fault',
    peer: 'nginx',
    config:
      'location /a {\n      proxy_pass https://localhost:PORT;\n    }\n    location /b {\n      proxy_pass https://localhost:PORT;\n    }',
    uris: ['/a', '/b'],
    verdict: 'sni-not-sent',
    changedLines: 2,
  },
  {
    story: 'the name of the group goes out as SNI',
    peer: 'nginx',
    before: 'upstream pool {\n    server 127.0.0.1:PORT;\n  }',
    config: 'location / {\n      proxy_pass https://pool;\n      proxy_ssl_server_name on;\n    }',
    name: NAME,
    verdict: 'sni-wrong-name',
    changedLines: 1,
  },
  {
    story: 'a typo in the name',
    peer: 'nginx',
    config:
      'location / {\n      proxy_pass https://127.0.0.1:PORT;\n      proxy_ssl_server_name on;\n      proxy_ssl_name scv.example.test;\n    }',
    name: NAME,
    verdict: 'sni-wrong-name',
    changedLines: 2,
  },
  {
    story: 'a trailing dot, corrected from the Host header',
    peer: 'nginx',
    config: `location / {\n      proxy_pass https://127.0.0.1:PORT;\n      proxy_set_header Host ${NAME};\n      proxy_ssl_server_name on;\n      proxy_ssl_name other.example.test.;\n    }`,
    verdict: 'sni-wrong-name',
    changedLines: 2,
  },
  {
    story: 'SNI and verification, one repair for both',
    peer: 'nginx',
    config:
      'location / {\n      proxy_pass https://127.0.0.1:PORT;\n      proxy_ssl_verify on;\n      proxy_ssl_trusted_certificate DIR/ca.pem;\n    }',
    name: NAME,
    verdict: 'sni-not-sent',
    changedLines: 2,
  },
  {
    story: 'an address is compared with the certificate',
    peer: 'lenient',
    config:
      'location / {\n      proxy_pass https://127.0.0.1:PORT;\n      proxy_ssl_verify on;\n      proxy_ssl_trusted_certificate DIR/ca.pem;\n    }',
    name: NAME,
    verdict: 'certificate-name-mismatch',
    changedLines: 2,
  },
  {
    story: 'the name of the group is compared with the certificate',
    peer: 'lenient',
    before: 'upstream pool {\n    server 127.0.0.1:PORT;\n  }',
    config: `location / {\n      proxy_pass https://pool;\n      proxy_set_header Host ${NAME};\n      proxy_ssl_verify on;\n      proxy_ssl_trusted_certificate DIR/ca.pem;\n    }`,
    verdict: 'certificate-name-mismatch',
    changedLines: 2,
  },
  {
    story: 'HAProxy with strict-sni',
    peer: 'haproxy',
    config: 'location / {\n      proxy_pass https://127.0.0.1:PORT;\n    }',
    name: NAME,
    verdict: 'sni-not-sent',
    changedLines: 2,
  },
  {
    story: 'Node without a certificate for nameless clients',
    peer: 'node',
    config: `location / {\n      proxy_pass https://127.0.0.1:PORT;\n      proxy_set_header Host ${NAME};\n    }`,
    verdict: 'sni-not-sent',
    changedLines: 2,
  },
  {
    story: 'grpc',
    peer: 'h2',
    config:
      'location / {\n      grpc_pass grpcs://127.0.0.1:PORT;\n      proxy_ssl_server_name on;\n    }',
    name: NAME,
    verdict: 'sni-not-sent',
    changedLines: 2,
  },
  {
    story: 'grpc with the name of the group',
    peer: 'h2',
    before: 'upstream grpc_pool {\n    server 127.0.0.1:PORT;\n  }',
    config:
      'location / {\n      grpc_pass grpcs://grpc_pool;\n      grpc_ssl_server_name on;\n    }',
    name: NAME,
    verdict: 'sni-wrong-name',
    changedLines: 1,
  },
  {
    story: 'uwsgi',
    peer: 'uwsgi',
    config: 'location / {\n      uwsgi_pass suwsgi://127.0.0.1:PORT;\n    }',
    name: NAME,
    verdict: 'sni-not-sent',
    changedLines: 2,
  },
  {
    story: 'stream to an address',
    peer: 'nginx',
    stream: true,
    config: 'proxy_pass 127.0.0.1:PORT;\n    proxy_ssl on;',
    name: NAME,
    verdict: 'sni-not-sent',
    changedLines: 2,
  },
  {
    story: 'stream to a host name',
    peer: 'nginx',
    stream: true,
    config: 'proxy_ssl on;\n    proxy_pass localhost:PORT;',
    verdict: 'sni-not-sent',
    changedLines: 1,
  },
];

describe.skipIf(!need('nginx') || !need('haproxy') || !need('openssl'))('faults of names', () => {
  for (const fault of FAULTS) {
    it(`${fault.story}: ${fault.verdict}, repaired`, async () => {
      await mend(fault, { port: peers[fault.peer]?.port ?? 0, dir });
    });
  }
});
