import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'certificate-name-mismatch',
  title: 'An address is compared with the certificate, which has names.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
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
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Name what the certificate carries.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_verify on',
        `proxy_ssl_name api.example.com;
        proxy_ssl_verify on`,
      ],
    ],
  },
});
