import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'A pool of two addresses behind one name; every POST fails over both and gets 502.',
  files: {
    'conf.d/ingest.conf': `upstream ingest_pool {
    server 10.0.4.22:443;
    server 10.0.4.23:443;
    keepalive 32;
}

server {
    listen 80;
    server_name api.internal.example.com;

    location /v2/ {
        proxy_pass https://ingest_pool;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host backend.internal.example.com;
        proxy_ssl_name backend.internal.example.com;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: null,
      names: { 'backend.internal.example.com': 'backend' },
    },
    {
      at: '10.0.4.23:443',
      kind: 'node',
      cert: null,
      names: { 'backend.internal.example.com': 'backend' },
    },
  ],
  requests: [{ method: 'POST', path: '/v2/ingest', host: 'api.internal.example.com' }],
  name: 'backend.internal.example.com',
  repair: {
    does: 'Switch SNI on.',
    edits: [
      ['conf.d/ingest.conf', 'proxy_ssl_name', 'proxy_ssl_server_name on;\n        proxy_ssl_name'],
    ],
  },
});
