import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'session-reuse',
  title: 'A session made by a location without verification is resumed by one with it.',
  requires: { nginx: [null, '1.29'] },
  files: {
    'conf.d/api.conf': `upstream api {
    server 10.0.4.22:443;
}
server {
    listen 80;
    proxy_ssl_server_name on;
    proxy_ssl_name api.example.com;
    location /health {
        proxy_pass https://api;
    }
    location / {
        proxy_pass https://api;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
    }
}
`,
  },
  ssl: { 'ca.pem': 'root.pem' },
  upstreams: [{ at: '10.0.4.22:443', kind: 'node', cert: 'api' }],
  requests: [{ path: '/health' }, { path: '/orders' }, { path: '/orders' }],
  name: 'api.example.com',
  repair: {
    does: 'Do not share sessions.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_server_name on;',
        'proxy_ssl_server_name on;\n    proxy_ssl_session_reuse off;',
      ],
    ],
  },
});
