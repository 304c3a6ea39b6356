import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'Verification meets the fake default certificate of an ingress.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    server_name www.example.com;

    location / {
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
        proxy_pass https://api.example.com;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
  },
  hosts: {
    'api.example.com': '10.0.4.22',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: 'fallback',
      names: {
        'api.example.com': 'api',
      },
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Switch SNI on.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_verify on',
        `proxy_ssl_server_name on;
        proxy_ssl_verify on`,
      ],
    ],
  },
});
