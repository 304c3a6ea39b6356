import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'chain-incomplete',
  title: 'A service was given the leaf only.',
  files: {
    'conf.d/api.conf': `upstream svc {
    server 10.0.4.22:8443;
}

server {
    listen 80;

    location / {
        proxy_pass https://svc;
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
      at: '10.0.4.22:8443',
      kind: 'node',
      cert: 'api-int2',
      leafOnly: true,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'The chain, and room for it.',
    upstreams: [
      {
        at: '10.0.4.22:8443',
        kind: 'node',
        cert: 'api-int1',
      },
    ],
  },
});
