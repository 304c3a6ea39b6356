import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-wrong-name',
  title: 'proxy_ssl_name $host sends the public name, which the upstream does not serve.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    server_name shop.example.org;
    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name $host;
        proxy_set_header Host $host;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'nginx',
      config: `
server { listen 10.0.4.22:443 ssl default_server; ssl_reject_handshake on; }
server {
  listen 10.0.4.22:443 ssl; server_name backend.internal.example.com;
  ssl_certificate @pki/backend.chain.pem; ssl_certificate_key @pki/backend.key;
  location / { return 200 "upstream ok"; }
}`,
    },
  ],
  requests: [{ host: 'shop.example.org' }],
  name: 'backend.internal.example.com',
  repair: {
    does: 'Name what the upstream serves.',
    edits: [
      ['conf.d/api.conf', 'proxy_ssl_name $host', 'proxy_ssl_name backend.internal.example.com'],
      ['conf.d/api.conf', 'Host $host', 'Host backend.internal.example.com'],
    ],
  },
});
