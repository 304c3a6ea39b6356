import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'verify-depth-too-small',
  title: 'A group, two intermediates, default depth.',
  files: {
    'conf.d/api.conf': `upstream api_pool {
    server 10.0.4.22:443;
    server 10.0.4.23:443;
}

server {
    listen 80;

    location / {
        proxy_pass https://api_pool;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
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
      cert: 'api-int2',
    },
    {
      at: '10.0.4.23:443',
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
        proxy_ssl_verify_depth 3;`,
      ],
    ],
  },
});
