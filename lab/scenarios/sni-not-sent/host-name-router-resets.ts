import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'A cloud front end resets connections without SNI.',
  files: {
    'conf.d/app.conf': `server {
    listen 80;
    server_name app.example.com;
    location /api/ {
        proxy_pass https://tenant-a.apps.example.com/api/;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/corp-root.pem;
    }
}
`,
  },
  ssl: { 'corp-root.pem': 'root.pem' },
  hosts: { 'tenant-a.apps.example.com': '10.0.4.30' },
  upstreams: [
    { at: '10.0.4.31:443', kind: 'node', cert: 'tenant' },
    {
      at: '10.0.4.30:443',
      kind: 'raw',
      does: 'sni-router-reset',
      names: ['*.apps.example.com'],
      behind: '10.0.4.31:443',
    },
  ],
  requests: [{ host: 'app.example.com', path: '/api/status' }],
  name: 'tenant-a.apps.example.com',
  repair: {
    does: 'Switch SNI on.',
    edits: [
      [
        'conf.d/app.conf',
        'proxy_ssl_verify on;',
        'proxy_ssl_server_name on;\n        proxy_ssl_verify on;',
      ],
    ],
  },
});
