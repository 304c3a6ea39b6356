import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-wrong-name',
  title: 'The wrong name brings the default certificate, and its check fails.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name www.example.com;
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
      cert: 'fallback',
      names: {
        'api.example.com': 'api',
      },
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'The right name.',
    edits: [['conf.d/api.conf', 'proxy_ssl_name www', 'proxy_ssl_name api']],
  },
});
