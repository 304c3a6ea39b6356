import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'crl-missing-or-expired',
  title: 'The list expired a month ago.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://api.example.com;
        proxy_ssl_server_name on;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
        proxy_ssl_crl ssl/corp.crl;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
    'corp.crl': 'root-stale.crl',
    'fresh.crl': 'root.crl',
  },
  hosts: {
    'api.example.com': '10.0.4.22',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A fresh list.',
    edits: [['conf.d/api.conf', 'corp.crl', 'fresh.crl']],
  },
});
