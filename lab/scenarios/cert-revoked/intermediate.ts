import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cert-revoked',
  title: 'The intermediate is on the list.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
        proxy_ssl_crl /etc/nginx/ssl/all.crl;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
    'all.crl': 'root-int1.crl+int1.crl',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: 'api-int1',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A certificate under another intermediate.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'node',
        cert: 'api',
      },
    ],
  },
});
