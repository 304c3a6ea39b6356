import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cert-revoked',
  title: 'The certificate is on the list.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
        proxy_ssl_crl /etc/nginx/ssl/root.crl;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
    'root.crl': 'root.crl',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: 'api-revoked',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A new certificate.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'node',
        cert: 'api',
      },
    ],
  },
});
