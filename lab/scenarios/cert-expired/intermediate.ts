import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cert-expired',
  title: 'The leaf is good, the intermediate above it has expired.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: 'api-via-expired',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A chain over a valid intermediate.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'node',
        cert: 'api-int1',
      },
    ],
  },
});
