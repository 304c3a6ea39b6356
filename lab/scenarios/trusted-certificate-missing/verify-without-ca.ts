import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'trusted-certificate-missing',
  title: 'Verification is switched on, no CA file is named.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_verify on;
    }
}
`,
  },
  ssl: { 'ca.pem': 'root.pem' },
  upstreams: [{ at: '10.0.4.22:443', kind: 'node', cert: 'api' }],
  name: 'api.example.com',
  repair: {
    does: 'Name the CA.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_verify on;',
        'proxy_ssl_verify on;\n        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;',
      ],
    ],
  },
});
