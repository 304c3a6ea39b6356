import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'certificate-name-mismatch',
  title: 'Verification compares the certificate with the name of the group.',
  subset: true,
  files: {
    'conf.d/api.conf': `upstream api_backend {
    server 10.0.4.22:443;
}
server {
    listen 80;
    location / {
        proxy_pass https://api_backend;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
    }
}
`,
  },
  ssl: { 'ca.pem': 'root.pem' },
  upstreams: [{ at: '10.0.4.22:443', kind: 'node', cert: 'api' }],
  name: 'api.example.com',
  repair: {
    does: 'Name what the certificate carries.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_verify on;',
        'proxy_ssl_name api.example.com;\n        proxy_ssl_verify on;',
      ],
    ],
  },
});
