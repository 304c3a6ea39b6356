import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cert-not-yet-valid',
  title: 'The new certificate starts next month.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://api.example.com;
        proxy_ssl_server_name on;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
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
      cert: 'api-future',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A certificate that is valid now.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'node',
        cert: 'api',
      },
    ],
  },
});
