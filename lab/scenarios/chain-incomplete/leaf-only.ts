import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'chain-incomplete',
  title: 'The upstream sends its leaf without the intermediate.',
  subset: true,
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    location / {
        proxy_pass https://api.example.com;
        proxy_ssl_server_name on;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/corp-root.pem;
    }
}
`,
  },
  ssl: { 'corp-root.pem': 'root.pem' },
  hosts: { 'api.example.com': '10.0.4.22' },
  upstreams: [{ at: '10.0.4.22:443', kind: 'node', cert: 'api-int1', leafOnly: true }],
  name: 'api.example.com',
  repair: {
    does: 'Send the chain.',
    upstreams: [{ at: '10.0.4.22:443', kind: 'node', cert: 'api-int1' }],
  },
});
