import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'Without SNI the front shows its default certificate, and the name check fails.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    location / {
        proxy_pass https://api.example.com;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
    }
}
`,
  },
  ssl: { 'ca.pem': 'root.pem' },
  hosts: { 'api.example.com': '10.0.4.22' },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: 'fallback-signed',
      names: { 'api.example.com': 'api' },
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Switch SNI on.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_verify on',
        'proxy_ssl_server_name on;\n        proxy_ssl_verify on',
      ],
    ],
  },
});
