import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cert-expired',
  title: 'The certificate expired two days ago.',
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
      cert: 'api-expired',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A renewed certificate.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'node',
        cert: 'api',
      },
    ],
  },
});
