import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cert-expired',
  title: 'The trusted root itself has expired.',
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
  ssl: {
    'ca.pem': 'root-expired.pem',
    'new.pem': 'root.pem',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: 'api-old-root',
    },
  ],
  name: 'api.example.com',
  ca: 'root-expired.pem',
  repair: {
    does: 'A certificate under the new root, which is trusted.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'node',
        cert: 'api',
      },
    ],
    edits: [['conf.d/api.conf', 'ssl/ca.pem', 'ssl/new.pem']],
  },
});
