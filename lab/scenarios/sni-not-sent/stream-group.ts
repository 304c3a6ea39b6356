import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'A stream proxy re-encrypts towards a group.',
  files: {
    'stream.d/tls.conf': `upstream tls_backend {
    server 10.0.4.22:443;
}
server {
    listen 80;
    proxy_pass tls_backend;
    proxy_ssl on;
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'nginx',
      config: `server { listen 10.0.4.22:443 ssl default_server; ssl_reject_handshake on; }
server {
  listen 10.0.4.22:443 ssl; server_name api.example.com;
  ssl_certificate @pki/api.chain.pem; ssl_certificate_key @pki/api.key;
  location / { return 200 "upstream ok"; }
}`,
    },
  ],
  requests: [
    {
      host: 'api.example.com',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Send the name.',
    edits: [
      [
        'stream.d/tls.conf',
        'proxy_ssl on;',
        `proxy_ssl on;
    proxy_ssl_server_name on;
    proxy_ssl_name api.example.com;`,
      ],
    ],
  },
});
