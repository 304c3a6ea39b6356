import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'ca-not-trusted',
  title: 'The CA file holds another root.',
  subset: true,
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
  ssl: { 'ca.pem': 'other-root.pem', 'corp.pem': 'root.pem' },
  upstreams: [{ at: '10.0.4.22:443', kind: 'node', cert: 'api-int1' }],
  name: 'api.example.com',
  repair: { does: 'The right root.', edits: [['conf.d/api.conf', 'ssl/ca.pem', 'ssl/corp.pem']] },
});
