import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'verify-depth-too-small',
  title: 'The intermediates are in the trust file as well; the depth still counts.',
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
    'ca.pem': 'root.pem+int1.pem+int2.pem',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: 'api-int2',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Allow the chain.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_verify on;',
        `proxy_ssl_verify on;
        proxy_ssl_verify_depth 2;`,
      ],
    ],
  },
});
