import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'crl-missing-or-expired',
  title: 'The list covers the root only; the intermediate has none.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
        proxy_ssl_crl /etc/nginx/ssl/corp.crl;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
    'corp.crl': 'root.crl',
    'both.crl': 'root.crl+int1.crl',
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
    does: 'Lists for both.',
    edits: [['conf.d/api.conf', 'corp.crl', 'both.crl']],
  },
});
