import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cert-expired',
  title: 'stream, expired.',
  files: {
    'stream.d/tls.conf': `server {
    listen 80;
    proxy_ssl on;
    proxy_ssl_name api.example.com;
    proxy_ssl_verify on;
    proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
    proxy_pass 10.0.4.22:443;
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
      cert: 'api-expired',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A renewed certificate.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'node',
        cert: 'api',
      },
    ],
  },
});
