import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'Verification is on and well set, only the switch is missing.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://api.example.com:8443;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
        proxy_ssl_verify_depth 3;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
  },
  hosts: {
    'api.example.com': '10.0.4.22',
  },
  upstreams: [
    {
      at: '10.0.4.22:8443',
      kind: 'go',
      cert: 'api-int1',
      mode: 'unknown-name-error',
      names: ['api.example.com'],
    },
  ],
  requests: [
    {
      method: 'POST',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Switch SNI on.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_verify on;',
        `proxy_ssl_server_name on;
        proxy_ssl_verify on;`,
      ],
    ],
  },
});
