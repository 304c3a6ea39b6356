import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-required',
  title: 'Caddy with client_auth.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://api.example.com;
        proxy_ssl_server_name on;
        proxy_ssl_protocols TLSv1.2;
    }
}
`,
  },
  ssl: {
    'edge.pem': 'client.pem',
    'edge.key': 'client.key',
  },
  hosts: {
    'api.example.com': '10.0.4.22',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'caddy',
      config: `https://api.example.com:443 {
  bind 10.0.4.22
  tls @pki/api.chain.pem @pki/api.key {
    client_auth {
      mode require_and_verify
      trusted_ca_cert_file @pki/client-root.pem
    }
  }
  respond "upstream ok"
}`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Send it.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_server_name on;',
        `proxy_ssl_server_name on;
        proxy_ssl_certificate /etc/nginx/ssl/edge.pem;
        proxy_ssl_certificate_key /etc/nginx/ssl/edge.key;`,
      ],
    ],
  },
});
