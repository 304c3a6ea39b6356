import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'crl-missing-or-expired',
  title: 'The file was never copied.',
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
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Copy it.',
    ssl: {
      'corp.crl': 'root.crl',
    },
  },
});
