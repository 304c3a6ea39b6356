import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'verify-depth-too-small',
  title: 'stream, two intermediates.',
  files: {
    'stream.d/t.conf': `server {
    listen 80;
    proxy_pass 10.0.4.22:443;
    proxy_ssl on;
    proxy_ssl_name api.example.com;
    proxy_ssl_verify on;
    proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'go',
      cert: 'api-int2',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Allow the chain.',
    edits: [
      [
        'stream.d/t.conf',
        'proxy_ssl_verify on;',
        `proxy_ssl_verify on;
    proxy_ssl_verify_depth 2;`,
      ],
    ],
  },
});
